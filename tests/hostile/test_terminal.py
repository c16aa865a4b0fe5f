"""No control character of a document, an option, a catalog or a file reaches a terminal, or an exported text."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from sphinx.errors import SphinxError

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.settings.outputs import write_output
from support.project import CONF, Project

SIGNS = "\x07\x1b]0;x\x7f\x9b31m\u2028\u2029\u202e\u2066"
"""What a terminal obeys, or what turns the text around it. MyST splits lines of options at some of these."""
OPTION = '"' + "".join(f"\\u{ord(sign):04x}" for sign in SIGNS) + '"'
NOT_IN_FILES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
COLORS = re.compile(r"\x1b\[[0-9;]*m")


PAGE = Path(__file__).with_name("terminal.md").read_text("utf-8").replace("OPTION", OPTION).replace("SIGNS", SIGNS)
SETTINGS = """
glossary_terms_checks = "all"
suppress_warnings = ["myst", "i18n"]
glossary_terms_source_language = "en"
"""


@pytest.fixture
def hostile(project: Project) -> Project:
    project.conf = CONF + SETTINGS
    project.write({"index.md": PAGE})
    return project


def test_no_warning_has_controls(hostile: Project) -> None:
    built = hostile.build()
    assert [line for line in built.warnings if not line.isprintable()] == []
    # For MyST before 5.2 a line separator ends the options of a directive, so it quotes fewer of them.
    assert len([line for line in built.warnings if r"\u202e" in line or r"\x1b" in line]) > 10


def test_no_text_of_a_catalog_has_controls_in_the_terminal(hostile: Project) -> None:
    hostile.update_catalogs(warns=True)
    for catalog in (hostile.source / "locales").rglob("*.po"):
        head, *entries = catalog.read_text(encoding="utf-8").split('msgstr ""\n')
        text = f'msgstr "1. {{term}}`x {SIGNS}` {SIGNS}"\n'
        catalog.write_text(f'{head}msgstr ""\n{text.join(entries)}', encoding="utf-8")
    for language in ("en", "ja"):
        built = hostile.build("glossary-export", language=language)
        assert [line for line in built.warnings if not line.isprintable()] == []
    exported = built.files()
    assert [name for name, content in exported.items() if NOT_IN_FILES.search(content.decode())] == []


def test_an_error_of_a_build_has_no_controls(hostile: Project) -> None:
    builder = hostile.build("text").app.builder
    path = Path(builder.outdir, SIGNS)
    path.mkdir()
    with pytest.raises(SphinxError) as caught:
        write_output(path, b"")
    assert str(caught.value).isprintable()
    export = hostile.build("glossary-export")
    (export.outdir / "glossary.json").write_text(
        '{"version": 1, "source_language": "en", "terms": {"\\u009b": 1}}', "utf-8"
    )
    error = next(line for line in hostile.build("glossary-export").warnings if "remove the file" in line)
    assert error.isprintable()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_command_prints_controls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / f"{SIGNS}.rst"
    text = re.sub("[\u2028\u2029]", "", SIGNS)  # where a line of reStructuredText ends
    document.write_text(f"T\n=\n\n.. glossary::\n\n   a\tb {text}\n      Text.\n", encoding="utf-8")
    main(["migrate", str(document)])
    printed = capsys.readouterr()
    assert f"-   a\tb {text}\n" in printed.out
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", terminal := Terminal())
        main(["migrate", str(document), str(tmp_path / f"no {SIGNS}.md")])
    table = tmp_path / f"{SIGNS}.csv"
    table.write_text(f"id,language,name,{SIGNS}\na,en,A {SIGNS},\n", encoding="utf-8")
    for _ in range(2):
        main(["import", str(table), "--to", str(tmp_path / SIGNS)])
    said = f"{terminal.getvalue()}{printed.err}{capsys.readouterr().err}".replace("\t", "")
    assert [line for line in said.split("\n") if not line.isprintable()] == []
    assert said.count(r"\x9b") > 5
