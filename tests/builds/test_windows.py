"""What is different on Windows, as far as it can be tried elsewhere: line ends, encodings, paths, letter case, processes."""

from __future__ import annotations

import json
import ntpath
import os
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from sphinx_glossary_terms.doctree import nodes
from support.pages import BREAD, pages_of
from support.project import Project, files_in

MISTAKES, TERMS = pages_of("windows").values()

# What a program is given on Windows when something reads its output: a locale that has no Japanese, and line ends that
# are changed on the way.
WINDOWS = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "cp1252", "PYTHONWARNDEFAULTENCODING": "1"}
WINDOWS |= dict.fromkeys(("PYTHONUTF8", "PYTHONCOERCECLOCALE"), "0")
RUN = Path(__file__).with_name("run_on_windows.txt").read_text(encoding="utf-8")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a module with arguments, as Windows would."""
    script = folder.parent / "run.py"
    script.write_text(RUN, encoding="utf-8")
    command = [sys.executable, "-X", "utf8=0", str(script), *arguments]
    done = subprocess.run(command, cwd=folder, env=WINDOWS, capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr, done.stderr.decode("cp1252")
    warned = [line for line in done.stderr.decode("cp1252").splitlines() if "EncodingWarning" in line]
    assert not [line for line in warned if "sphinx_glossary_terms" in line]
    return done


def test_a_project_with_crlf(larger: Project) -> None:
    """The same warnings with the same lines, and the same output."""
    larger.write({"mistakes.md": MISTAKES, "bread.md": BREAD["bread.md"]})
    larger.write({"conf.py": larger.conf + "glossary_terms_nothing = 1\n"})
    expected = larger.clean(language="ja")
    files = expected.files()
    assert len(expected.ours) > 5
    for path in larger.source.rglob("*.*"):
        if path.suffix == ".mo":
            path.unlink()
        elif path.suffix in {".md", ".rst", ".po", ".py", ".json"}:
            path.write_bytes(re.sub(rb"\r?\n", b"\r\n", path.read_bytes()))
    built = larger.clean(language="ja")
    assert built.warnings == expected.warnings
    assert {name: content for name, content in built.files().items() if name in files} == files


@pytest.mark.slow
def test_a_glossary_on_windows(tmp_path: Path) -> None:
    """Built, exported in both languages, and imported again."""
    folder = tmp_path / "project"
    catalogs = folder / "locales" / "en" / "LC_MESSAGES"
    catalogs.mkdir(parents=True)
    conf = 'extensions = ["myst_parser", "sphinx_glossary_terms"]\nlanguage = "ja"\nproject = "用語集"\n'
    conf += 'glossary_terms_source_language = "ja"\nlocale_dirs = ["locales"]\n'
    name = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "生地"\nmsgstr "“dough”"\n'
    for path, text in {"conf.py": conf, "index.md": TERMS, "locales/en/LC_MESSAGES/index.po": name}.items():
        (folder / path).write_bytes(text.encode().replace(b"\n", b"\r\n"))
    for builder in ("html", "gettext", "glossary-export", "glossary-export -D language=en"):
        built = run(folder, "sphinx", "-q", "-j", "2", "-b", *builder.split(), ".", f"../{builder.split()[0]}")
        assert built.returncode == 0, built.stderr
    glossary = tmp_path / "glossary-export" / "glossary.json"
    names = json.loads(glossary.read_text(encoding="utf-8"))["terms"]
    assert {item["text"] for term in names.values() for item in term["names"]} >= {"生地", "“dough”", "種"}
    assert b"\r" not in glossary.read_bytes()
    assert "生地" in (tmp_path / "html" / "glossary-terms.html").read_text(encoding="utf-8")

    source = tmp_path / "glossary-export" / "glossary.csv"
    source.write_bytes(re.sub(rb"\r?\n", b"\r\n", source.read_bytes()))
    done = run(folder, "sphinx_glossary_terms", "import", str(source), "--to", str(tmp_path / "import"))
    assert done.returncode == 0, done.stderr
    pages = b"".join(content for path, content in files_in(tmp_path / "import").items() if path.endswith(".md"))
    assert "生地".encode() in pages


def test_places_of_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "os", type("os", (), {"path": ntpath}))
    monkeypatch.setattr(nodes, "Path", PureWindowsPath)
    for path, expected in {
        "C:\\docs\\sub\\a.md": "sub/a.md",
        "C:\\src\\module.py": "../src/module.py",
        "D:\\src\\module.py": "D:/src/module.py",
        "\\\\server\\share\\a.md": "//server/share/a.md",
    }.items():
        assert nodes.relative_path(path, PureWindowsPath("C:\\docs")) == expected  # type: ignore[arg-type]
