"""Build the documentation of other projects without the extension, with it, and with terms: `make hosts`."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from .compare import Difference, Excuse, compare
from .download import download, unpack
from .excuses import UNCHANGED, with_terms
from .projects import HOSTS, Host
from .results import Result, Step, markdown
from .sphinx_build import Built, sphinx_build
from .terms import MYST, RST, add_terms

EXTENSION = 'extensions.append("sphinx_glossary_terms")'
WITHOUT_NETWORK = "intersphinx_mapping = {}"
OTHERS = {
    "latex": ("latex",),
    "epub": ("epub",),
    "text": ("text",),
    "gettext": ("gettext",),
    "html -j 2": ("html", "-j", "2"),
}
"""Other builds: their builders and options."""
COMPARED = {"html", "text", "gettext"}
"""The builders that write a page of the sources into files of its own."""


class Workplace:
    """The folders of one host: every build has the same sources at the same place, one after the other."""

    def __init__(self, host: Host, place: Path, /) -> None:
        self.host = host
        self.folder = place / host.name
        self.archive = download(host, place / "downloads")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def build(self, name: str, builder: str = "html", options: Sequence[str] = (), /) -> Built:
        """Build under one of three names: `plain`, `extension`, `terms`."""
        unpack(self.archive, self.folder / "source")
        docs = self.folder / "source" / self.host.docs
        for path, text in self.host.files.items():
            (docs / path).write_text(text, encoding="utf-8")
        lines = [WITHOUT_NETWORK, self.host.settings, *([EXTENSION] if name != "plain" else [])]
        conf = docs / "conf.py"
        conf.write_text("\n".join([conf.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8")
        if name == "terms":
            add_terms(self.host, docs)
        output, target = self.folder / "output", self.folder / name / "".join([builder, *options])
        built = sphinx_build(docs, output, builder, options)
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(exist_ok=True)
        output.mkdir(exist_ok=True)
        output.rename(target)
        shutil.rmtree(f"{output}.doctrees", ignore_errors=True)
        return Built(target, built.crash, built.warnings, built.seconds)


def main(arguments: Sequence[str] | None = None, /) -> int:
    """Exit status 1 if anything differs that has no reason in the table of excuses."""
    parser = argparse.ArgumentParser(prog="hosts", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=[host.name for host in HOSTS], metavar="NAME")
    parser.add_argument("--table", type=Path, help="write the table to this file, in Markdown")
    parser.add_argument("--place", type=Path, default=Path("build/hosts"), help="where everything is built")
    options = parser.parse_args(arguments)
    results = []
    for host in HOSTS:
        if options.only is None or host.name in options.only:
            say(f"--- {host.name} {host.version}")
            results.append(result := examine(host, options.place.resolve()))
            say("\n".join([*result.failures, *excused(result)]))
    table = markdown(results)
    say(f"\n{table}")
    if options.table:
        options.table.write_text(table, encoding="utf-8")
    failed = [result.host.name for result in results if result.failures]
    say(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def say(text: str, /) -> None:
    """Print at once: whoever waits for the next host wants to read about this one."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def excused(result: Result, /) -> list[str]:
    """How many files each excuse was needed for."""
    return [
        f"{name}: excused: {', '.join(f'{excuse} ({count})' for excuse, count in step.excused.items())}"
        for name, step in result.steps()
        if step.excused
    ]


def grouped(differences: Iterable[Difference], /) -> list[str]:
    """Files that differ in the same way, once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for difference in differences:
        alike.setdefault((difference.kind, difference.diff), []).append(difference.path)
    return [
        f"{kind}: {', '.join(paths[:5])}{f' and {len(paths) - 5} more' if len(paths) > 5 else ''}\n{diff}".rstrip()
        for (kind, diff), paths in alike.items()
    ]


def examine(host: Host, place: Path, /) -> Result:
    """Build a host in every way."""
    result = Result(host)
    work = Workplace(host, place)
    plain = work.build("plain")
    if plain.crash:
        result.failures.append(f"does not build without the extension:\n{plain.crash}")
        return result
    extension = work.build("extension")
    result.unchanged = step(result, "with the extension", plain, extension, UNCHANGED)
    result.unchanged.seconds = plain.seconds, extension.seconds
    new = [RST, *([MYST] if host.myst else [])]
    result.terms = step(result, "with terms", extension, work.build("terms"), with_terms(new, host.page))
    for name, (builder, *options) in OTHERS.items() if host.builders else ():
        before, after = work.build("plain", builder, options), work.build("terms", builder, options)
        known = [*UNCHANGED, *with_terms(new, host.page)] if builder in COMPARED else None
        result.builders[name] = step(result, f"{name}, with terms", before, after, known)
    return result


def step(result: Result, name: str, before: Built, after: Built, excuses: Sequence[Excuse] | None, /) -> Step:
    """Compare two builds, and note everything that has no excuse."""
    if after.crash:
        result.failures.append(f"{name}: crash\n{after.crash}")
        return Step(crash=True)
    if before.crash:
        result.failures.append(f"{name}: nothing to compare with")
        return Step()
    new = after.warnings - before.warnings
    result.failures += [f"{name}: new warning: {line}" for line in new.elements()]
    differences = compare(before.output, after.output, excuses) if excuses is not None else []
    failing = [difference for difference in differences if not difference.excuses]
    result.failures += [f"{name}: {text}" for text in grouped(failing)]
    pages = [each for each in failing if each.path.endswith(".html")]
    return Step(
        warnings=new.total(),
        pages=sum(1 for _ in after.output.rglob("*.html")),
        changed=len(pages),
        files=len(failing) - len(pages),
        excused=dict(Counter(name for each in differences for name in each.excuses)),
    )


if __name__ == "__main__":
    sys.exit(main())
