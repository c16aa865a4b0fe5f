"""The page of the manual on platforms: its file masks, its patterns and its commands fit the catalogs of a project."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from support import ROOT
from support.commands import run
from support.project import Project

PAGE = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
SMALL = {"glossary-aliases", "glossary-readings", "glossary-labels"}
CONF = """
extensions = ["myst_parser", "sphinx_glossary_terms"]
exclude_patterns = ["_build"]
{printed}"""
SOURCES = {
    "index.md": "# Bread\n\n```{toctree}\nsteps/proofing\n```\n",
    "steps/proofing.md": """# Proofing

```{term}
:aliases: final rise
:plural: proofings
:tags: dough
```

The last rest of a loaf, after {term}`kneading`.

```{term} kneading
:plural: kneadings

Working a dough, see {term}`Proofing`.
```
""",
}


def fences(language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)


def commands(name: str) -> list[str]:
    return [line for body in fences("console") for line in re.findall(rf"^ *\$ ({name} .*)$", body, re.MULTILINE)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after step 2 of the page."""
    tmp_path = tmp_path_factory.mktemp("platforms")
    (printed,) = fences("python")
    for name, text in {**SOURCES, "conf.py": CONF.format(printed=printed)}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (gettext,) = [command for command in commands("sphinx-build") if "-b gettext" in command]
    (update,) = commands("sphinx-intl")
    for command in (gettext, update):
        done = run(command, tmp_path)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
    return tmp_path


def catalogs(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.glob("locales/**/*.po")}


def test_the_discovery_of_components_finds_every_page_and_no_small_catalog(folder: Path) -> None:
    (pattern,) = [body.strip() for body in fences("text") if "?P<component>" in body]
    found = [re.fullmatch(pattern, name) for name in catalogs(folder)]
    assert {(match["language"], match["component"]) for match in found if match} == {
        ("ja", "index"),
        ("ja", "steps/proofing"),
    }


@pytest.mark.parametrize("name", sorted(SMALL))
def test_the_mask_of_a_small_catalog_finds_it(folder: Path, name: str) -> None:
    assert f"`locales/*/LC_MESSAGES/{name}.po`" in PAGE
    assert [path.name for path in folder.glob(f"locales/*/LC_MESSAGES/{name}.po")] == [f"{name}.po"]


def test_contexts_and_comments_are_those_of_the_table(folder: Path) -> None:
    """No two messages have the same context and string: platforms share translations of such."""
    keys = {}
    for name in SMALL:
        with (folder / f"locales/ja/LC_MESSAGES/{name}.po").open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
        assert all(message.auto_comments and not message.pluralizable for message in messages)
        keys[name] = {(message.context, message.id) for message in messages}
    names = {"proofing": "Proofing", "kneading": "kneading"}
    contexts = set(re.findall(r"^\| `glossary-aliases` \| the id with `(.*?)`", PAGE, re.MULTILINE)) | {""}
    assert keys["glossary-readings"] == {(f"{term}/reading", name) for term, name in names.items()}
    assert keys["glossary-aliases"] == {(term + end, name) for term, name in names.items() for end in contexts}
    assert keys["glossary-labels"] == {("tag", "dough")}


def test_the_template_of_labels_goes_with_the_last_label(project: Project) -> None:
    term = "# A\n\n````{term} Bread\nText.\n````\n"
    project.write({"index.md": term.replace("Bread\n", "Bread\n:tags: food\n\n")})
    template = project.build("gettext").outdir / "glossary-labels.pot"
    assert template.exists()
    project.write({"index.md": term})
    project.build("gettext")
    assert not template.exists()


def test_roles_of_myst_count_as_placeholders_and_no_line_is_wrapped(folder: Path) -> None:
    text = (folder / "locales/ja/LC_MESSAGES/steps/proofing.po").read_text(encoding="utf-8")
    assert 'msgid "The last rest of a loaf, after {term}`kneading`."\n' in text
    if hasattr(Message, "python_brace_format"):  # Babel before that has no such flag
        assert '#, python-brace-format\nmsgid "The last rest of a loaf' in text


def test_the_pattern_for_readings() -> None:
    (pattern,) = re.findall(r'`regex:"(.*?)"`', PAGE)
    assert all(re.search(pattern, reading) for reading in ("こうぼ", "コウボ", "えるえるえむ"))
    assert not any(re.search(pattern, reading) for reading in ("酵母", "koubo", "人々", "こうぼ菌"))


def test_the_build_of_the_page_finds_a_changed_target(folder: Path, tmp_path: Path) -> None:
    """What no check of the platform finds."""
    (build,) = [command for command in commands("sphinx-build") if "-b html" in command]
    copy = shutil.copytree(folder, tmp_path / "copy")
    done = run(build, copy)
    assert (done.returncode, done.stderr) == (0, "")
    path = copy / "locales/ja/LC_MESSAGES/steps/proofing.po"
    source = "The last rest of a loaf, after {term}`kneading`."
    text = path.read_text(encoding="utf-8")
    translation = "{term}`こねた生地`を最後に休ませます。"
    path.write_text(text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"'))
    done = run(build, copy)
    assert done.returncode != 0
    assert "i18n.inconsistent_references" in done.stderr or "[ref.term]" in done.stderr  # an older Sphinx
