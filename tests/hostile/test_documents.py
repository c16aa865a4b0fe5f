"""What a command reads as Sphinx does: nothing in it makes the command read a file, ask a site or run a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.pages import data

pytestmark = pytest.mark.slow

PLACES = ["secret/file.txt", "secret/pipe.x", "secret", "/dev/zero"]
FORMS = data(__file__, "documents.yaml")
GLOSSARY, CONVERTED = FORMS["before"], FORMS["after"]
HOOK = Path(__file__).with_name("hook.txt").read_text(encoding="utf-8")


def run(folder: Path, texts: dict[str, str], *arguments: str) -> str:
    """Run a command in a process that says what it reads, and must not read; returns what it prints."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    # Python imports it at its start, also in the processes of other languages.
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(f"SECRET = {str(folder / 'secret')!r}\n{HOOK}", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "hook"), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_glossary_terms", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("kind", ["rst", "md"])
def test_no_file_is_read_and_no_site_is_asked(kind: str, tmp_path: Path) -> None:
    """Whatever a document refers to; every byte outside of its glossary stays."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "file.txt").write_text("a,b\n", encoding="utf-8")
    os.mkfifo(tmp_path / "secret" / "pipe.x")
    places = [str(tmp_path / place) for place in PLACES]
    # Sphinx takes a path with a leading slash for one in the folder of the sources.
    places += [f"../../../../../../..{place}" for place in (*places, f"{places[1][:-1]}*")]
    forms = [form.replace("{}", place) for form in FORMS[kind] for place in places]
    forms += [form.replace("{}", "http://127.0.0.1:9/x") for form in FORMS["sites"][kind]]
    texts = {
        f"p{number}.{kind}": GLOSSARY[kind].format(name=f"x{number}", rest=form) for number, form in enumerate(forms)
    }
    assert "REFUSED" not in run(tmp_path, texts, "migrate", "--write", *texts)
    for number, form in enumerate(forms):
        expected = CONVERTED[kind].format(name=f"x{number}", rest=form)
        assert (tmp_path / f"p{number}.{kind}").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("end", ["---", "...", "--- x"])
def test_no_setting_in_a_document_counts(end: str, tmp_path: Path) -> None:
    """MyST would run what a document writes as a substitution, if its first lines said so."""
    (tmp_path / "secret").mkdir()
    setting = f"---\nmyst: {{enable_extensions: [substitution]}}\nx: '{{{{ cycler.__init__.__globals__.os.system(\"true\") }}}}'\n{end}\n"
    text = "\n{{ cycler.__init__.__globals__.os.system('true') }}\n\n"
    before = f"{setting}{text}{GLOSSARY['md'].format(name='x', rest='')}"
    assert "REFUSED" not in run(tmp_path, {"page.md": before}, "migrate", "--write", "page.md")
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith(f"{setting}{text}# T\n")
