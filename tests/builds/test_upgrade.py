"""What another version has left behind is read or thrown away, never misread."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_glossary_terms import extension
from sphinx_glossary_terms.domain.domain import GlossaryDomain, Registered
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page, PathQuery
from sphinx_glossary_terms.model.term import Element, Title
from support.output import same
from support.project import Project

STORED = Path(__file__).with_name("stored.txt")
"""The values in an environment, and the two numbers that say of which version they are. `pytest --regen` writes it."""

# Those behind the names of types, which are not looked up, too.
VALUES = (Page, Registered, Title, Element, GraphQuery, IndexQuery, PathQuery)


@pytest.mark.parametrize(
    ("where", "name", "value"),
    [
        (extension, "ENV_VERSION", extension.ENV_VERSION - 1),
        (GlossaryDomain, "data_version", GlossaryDomain.data_version - 1),
        (extension, "__version__", "0.0.9"),
    ],
)
def test_what_another_version_built_is_built_again(
    larger: Project, where: object, name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same sources and settings, in the same folders: every page is written."""
    with monkeypatch.context() as patch:
        patch.setattr(where, name, value)
        larger.build()
    pages = [path for path in (larger.folder / "html-en").rglob("*.html") if "glossary" in path.read_text("utf-8")]
    assert pages
    for path in pages:
        path.write_text(path.read_text("utf-8").replace("glossary", "former"), encoding="utf-8")
    built = larger.build()
    assert built.written == ["index", "model", "only", "plain", "sub/token"]
    same(larger, built)


BROKEN = ["", "{}", "[]", "null", "\0", "[" * 100_000, '{"version": 5}', '{"pages": "\\ud800"}', '{"version": "0.0.9"}']


def test_a_manifest_that_is_broken_or_of_another_version(project: Project) -> None:
    project.write({"index.md": "# Home\n\n````{term} T\nText.\n````\n"})
    path = project.build().outdir / ".glossary-terms-html.json"
    sound = path.read_text(encoding="utf-8")
    other = re.sub('"version": ".*"', '"version": "9"', sound)
    assert other != sound
    for broken in (*BROKEN, other, sound.replace('"index": "', '"index": ["').replace('"\n }', '"]\n }')):
        path.write_text(broken, encoding="utf-8")
        built = project.build()
        assert (built.written, built.warnings, path.read_text(encoding="utf-8")) == (["index"], [], sound)


def stored(*kinds: type) -> Iterator[str]:
    """The fields of the values in an environment, those of their values too."""
    classes = {
        name: kind
        for module in [*sys.modules.values()]
        if module.__name__.startswith(("sphinx_glossary_terms.model.", "sphinx_glossary_terms.domain."))
        for name, kind in vars(module).items()
        if getattr(kind, "__module__", "") == module.__name__
    }
    left, known = [*kinds], set[type]()
    while left:
        if (kind := left.pop()) in known:
            continue
        known.add(kind)
        for base in kind.__mro__:
            for name, annotation in getattr(base, "__annotations__", {}).items():
                field = str(getattr(annotation, "__forward_arg__", annotation))  # as a named tuple has it
                if not field.startswith("ClassVar"):
                    yield f"{kind.__name__}.{name}: {field}"
                left += [classes[part] for part in re.findall(r"\w+", field) if isinstance(classes.get(part), type)]


def test_the_versions_of_an_environment(request: pytest.FixtureRequest) -> None:
    """Whoever changes a stored value raises `ENV_VERSION` or `data_version`, and then runs `pytest --regen`."""
    numbers = f"ENV_VERSION {extension.ENV_VERSION}, data_version {GlossaryDomain.data_version}"
    text = "".join(f"{line}\n" for line in (numbers, *sorted({*stored(*VALUES)})))
    if request.config.getoption("regen") and not (STORED.exists() and STORED.read_text("utf-8").startswith(numbers)):
        STORED.write_text(text, encoding="utf-8")
    assert STORED.read_text("utf-8") == text
