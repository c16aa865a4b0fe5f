"""What hostile input costs at two sizes: seconds and memory, and how many times as much the larger one takes.

Each case runs in a process of its own. What takes four times as long, and much more than four times the seconds, is
worse than linear.
"""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sphinx_glossary_terms.external.parse import parse
from sphinx_glossary_terms.model.external import Entry, OtherProject, Projects, select
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.prose import Names
from sphinx_glossary_terms.model.relations import BUILT_IN
from sphinx_glossary_terms.model.term import Declared, Term
from sphinx_glossary_terms.programs.importing import command
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.writing import pages
from sphinx_glossary_terms.programs.migrate.converting import convert
from sphinx_glossary_terms.programs.migrate.reading import open_reader
from sphinx_glossary_terms.untrusted.catalogs import read_catalog
from sphinx_glossary_terms.untrusted.limits import UnusableError

FACTOR = 4


def _import(name: str, content: str | bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        vocabulary = command.read(file)
        normalize(vocabulary, page="page")
        pages(vocabulary, top="page")


def _term(number: int, **values: object) -> Term:
    names = (Name(f"thing {number}", "preferred"),)
    known = {"names": names, "source_names": names, "docname": "page", "source": "page.md", "line": number}
    return Term(**{"id": f"thing-{number}", **known, **values})  # type: ignore[arg-type]


def _glossary_json(content: bytes) -> None:
    parse(content, key="k", base="https://x.org/", language="en", source_language="en")


def _chain(size: int) -> None:
    """Each term of another project is replaced by the next one, and this project names the first."""
    terms = {f"t{n}": Entry(id=f"k:t{n}", name="a", uri=f"https://x.org/#{n}", project="k") for n in range(size)}
    replaced = {f"t{number}": f"t{number + 1}" for number in range(size - 1)}
    other = OtherProject(key="k", digest="", terms=terms, replaced=replaced)
    external = select(Projects(projects={"k": other}), ["k:t0"])
    assert len(Glossary([_term(1)], BUILT_IN, external=external).successors) == size - 1


def _own_chain(size: int) -> None:
    terms = [_term(number, replaced_by=f"thing-{number + 1}") for number in range(size)]
    assert Glossary(terms, BUILT_IN).problems


def _unknown_targets(size: int) -> None:
    terms = [_term(n, relations=(Declared(option="related", target=f"thong-{n}"),)) for n in range(size)]
    found = Glossary(terms, BUILT_IN)
    for problem in found.problems:
        found.advice(problem.unknown)


def _shared_names(size: int) -> None:
    names = tuple(Name(f"name {number}") for number in range(size))
    assert Glossary([_term(n, source_names=names, names=names) for n in range(3)], BUILT_IN).has_shared_names


def _long_word(size: int) -> None:
    with open_reader() as reader:
        convert(f"# Page\n\n{'a' * size}\n\n```{{glossary}}\nx\n  y\n```\n", name="a.md", reader=reader, taken=set())


def _catalog(size: int) -> None:
    messages = "".join(f'msgid "m{number}"\nmsgstr "t"\n\n' for number in range(size))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.po")
        file.write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{messages}', encoding="utf-8"
        )
        read_catalog(file)


def _mentions(size: int) -> None:
    assert [*Names([("ねこ", "cat")], language="ja").find("ねこ " * size)]


CASES: dict[str, tuple[int, Callable[[int], None]]] = {
    "glossary.json, empty objects": (300_000, lambda size: _glossary_json(b"[" + b"{}," * size + b"{}]")),
    "glossary.json, 60 MB of them": (5_000_000, lambda size: _glossary_json(b"[" + b"{}," * size + b"{}]")),
    "glossary.json, deep": (100_000, lambda size: _glossary_json(b"[" * size)),
    "replaced-by, a chain elsewhere": (5_000, _chain),
    "replaced-by, a chain of ours": (2_500, _own_chain),
    "did you mean": (500, _unknown_targets),
    "names that three terms have": (10_000, _shared_names),
    "migrate, a long word": (50_000, _long_word),
    "CSV, columns": (
        240,
        lambda size: _import("a.csv", f"language,name,{'x,' * size}\n" + f"en,a,{'1,' * size}\n" * 50),
    ),
    "CSV, too many columns": (20_000, lambda size: _import("a.csv", f"language,name,{'x,' * size}\n")),
    "CSV, terms of one name": (5_000, lambda size: _import("a.csv", "language,name\n" + "en,a\n" * size)),
    "CSV, aliases of one term": (
        4_000,
        lambda size: _import("a.csv", f'language,name,aliases\nen,a,"{",".join(map(str, range(size)))}"\n'),
    ),
    "CSV, white space": (30_000, lambda size: _import("a.csv", f"language,name\nen,a{' ' * size}b\n")),
    "catalog, messages": (2_500, _catalog),
    "CSV, columns and short rows": (
        500,
        lambda size: _import("a.csv", f"language,name,definition,{'c,' * 990}tags\n" + "q!,a\n" * size),
    ),
    "autolink, mentions in kana": (10_000, _mentions),
}


def _measured(name: str, size: int, results: multiprocessing.SimpleQueue[tuple[float, float, str]]) -> None:
    before, start, said = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), "read"
    try:
        CASES[name][1](size)
    except UnusableError as error:
        said = str(error)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    results.put((time.process_time() - start, memory, said))


def main() -> None:
    """Measure, and print a table."""
    processes = multiprocessing.get_context("fork")
    print(f"{'':32}{'size':>9}{'s':>7}{'MB':>6}{f'  x {FACTOR}: s':>11}{'MB':>6}{'ratio':>7}")
    for name, (size, _run) in CASES.items():
        found = []
        for count in (size, size * FACTOR):
            results: multiprocessing.SimpleQueue[tuple[float, float, str]] = processes.SimpleQueue()
            process = processes.Process(target=_measured, args=(name, count, results))
            process.start()
            found.append(results.get())
            process.join()
        (small, small_memory, _), (large, memory, said) = found
        # What takes no time has no ratio.
        ratio = f"{large / small:.1f}" if small > 0.02 else "-"
        print(
            f"{name:32}{size:>9,}{small:>7.2f}{small_memory:>6.0f}{large:>11.2f}{memory:>6.0f}{ratio:>7}  {said[:60]}"
        )


if __name__ == "__main__":
    main()
