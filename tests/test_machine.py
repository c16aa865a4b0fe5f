"""Random glossaries under random edits: every rebuild equals a clean build, and writes only what has changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from conftest import Built, Project
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

LONG = os.environ.get("FUZZ_PROFILE") == "long"
PAGES = ["a", "b", "sub/c", "sub/d"]
IDS = ["t0", "t1", "t2", "t3", "t4"]
WORDS = ["apple", "Birne", "Éclair", "日本", "cake"]

ids, pages, words = st.sampled_from(IDS), st.sampled_from(PAGES), st.sampled_from(WORDS)


@dataclass
class Term:
    """What an author wrote."""

    page: str
    name: str
    definition: str = "Text."
    options: dict[str, str] = field(default_factory=dict)

    def text(self, term_id: str) -> str:
        options = "".join(f":{option}: {value}\n" for option, value in sorted(self.options.items()) if value)
        return f"````{{term}} {self.name}\n:id: {term_id}\n{options}\n{self.definition}\n````\n"


# What Sphinx itself does not keep up to date: the search index loses the index entries of pages that are not written.
NOT_OURS = {"searchindex.js"}


class Glossary(RuleBasedStateMachine):
    """A project of four pages, an index and a page without anything of the glossary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project(Path(self.folder.name))
        self.terms: dict[str, Term] = {}
        self.references: dict[str, str] = {}
        self.translations: dict[tuple[str, str], str] = {}
        self.clean: dict[str, dict[str, bytes]] = {}

    @initialize()
    def start(self) -> None:
        self.terms = {
            term_id: Term(PAGES[place % 4], f"{WORDS[place]} {place}") for place, term_id in enumerate(IDS[:4])
        }
        self.terms["t1"].options = {"prerequisites": "t0", "aliases": "second"}
        self.references = {"a": "t1", "sub/d": "second"}
        self.write()
        self.project.update_catalogs(warns=True)

    def write(self) -> None:
        for page in PAGES:
            body = "\n".join(term.text(term_id) for term_id, term in sorted(self.terms.items()) if term.page == page)
            reference = f"See {{term}}`{self.references[page]}`.\n\n" if page in self.references else ""
            self.write_if_changed(f"{page}.md", f"# Page {page}\n\n{reference}{body}")
        toctree = "\n".join([*PAGES, "plain"])
        index = "```{term-index}\n```\n\n```{term-index}\n:by: tag\n```\n"
        self.write_if_changed("index.md", f"# Home\n\n```{{toctree}}\n{toctree}\n```\n\n{index}")
        self.write_if_changed("plain.md", "# Plain\n\nNothing.\n")

    def write_if_changed(self, name: str, text: str) -> None:
        path = self.project.source / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            self.project.write({name: text})

    @rule(term_id=ids, word=words, number=st.integers(0, 3))
    def rename(self, term_id: str, word: str, number: int) -> None:
        if term_id in self.terms:
            self.terms[term_id].name = f"{word} {number}"

    @rule(term_id=ids, word=words, other=ids)
    def define(self, term_id: str, word: str, other: str) -> None:
        if term_id in self.terms:
            self.terms[term_id].definition = f"A *{word}* of {{term}}`{other}`."

    @rule(
        term_id=ids,
        option=st.sampled_from(["aliases", "hidden-aliases", "reading", "tags", "old-ids", "graph-depth"]),
        value=st.sampled_from(["", "x", "second", "third, x", "2"]),
    )
    def set_option(self, term_id: str, option: str, value: str) -> None:
        if term_id in self.terms and (option != "graph-depth" or value in {"", "2"}):
            self.terms[term_id].options[option] = value

    @rule(term_id=ids, option=st.sampled_from(["prerequisites", "broader", "related"]), other=ids)
    def relate(self, term_id: str, option: str, other: str) -> None:
        if term_id in self.terms:
            old = self.terms[term_id].options.get(option)
            self.terms[term_id].options[option] = "" if old == other else other

    @rule(term_id=ids, page=pages)
    def move_or_add(self, term_id: str, page: str) -> None:
        self.terms.setdefault(term_id, Term(page, f"new {term_id}")).page = page

    @rule(term_id=ids)
    def remove(self, term_id: str) -> None:
        self.terms.pop(term_id, None)

    @rule(page=pages, other=st.sampled_from([*IDS, "second", "x", "apple 0", "nothing"]))
    def refer(self, page: str, other: str) -> None:
        self.references[page] = other

    @rule(
        term_id=ids,
        catalog=st.sampled_from(["name", "aliases", "readings"]),
        text=st.sampled_from(["", "あ", "かな", "字"]),
    )
    def translate(self, term_id: str, catalog: str, text: str) -> None:
        if term_id in self.terms:
            self.translations[term_id, catalog] = text

    def fill_in(self) -> None:
        self.project.update_catalogs(warns=True)
        for (term_id, catalog), text in sorted(self.translations.items()):
            term = self.terms.get(term_id)
            if term is not None and catalog == "name":
                self.project.translate(term.page, {term.name: text})
            elif term is not None:
                self.project.translate(f"glossary-{catalog}", {(term_id, term.name): text})

    @invariant()
    def rebuilt_equals_clean(self) -> None:
        if not self.terms and not self.clean:
            return
        self.write()
        self.fill_in()
        for language in ("en", "ja"):
            before = self.clean.get(language, {})
            built = self.project.build(language=language)
            files = self.project.clean(language=language).files()
            different = {name for name in files if built.files().get(name) != files[name]} - NOT_OURS
            assert not different, (language, different)
            assert set(built.files()) == set(files)
            self.written_for_a_reason(built, before, files)
            self.clean[language] = files

    def written_for_a_reason(self, built: Built, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """A page is written if it shows something else now, or if its own source or catalog was edited."""
        changed = {name.removesuffix(".html") for name in after if before.get(name) != after[name]}
        edited = set(PAGES) | {"index"}  # Sphinx writes a page with a toctree along with the pages in it
        assert set(built.written) <= changed | edited
        if before:
            assert "plain" not in built.written

    def teardown(self) -> None:
        self.folder.cleanup()
        shutil.rmtree(self.folder.name, ignore_errors=True)


Glossary.TestCase.settings = settings(
    max_examples=50 if LONG else 4,
    stateful_step_count=8 if LONG else 5,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestGlossary = Glossary.TestCase
