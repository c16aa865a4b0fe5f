"""What another version has left behind is read or thrown away, never misread."""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from sphinx_glossary_terms import extension
from sphinx_glossary_terms.domain.domain import GlossaryDomain, StoredPage
from sphinx_glossary_terms.domain.registered import Registered
from sphinx_glossary_terms.model.inline import Element, Title
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, Page, PathQuery
from support.output import same
from support.pages import BILINGUAL
from support.project import Project, files_in

STORED = Path(__file__).with_name("stored.txt")
"""The values in an environment, and the two numbers that say of which version they are. `pytest --regen` writes it."""

# Those behind the names of types, which are not looked up, too.
VALUES = (Page, StoredPage, Registered, Title, Element, GraphQuery, IndexQuery, PathQuery)

MODEL = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#: ../../source/model.md:2
msgid "Language model"
msgstr "言語モデル"
"""
ALIASES = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#. LM, model
#: ../../source/model.md:4
msgctxt "language-model"
msgid "Language model"
msgstr "モデル、LM|えるえむ"

#. ngram
msgctxt "language-model/avoid"
msgid "Language model"
msgstr "エヌグラム"
"""
READINGS = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "language-model/reading"
msgid "Language model"
msgstr "げんごもでる"
"""
LABELS = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "tag"
msgid "small"
msgstr "小"
"""
TAGGED = BILINGUAL["model.md"].replace(":aliases:", ":tags: small\n        :avoid: ngram\n        :aliases:")


_Change: TypeAlias = "Callable[[pytest.MonkeyPatch], None]"


def environment(project: Project) -> Path:
    return project.folder / "doctrees-html-en" / "environment.pickle"


def change_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extension, "ENV_VERSION", extension.ENV_VERSION - 1)


def change_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GlossaryDomain, "data_version", GlossaryDomain.data_version - 1)


def use_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extension, "__version__", "0.0.9")


@pytest.mark.parametrize("change", [change_version, change_data, use_another_version])
def test_what_another_version_built_is_built_again(
    larger: Project, change: _Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same sources and settings, in the same folders: every page is written."""
    with monkeypatch.context() as patch:
        change(patch)
        larger.build()
    pages = [path for path in (larger.folder / "html-en").rglob("*.html") if "glossary" in path.read_text("utf-8")]
    assert pages
    for path in pages:
        path.write_text(path.read_text("utf-8").replace("glossary", "former"), encoding="utf-8")
    built = larger.build()
    assert built.written == ["index", "model", "only", "plain", "sub/token"]
    same(larger, built)


class OfAnotherVersion(NamedTuple):
    """A page as another version stored it."""

    something: bytes


@pytest.mark.parametrize("is_known", [True, False])
def test_an_environment_with_other_fields(larger: Project, is_known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a class of it is not there any more, so that it cannot even be unpickled."""
    with monkeypatch.context() as patch:
        change_data(patch)
        built = larger.build()
    env = pickle.loads(environment(larger).read_bytes())
    data = env.domaindata["glossary"]
    data["pages"] = dict.fromkeys(data["pages"], OfAnotherVersion(b"\x80"))
    data["registered"] = ["nothing"]
    data["more"] = 1
    content = pickle.dumps(env)
    if not is_known:
        name = OfAnotherVersion.__name__.encode()
        content = content.replace(name, name[::-1])
    environment(larger).write_bytes(content)
    again = larger.build()
    assert again.warnings == built.warnings == []
    same(larger, again)


@pytest.mark.parametrize(
    "manifest", ["{}", "[]", "", '{"version": "0.0.9"}', '{"version": "9", "tables": [], "pages": {"index": 1}}']
)
def test_a_manifest_of_another_version(larger: Project, manifest: str) -> None:
    built = larger.build()
    (built.outdir / ".glossary-terms-html.json").write_text(manifest, encoding="utf-8")
    again = larger.build()
    assert again.written == ["index", "model", "only", "plain", "sub/token"]
    same(larger, again)


def test_catalogs_of_the_first_version(larger: Project) -> None:
    """As they are written today: what is in them is shown, and `sphinx-intl update` keeps it."""
    catalogs = {"model": MODEL, "glossary-aliases": ALIASES, "glossary-readings": READINGS, "glossary-labels": LABELS}
    for path in (larger.source / "locales").rglob("*.[mp]o"):
        path.unlink()
    larger.write({"model.md": TAGGED})
    larger.write({f"locales/ja/LC_MESSAGES/{name}.po": text for name, text in catalogs.items()})

    def shown() -> dict[str, list[str]]:
        built = larger.clean(language="ja")
        assert built.warnings == []
        view = built.domain.view("model").terms["language-model"]
        page = built.text("model.html")
        term = built.domain.glossary.terms["language-model"]
        assert view.link.name == "言語モデル"
        assert "小" in page
        return {
            kind: sorted(n.with_reading for n in term.names if n.kind == kind)
            for kind in ("preferred", "alias", "avoid")
        }

    before = shown()
    assert before == {
        "preferred": ["言語モデル|げんごもでる"],
        "alias": ["LM|えるえむ", "モデル"],
        "avoid": ["エヌグラム"],
    }
    larger.update_catalogs()
    assert shown() == before
    written = b"".join(files_in(larger.source / "locales").values())
    assert b"#~" not in written


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
