"""Sphinx's own glossaries of other projects with `glossary_terms_builtin`: what changes, and what it costs.

    python -m benchmarks.glossaries NAME=ROOT:DOCS ... [-- OPTIONS]

`ROOT` is a folder, which is copied, and `DOCS` that of conf.py in it. Each project is built in turn without the
extension, with the option, and with links in plain text as well, and one line of a table is written for it.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OFF = ""
ON = '\nextensions = [*globals().get("extensions", ()), "sphinx_glossary_terms"]\nglossary_terms_builtin = True\n'
KINDS = {"off": OFF, "on": ON, "links": ON + 'glossary_terms_autolink = "section"\n'}
HEADINGS = ("project", "entries", "links with a card", "in plain text", "CPU", "with links", "bytes", "with links")
_TERM = re.compile(r'<dt id="([^"]+)">.*?<a class="headerlink" href="#\1"', re.DOTALL)
_CARD = re.compile(r'<a class="glossary-link [^>]*><span class="xref std std-term">')
_LIST = re.compile(r'<dl class="[^"]*\bglossary\b[^"]*">.*?</dl>', re.DOTALL)


class Built(NamedTuple):
    """A build: the seconds of CPU that it took, and its pages."""

    seconds: float
    pages: dict[str, str]


def build(source: Path, work: Path, kind: str, options: list[str]) -> Built:
    """Build a copy of a project."""
    output = work / kind
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(work / "doctrees", ignore_errors=True)
    first = source / "conf.py.first"
    if not first.exists():
        shutil.copy(source / "conf.py", first)
    more = f"\nintersphinx_mapping = {{}}\n{os.environ.get('CONF', '')}\n{KINDS[kind]}"
    (source / "conf.py").write_text(first.read_text("utf-8") + more, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "sphinx", "-q", "--no-color", "-b", "html", "-d", str(work / "doctrees")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [*command, *options, str(source), str(output)],
        env={**os.environ, "PYTHONHASHSEED": "0"} | dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9"),
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        raise SystemExit(run.stderr[-3000:])
    pages = {file.relative_to(output).as_posix(): file.read_text("utf-8", "replace") for file in output.rglob("*.html")}
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Built(seconds, pages)


def row(name: str, root: Path, docs: str, work: Path, options: list[str], rounds: int) -> list[str]:
    """The line of a project."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(root, work / "source", symlinks=True)
    every: dict[str, list[Built]] = {kind: [] for kind in KINDS}
    for _round in range(rounds):
        for kind in KINDS:
            every[kind].append(build(work / "source" / docs, work, kind, options))
    pages = {kind: built[0].pages for kind, built in every.items()}
    entries = sum(len(_TERM.findall(part)) for html in pages["off"].values() for part in _LIST.findall(html))
    cards = sum(len(_CARD.findall(html)) for html in pages["on"].values())
    on, with_links = (sum(html.count("glossary-link") for html in pages[kind].values()) for kind in ("on", "links"))
    seconds = {kind: statistics.median(built.seconds for built in every[kind]) for kind in KINDS}
    size = {kind: sum(len(pages[kind][page].encode()) for page in pages["off"].keys() & pages["on"]) for kind in KINDS}
    times = [f"{seconds[kind] / seconds['off']:.2f}" for kind in ("on", "links")]
    sizes = [f"{size[kind] / size['off']:.3f}" for kind in ("on", "links")]
    return [name, f"{entries}", f"{cards}", f"{with_links - on}", *times, *sizes]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.glossaries", description=__doc__)
    parser.add_argument("projects", nargs="+", metavar="NAME=ROOT:DOCS")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--work", type=Path, default=Path("build/glossaries"))
    parser.add_argument("options", nargs="*", help="options of sphinx-build, after --")
    arguments, options = parser.parse_known_args()
    sys.stdout.write(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}\n")
    for project in arguments.projects:
        name, _equals, place = project.partition("=")
        root, _colon, docs = place.partition(":")
        work = arguments.work.resolve() / name
        cells = row(name, Path(root).resolve(), docs, work, options, arguments.rounds)
        sys.stdout.write(f"| {' | '.join(cells)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
