"""Files are written as a whole: on a full disk, and when a program is killed, the former content stays."""

from __future__ import annotations

import os
import re
import resource
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.settings.files import replace_file
from support import ROOT
from support.project import Project

PART = ".glossary-part-"


def in_child(action: Callable[[], object], *, files: set[Path], number: int, is_killed: bool) -> tuple[int, bool]:
    """Do something in a copy of this process, in which the disk is full from a number of writes of some files on.

    Returns how the copy ended, and whether there were so many writes. If it is to be killed, it is in the middle of one.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        count = 0

        def fill(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event != "open" or not isinstance(arguments[0], str | os.PathLike) or "w" not in str(arguments[1]):
                return
            path = Path(arguments[0])
            if path in files or path.name.startswith(PART):
                count += 1
                if count == number:
                    os.write(writing, b"1")
                    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                    resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
                    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if is_killed else signal.SIG_IGN)

        status = 1
        sys.addaudithook(fill)
        try:
            status = int(bool(action()))
        finally:
            os._exit(status)
    os.close(writing)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    is_full = bool(os.read(reading, 1))
    os.close(reading)
    return ended, is_full


def failures(action: Callable[[], object], files: set[Path], reset: Callable[[], object]) -> Iterator[bool]:
    """Do something again and again, with a failure at each of its writes; says whether it was killed."""
    for is_killed in (False, True):
        number, is_full = 0, True
        while is_full:
            number += 1
            reset()
            ended, is_full = in_child(action, files=files, number=number, is_killed=is_killed)
            if is_full:
                assert ended == (-signal.SIGXFSZ if is_killed else 1)
                yield is_killed
            else:
                assert ended == 0
        assert number > 1


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_conversion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "# {0}\n\n```{{glossary}}\n{0}\n{0} two\n  Text.\n```\n"
    before = {f"{name}.md": text.format(name) for name in ("one", "other")}
    old = {name: content.encode() for name, content in before.items()}

    def reset() -> None:
        for path in tmp_path.glob(f"**/{PART}*"):
            path.unlink()
        for name, content in old.items():
            (tmp_path / name).write_bytes(content)

    def convert() -> int:
        return main(["migrate", "--write", "one.md", "other.md"])

    paths = {tmp_path / name for name in old} | {Path("one.md"), Path("other.md")}
    paths |= {path.relative_to(tmp_path) for path in paths if path.is_absolute()}
    reset()
    assert in_child(convert, files=set(), number=0, is_killed=False)[0] == 0
    new = contents(tmp_path)
    assert new.keys() == old.keys()
    assert sum(new[name] != old[name] for name in old) == 2
    for is_killed in failures(convert, paths, reset):
        found = contents(tmp_path)
        assert {name for name in found if PART not in name} == old.keys()
        assert all(found[name] in (old[name], new[name]) for name in old)
        assert is_killed or found.keys() == old.keys()


def test_an_import(tmp_path: Path) -> None:
    """Nothing stays behind, whole or not, after an error: the command can run again."""
    table = tmp_path / "words.csv"
    table.write_text("id,language,name,aliases\na,en,A,x\na,ja,あ,い\n", encoding="utf-8")
    docs = tmp_path / "docs"
    (docs / "locales" / "ja" / "LC_MESSAGES").mkdir(parents=True)
    names = {"words.md", *(f"locales/ja/LC_MESSAGES/{name}.po" for name in ("words", "glossary-aliases"))}

    def reset() -> None:
        for path in docs.rglob("*.*"):
            path.unlink()

    def add() -> int:
        return main(["import", str(table), "--to", str(docs)])

    # The catalogs come first, and the page is complete as soon as it is there.
    for is_killed in failures(add, {docs / name for name in names}, reset):
        found = contents(docs)
        assert "words.md" not in found
        assert is_killed or found == {}
    assert names <= contents(docs).keys()


def test_mode_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file, link = tmp_path / "folder" / "file.md", tmp_path / "link.md"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to("folder/file.md")
    replace_file(link, b"new")
    assert (link.is_symlink(), file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (True, b"new", 0o640)
    replace_file(tmp_path / "more" / "new.md", b"new")
    (tmp_path / "usual").touch()
    modes = [(tmp_path / name).stat().st_mode for name in ("more/new.md", "usual")]
    assert modes[0] == modes[1]
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "folder", b"new")
    assert {*contents(tmp_path)} == {"folder/file.md", "link.md", "more/new.md", "usual"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can write files of others")
def test_the_owner_stays(tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    file.write_bytes(b"old")
    os.chown(file, 1234, 5678)
    file.chmod(0o600)
    replace_file(file, b"new")
    found = file.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 5678, 0o600)
    assert file.read_bytes() == b"new"


def test_an_export(project: Project) -> None:
    """One that does not fit leaves the file of the last one, and is an error in one line."""
    project.write({"index.md": "# Home\n\n```{term} Bread\nBaked.\n```\n"})
    outdir = project.build("glossary-export").outdir
    old = (outdir / "glossary.csv").read_bytes()
    project.write({"index.md": "# Home\n\n```{term} Bread\nBaked at home.\n```\n"})
    receiving, sending = os.pipe()  # A file would be as limited as the export.

    def export() -> int:
        built = project.build("glossary-export")
        os.write(sending, "\n".join(built.warnings).encode())
        return built.app.statuscode

    for is_killed in failures(export, {outdir / "glossary.csv"}, lambda: (outdir / "glossary.csv").write_bytes(old)):
        assert is_killed or not [*outdir.rglob(f"{PART}*")]
        error = rb"ERROR: \S+ cannot be written \(.*\); make room for it or remove it, and build again"
        assert is_killed or re.fullmatch(error, os.read(receiving, 10_000))
        found = (outdir / "glossary.csv").read_bytes()
        assert found == old or b"at home" in found


def test_what_a_killed_build_has_left_is_removed(project: Project) -> None:
    project.write({"index.md": "# Home\n\n```{term} Bread\nBaked.\n```\n"})
    outdir = project.build().outdir
    left, new = (outdir / "_glossary" / f"{PART}{name}" for name in ("left", "new"))
    for part in (left, new):
        part.write_text("part", encoding="utf-8")
    os.utime(left, (0, 0))
    project.build()
    assert left.exists()  # nothing was written
    project.write({"index.md": "# Home\n\n```{term} Bread\nBaked at home.\n```\n"})
    project.build()
    assert not left.exists()
    assert new.exists()  # another build may be writing it


def test_nothing_else_writes() -> None:
    """But what writes into a temporary folder."""
    temporary = {"reading.py", "files.py"}
    for path in (ROOT / "sphinx_glossary_terms").rglob("*.py"):
        if path.name not in temporary:
            found = re.findall(
                r"\.write_(?:text|bytes)\(|open\(\"[wxa]|, \"[wxa]b?\"\)", path.read_text(encoding="utf-8")
            )
            assert (path.name, found) == (path.name, [])
