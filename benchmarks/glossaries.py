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
from collections import Counter
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

OFF = ""
ON = '\nextensions = [*globals().get("extensions", ()), "sphinx_glossary_terms"]\nglossary_terms_builtin = True\n'
KINDS = {"off": OFF, "on": ON, "links": ON + 'glossary_terms_autolink = "section"\n'}
HEADINGS = (
    *("project", "entries", "links", "with card", "changed links", "changed lists", "new warnings"),
    *("in plain text", "CPU", "with links", "bytes", "with links"),
)
_LINK = re.compile(r'<a (?=[^>]*\bhref="([^"]*#[^"]+)")([^>]*)>(.*?)</a>', re.DOTALL)
_TERM = re.compile(r'<dt id="([^"]+)">(.*?)<a class="headerlink" href="#\1"', re.DOTALL)
_LIST = re.compile(r'<dl class="[^"]*\bglossary\b[^"]*">.*?</dl>', re.DOTALL)
_OURS = re.compile(r' class="glossary-link ([^"]*)"|<span lang="[^"]*">')


class Built(NamedTuple):
    """A build: the seconds of CPU that it took, the warnings and the pages with their sizes."""

    seconds: float
    warnings: Counter[str]
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
        env={
            **os.environ,
            "PYTHONHASHSEED": "0",
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
        },
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
    # Sphinx's own warning about a reference names similar entries.
    warnings = re.sub(r"; did you mean '.*'\?(?= \[ref\.)", "", run.stderr)
    return Built(seconds, Counter(line for line in warnings.splitlines() if line.strip()), pages)


def links(pages: dict[str, str], anchors: set[str]) -> Counter[tuple[str, str, str, bool]]:
    """The links to entries: page, address, text, and whether a card opens."""
    found: Counter[tuple[str, str, str, bool]] = Counter()
    for page, html in pages.items():
        for href, attributes, text in _LINK.findall(html):
            target = urljoin(page, unescape(href))
            if target in anchors and 'class="xref std std-term"' in text:  # those of the role `any` have another one
                found[page, target, re.sub("<[^>]*>", "", text), "glossary-link" in attributes] += 1
    return found


def row(name: str, root: Path, docs: str, work: Path, options: list[str], rounds: int) -> list[str]:
    """The line of a project."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(root, work / "source", symlinks=True)
    every: dict[str, list[Built]] = {kind: [] for kind in KINDS}
    for _round in range(rounds):
        for kind in KINDS:
            every[kind].append(build(work / "source" / docs, work, kind, options))
    off, on, plain = (every[kind][0] for kind in KINDS)
    lists = {page: "".join(_LIST.findall(html)) for page, html in off.pages.items()}
    anchors = {f"{page}#{anchor}" for page, html in lists.items() for anchor, _name in _TERM.findall(html)}
    before, after = (links(built.pages, anchors) for built in (off, on))
    # In a translation, a reference shows the name of its language.
    lost = Counter(key[:2] for key in before.elements()) - Counter(key[:2] for key in after.elements())
    changed = [page for page, old in lists.items() if old and bare(old) != bare("".join(_LIST.findall(on.pages[page])))]
    new = on.warnings - off.warnings
    sys.stderr.write(
        "".join(f"{line}\n" for line in [*map(str, lost), *changed, *new, *(plain.warnings - on.warnings)])
    )
    cards = sum(count for key, count in after.items() if key[3])
    total = {
        kind: sum(len(every[kind][0].pages[page].encode()) for page in off.pages.keys() & on.pages) for kind in KINDS
    }
    seconds = {kind: statistics.median(built.seconds for built in every[kind]) for kind in KINDS}
    text = sum(html.count("glossary-link") for html in plain.pages.values())
    text -= sum(html.count("glossary-link") for html in on.pages.values())
    return [
        *(name, f"{len(anchors)}", f"{before.total()}", f"{cards}", f"{lost.total()}", f"{len(changed)}"),
        *(f"{new.total()}", f"{text}", f"{seconds['on'] / seconds['off']:.2f}"),
        *(f"{seconds['links'] / seconds['off']:.2f}", f"{total['on'] / total['off']:.3f}"),
        f"{total['links'] / total['off']:.3f}",
    ]


def bare(html: str) -> str:
    """A list without the class of links, and the names that they show: they are within its texts."""
    html = re.sub(r' class="glossary-link ([^"]*)"', r' class="\1"', html)
    return re.sub(
        r'(<span class="xref std std-term">)(?:<span lang="[^"]*">|[^<])*(?:</span>)?(?=</span></a>)', r"\1", html
    )


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
