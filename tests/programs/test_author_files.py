"""Files of authors are written as a whole: on a full disk the former content stays."""

from __future__ import annotations

import os
import re
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs import import_csv, migrate  # noqa: F401 - Python writes what it compiles
from sphinx_glossary_terms.settings.outputs import replace_file
from support import ROOT
from support.project import files_in


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file can have more bytes than that."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_conversion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that has no room stays as it is, and the others are written."""
    texts = {
        "long.md": f"```{{glossary}}\nlong\n  {'Word. ' * 70}\n```\n",
        "short.md": "```{glossary}\nshort\n  Word.\n```\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def replace(path: Path, content: bytes) -> None:
        with full_disk(300):
            replace_file(path, content)

    monkeypatch.setattr(migrate, "replace_file", replace)
    assert migrate.migrate([tmp_path / name for name in texts], write=True) == 1
    assert f"{tmp_path}/long.md: File too large; it was not written\n" in capsys.readouterr().err
    assert files_in(tmp_path) == {"long.md": texts["long.md"].encode(), "short.md": b"```{term} short\nWord.\n```\n"}


def test_an_import(tmp_path: Path) -> None:
    """Nothing stays behind after an error, though the catalogs come first: the command can run again."""
    table, docs = tmp_path / "words.csv", tmp_path / "docs"
    table.write_text(f"id,language,name,definition\na,en,A,{'x' * 2000}\na,ja,あ,\n", encoding="utf-8")
    with full_disk(1000):
        assert main(["import", str(table), "--to", str(docs)]) == 1
    assert files_in(docs) == {}
    assert main(["import", str(table), "--to", str(docs)]) == 0
    assert files_in(docs).keys() == {"words.md", "locales/ja/LC_MESSAGES/words.po"}


def test_mode_owner_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file, link = tmp_path / "folder" / "file.md", tmp_path / "link.md"
    file.write_text("old", encoding="utf-8")
    if os.geteuid() == 0:  # only root can write files of others
        os.chown(file, 1234, 5678)
    file.chmod(0o640)
    link.symlink_to("folder/file.md")
    before = file.stat()
    replace_file(link, b"new")
    after = file.stat()
    assert after.st_ino != before.st_ino  # in one step: a program that is killed leaves the former content
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert (link.is_symlink(), file.read_bytes(), stat.S_IMODE(after.st_mode)) == (True, b"new", 0o640)
    replace_file(tmp_path / "more" / "new.md", b"new")
    (tmp_path / "usual").touch()
    modes = [(tmp_path / name).stat().st_mode for name in ("more/new.md", "usual")]
    assert modes[0] == modes[1]
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "folder", b"new")
    assert {*files_in(tmp_path)} == {"folder/file.md", "link.md", "more/new.md", "usual"}


def test_nothing_else_writes() -> None:
    """But what writes files of outputs, and into a temporary folder."""
    allowed = {"migrate_reading.py", "outputs.py"}
    for path in (ROOT / "sphinx_glossary_terms").rglob("*.py"):
        if path.name not in allowed:
            found = re.findall(r"\.write_(?:text|bytes)\(|open\(\"[wxa]|, \"[wxa]b?\"\)", path.read_text("utf-8"))
            assert (path.name, found) == (path.name, [])
