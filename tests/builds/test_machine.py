"""Random glossaries under random edits: every rebuild equals a clean build, and writes only what has changed.

Two builders share one environment, in two languages; one of them builds in parallel. A second project names terms of
the first one, and the other way round. Terms may stand in a file that a page includes.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from support.attack import examples
from support.output import search_index, without_navigation
from support.pages import data
from support.project import Built, Project
from support.two_projects import conf_of

# The directive `include` of MyST uses what Sphinx 9 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app' is")]

ENTRY_PAGES = ["a", "b", "sub/c", "sub/d"]
SECTION_PAGE = "section"  # its heading is the name of the term `s0`
MORE_PAGES = ["extra", "sub/more"]
INCLUDED = "inner"  # a file that `b` includes
IDS = ["t0", "t1", "t2", "t3", "t4"]
WORDS = ["apple", "Birne", "Éclair", "日本", "cake"]
BUILDERS = {"html": 1, "dirhtml": 2}  # and by how many processes
FOREIGN = ["x0", "x1", "x2"]  # terms of the second project
THERE = [f"there:{term_id}" for term_id in FOREIGN]
CATALOGS = {"aliases": "alias", "avoid": "avoid", "readings": "reading"}
OPTIONS = ["abbreviation", "aliases", "hidden-aliases", "plural", "avoid", "context", "reading", "tags", "old-ids"]
RELATIONS = ["prerequisites", "broader", "related"]
SETTINGS: list[tuple[str, object]] = data(__file__, "machine.yaml")

ids, words = st.sampled_from(IDS), st.sampled_from(WORDS)
pages = st.sampled_from([*ENTRY_PAGES, *MORE_PAGES, INCLUDED])

# What Sphinx itself does not keep up to date, each with an example:
#
# - the search index keeps the words of a text that is gone, found nowhere, see `comparable`;
# - HTML of a deleted page stays (delete extra.md: extra.html is still there), and so do its cards and the former record
#   of the settings (change an option that concerns HTML: .buildinfo.bak), see `left_behind`;
# - links to the pages before and after a page, when one is added to a toctree or leaves it (delete extra.md: the page
#   after it still says "previous: Extra"), see `without_navigation`. With the heading of a page it is the same; for
#   headings that are names of terms we mend it, and where only the mark of its language changes.


def comparable(name: str, content: bytes, *, navigation: bool) -> object:
    """The content of a file, without what Sphinx does not keep up to date."""
    if name == "searchindex.js":
        return search_index(content.decode())
    if name.endswith(".html") and not navigation:
        return without_navigation(content)
    return content


@dataclass
class Term:
    """What an author wrote."""

    page: str
    name: str
    definition: str = "Text."
    options: dict[str, str] = field(default_factory=dict)

    def text(self, term_id: str) -> str:
        options = "".join(f":{option}: {value}\n" for option, value in sorted(self.options.items()) if value)
        if self.page == SECTION_PAGE:
            return f"# {self.name}\n\n```{{term}}\n:id: {term_id}\n{options}```\n\n{self.definition}\n"
        return f"````{{term}} {self.name}\n:id: {term_id}\n{options}\n{self.definition}\n````\n"


def set_to(options: dict[str, object]) -> str:
    return "".join(f"{name} = {value!r}\n" for name, value in options.items())


class Glossary(RuleBasedStateMachine):
    """A project of some pages with terms, an index, a learning path and a page with plain text alone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project(Path(self.folder.name))
        self.there = Project(Path(self.folder.name, "there"))
        self.foreign: dict[str, Term] = {}
        self.foreign_reference = ""
        self.terms: dict[str, Term] = {}
        self.references: dict[str, str] = {}
        self.mentions: dict[str, str] = {}
        self.prose: dict[str, tuple[str, str]] = {}
        self.more_pages: set[str] = set()
        self.conf: dict[str, object] = {"glossary_terms_autolink": "section", "glossary_terms_builtin": True}
        self.conf_there: dict[str, object] = {"glossary_terms_autolink": "page"}
        self.entries = {"entry": "A text.", "other": "Another."}
        self.translations: dict[tuple[str, str], tuple[str, bool]] = {}
        self.clean: dict[tuple[str, str], dict[str, bytes]] = {}
        self.clean_there: dict[str, bytes] = {}
        self.everywhere: dict[str, object] = {}
        self.toctree_has_changed = False
        self.has_icu = True

    @initialize()
    def start(self) -> None:
        self.terms = {
            term_id: Term(ENTRY_PAGES[place % 4], f"{WORDS[place]} {place}") for place, term_id in enumerate(IDS[:4])
        }
        self.terms |= {"s0": Term(SECTION_PAGE, "Section term"), "t4": Term(INCLUDED, "cake 4")}
        self.terms["t1"].options = {"prerequisites": "t0", "aliases": "second"}
        self.references = {"a": "t1", "sub/d": "second", "sub/c": "there:x0"}
        self.foreign = {term_id: Term("words", f"Foreign {term_id}") for term_id in FOREIGN[:2]}
        self.foreign["x1"].options = {"prerequisites": "x0", "related": "here:t2"}
        self.foreign_reference = "here:t0"
        self.write()
        self.write_there()
        self.there.build()
        self.project.update_catalogs(warns=True)

    # What is on the disk

    def write(self) -> None:
        self.write_if_changed("conf.py", conf_of("Here", "there", "../there/html-en") + set_to(self.conf))
        for page in (INCLUDED, *ENTRY_PAGES, *self.more_pages):
            body = "\n".join(term.text(term_id) for term_id, term in sorted(self.terms.items()) if term.page == page)
            section, word = self.prose.get(page, ("", "now"))
            reference = f"See {{term}}`{self.references[page]}` {word}.\n\n" if page in self.references else ""
            heading = f"## {section}\n\n" if section else ""
            mention = f"{self.mentions[page]}\n\n" if self.mentions.get(page) else ""
            text = f"{mention}{heading}{reference}{body}"
            if page == INCLUDED:
                self.write_if_changed(f"{page}.txt", text)
                continue
            include = f"\n```{{include}} {INCLUDED}.txt\n```\n" if page == "b" else ""
            self.write_if_changed(f"{page}.md", f"# Page {page}\n\n{text}{include}")
        self.write_if_changed(f"{SECTION_PAGE}.md", self.terms["s0"].text("s0"))
        for page in set(MORE_PAGES) - self.more_pages:
            (self.project.source / f"{page}.md").unlink(missing_ok=True)
        toctree = "\n".join([*ENTRY_PAGES, SECTION_PAGE, *sorted(self.more_pages), "plain", "words"])
        blocks = ["index}", "index}\n:by: tag", "index}\n:used-on: .", "index}\n:used-on: plain", "graph}"]
        blocks += ["graph}\n:tags: x", "graph} s0\n:depth: 2", "graph} there:x1\n:depth: 2"]
        index = "\n".join(f"```{{term-{block}\n```\n" for block in blocks)
        path = "---\norphan: true\n---\n\n# Path\n\n```{term-path} t1, second, s0, there:x1\n:known: t3\n:show: graph\n```\n"
        self.write_if_changed("path.md", path)
        self.write_if_changed("index.md", f"# Home\n\n```{{toctree}}\n{toctree}\n```\n\n{index}")
        entries = "".join(f"\n{name}\n  {definition}\n" for name, definition in self.entries.items())
        self.write_if_changed("words.md", f"# Words\n\n```{{glossary}}\n:sorted:\n{entries}```\n")
        self.write_if_changed(
            "plain.md", "# Plain\n\nNothing but apple 0, entry, *second* and Section term, third, 日本 2.\n"
        )

    def write_there(self) -> None:
        """The second project, which has nothing but names of terms to show of the first one."""
        self.write_if_changed(
            "conf.py", conf_of("There", "here", "../../html-en") + set_to(self.conf_there), self.there
        )
        words = "\n".join(term.text(term_id) for term_id, term in sorted(self.foreign.items()))
        self.write_if_changed("words.md", f"# Words\n\n{words}", self.there)
        text = f"A {{term}}`{self.foreign_reference}`." if self.foreign_reference else "Apple 1, Birne 1 and 日本 1."
        self.write_if_changed("text.md", f"# Text\n\n{text}\n", self.there)
        self.write_if_changed("still.md", "# Still\n\n{term}`here:t0` and {term}`here:s0`.\n", self.there)
        self.write_if_changed("index.md", "# Start\n\n```{toctree}\nwords\ntext\nstill\n```\n", self.there)

    def write_if_changed(self, name: str, text: str, project: Project | None = None) -> None:
        project = project or self.project
        path = project.source / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            project.write({name: text})

    # Edits

    @rule(term_id=ids, word=words, number=st.integers(0, 3))
    def rename(self, term_id: str, word: str, number: int) -> None:
        if term_id in self.terms:
            self.terms[term_id].name = f"{word} {number}"

    @rule(word=words)
    def rename_heading(self, word: str) -> None:
        self.terms["s0"].name = f"Section {word}"

    @rule(term_id=ids, word=words, other=ids)
    def define(self, term_id: str, word: str, other: str) -> None:
        if term_id in self.terms:
            self.terms[term_id].definition = f"A *{word}* of {{term}}`{other}`."

    @rule(
        term_id=st.sampled_from([*IDS, "s0"]),
        option=st.sampled_from(OPTIONS),
        value=st.sampled_from(["", "x", "second", "third, x", "2"]),
    )
    def set_option(self, term_id: str, option: str, value: str) -> None:
        if term_id in self.terms:
            self.terms[term_id].options[option] = value

    @rule(
        term_id=st.sampled_from([*IDS, "s0"]),
        option=st.sampled_from([*RELATIONS, "replaced-by", "helps"]),
        other=st.sampled_from([*IDS, "s0", "entry", *THERE]),
    )
    def relate(self, term_id: str, option: str, other: str) -> None:
        if term_id in self.terms and (option != "helps" or "glossary_terms_relations" in self.conf):
            old = self.terms[term_id].options.get(option)
            self.terms[term_id].options[option] = "" if old == other else other

    @rule(
        name=st.sampled_from(["entry", "Entry", "other", "second", "apple 0", "用語"]), word=words, stays=st.booleans()
    )
    def enter(self, name: str, word: str, stays: bool) -> None:
        """Write, change or remove an entry of Sphinx's own glossary."""
        self.entries = {**self.entries, name: f"A {word} of {{term}}`entry`."} if stays else {"other": word}

    @rule(term_id=st.sampled_from(FOREIGN), word=words, definition=words)
    def write_term_there(self, term_id: str, word: str, definition: str) -> None:
        """Write a term, or give it another name, which may be one of the first project, and another definition."""
        term = self.foreign.setdefault(term_id, Term("words", ""))
        term.name, term.definition = f"{word} 1", f"A *{definition}*."

    @rule(
        term_id=st.sampled_from(FOREIGN),
        option=st.sampled_from(RELATIONS),
        other=st.sampled_from([*FOREIGN, *(f"here:{term_id}" for term_id in [*IDS, "s0"])]),
    )
    def relate_there(self, term_id: str, option: str, other: str) -> None:
        if term_id in self.foreign and other != term_id:
            old = self.foreign[term_id].options.get(option)
            self.foreign[term_id].options[option] = "" if old == other else other

    @rule(term_id=st.sampled_from(FOREIGN))
    def remove_there(self, term_id: str) -> None:
        if len(self.foreign) > 1:
            self.foreign.pop(term_id, None)

    @rule(other=st.sampled_from(["", *(f"here:{term_id}" for term_id in [*IDS, "s0"])]))
    def refer_there(self, other: str) -> None:
        self.foreign_reference = other

    @rule(term_id=ids, page=pages)
    def move_or_add(self, term_id: str, page: str) -> None:
        if page not in {*MORE_PAGES} - self.more_pages:
            self.terms.setdefault(term_id, Term(page, f"new {term_id}")).page = page

    @rule(page=pages, other=pages)
    def swap(self, page: str, other: str) -> None:
        """Each of two pages gets the terms of the other one."""
        if not {page, other} & ({*MORE_PAGES} - self.more_pages):
            for term in self.terms.values():
                term.page = {page: other, other: page}.get(term.page, term.page)

    @rule(term_id=ids)
    def remove(self, term_id: str) -> None:
        self.terms.pop(term_id, None)

    @rule(term_id=ids, other=ids)
    def change_id(self, term_id: str, other: str) -> None:
        if term_id in self.terms and other not in self.terms:
            self.terms[other] = self.terms.pop(term_id)

    @rule(page=pages, other=st.sampled_from([*IDS, "s0", "second", "x", "apple 0", "entries", "nothing", *THERE]))
    def refer(self, page: str, other: str) -> None:
        self.references[page] = other

    @rule(page=pages, section=st.sampled_from(["", "Part", "部"]), word=words)
    def write_around_a_reference(self, page: str, section: str, word: str) -> None:
        self.prose[page] = (section, word)

    @rule(page=st.sampled_from(MORE_PAGES))
    def add_page(self, page: str) -> None:
        self.toctree_has_changed |= page not in self.more_pages
        self.more_pages.add(page)

    @rule(page=st.sampled_from(MORE_PAGES))
    def delete_page(self, page: str) -> None:
        if page in self.more_pages:
            self.toctree_has_changed = True
            self.more_pages.remove(page)
            for term_id in [term_id for term_id, term in self.terms.items() if term.page == page]:
                del self.terms[term_id]

    @rule()
    def rename_page(self) -> None:
        """One of the further pages, with its terms, gets the name of the other."""
        if len(self.more_pages) == 1:
            (old,) = self.more_pages
            (new,) = set(MORE_PAGES) - {old}
            self.toctree_has_changed = True
            self.more_pages = {new}
            for term in self.terms.values():
                term.page = new if term.page == old else term.page

    @rule(page=pages, word=st.sampled_from(["", "apple 0 Birne 1", "second", "x 日本"]))
    def mention(self, page: str, word: str) -> None:
        self.mentions[page] = word

    @rule(has_icu=st.booleans())
    def install_icu(self, has_icu: bool) -> None:
        self.has_icu = has_icu

    @rule(setting=st.sampled_from(SETTINGS))
    def configure(self, setting: tuple[str, object]) -> None:
        name, value = setting
        self.conf[f"glossary_terms_{name}"] = value

    @rule(setting=st.sampled_from(SETTINGS))
    def configure_there(self, setting: tuple[str, object]) -> None:
        name, value = setting
        self.conf_there[f"glossary_terms_{name}"] = value

    @rule(
        term_id=st.sampled_from([*IDS, "s0"]),
        catalog=st.sampled_from(["name", "definition", *CATALOGS]),
        text=st.sampled_from(["", "あ", "かな", "字"]),
        fuzzy=st.booleans(),
    )
    def translate(self, term_id: str, catalog: str, text: str, fuzzy: bool) -> None:
        if term_id in self.terms:
            self.translations[term_id, catalog] = (text, fuzzy)

    def fill_in(self) -> None:
        self.project.update_catalogs(warns=True)
        for (term_id, catalog), (text, fuzzy) in sorted(self.translations.items()):
            term = self.terms.get(term_id)
            if term is None:
                continue
            if catalog in CATALOGS:
                self.project.translate(f"glossary-{catalog}", {(CATALOGS[catalog], term_id): text}, fuzzy=fuzzy)
            else:
                page = "b" if term.page == INCLUDED else term.page
                self.project.translate(page, {getattr(term, catalog): text}, fuzzy=fuzzy)

    # What must hold

    @invariant()
    def rebuilt_equals_clean(self) -> None:
        if not self.terms:
            return
        self.write()
        self.fill_in()
        self.write_there()
        # Each with what the other one says now, or said at last.
        self.build_and_compare_there()
        with pytest.MonkeyPatch.context() as patch:
            if not self.has_icu:
                patch.setitem(sys.modules, "icu", None)
            self.build_and_compare()

    def build_and_compare(self) -> None:
        for language in ("en", "ja"):
            built = {
                name: self.project.build(name, language=language, doctrees=f"all-{language}", parallel=processes)
                for name, processes in BUILDERS.items()
            }
            # What makes Sphinx, or us, write every page.
            titles = built["html"].app.env.titles
            marked = {docname for docname, title in titles.items() if "language-" in title.pformat()}
            everywhere = (dict(self.conf), titles[SECTION_PAGE].astext(), marked)
            for builder in BUILDERS:
                before = self.clean.get((builder, language), {})
                files = self.project.clean(builder, language=language, parallel=BUILDERS[builder]).files()
                self.equal(built[builder], files)
                if builder == "html" and self.everywhere.get(language) == everywhere:
                    # Sphinx writes a page with a toctree along with the pages in it.
                    edited = {*ENTRY_PAGES, *MORE_PAGES, SECTION_PAGE, "index", "words"}
                    self.written_for_a_reason(built[builder], before, files, edited=edited)
                self.clean[builder, language] = files
            self.everywhere[language] = everywhere

    def build_and_compare_there(self) -> None:
        built, before = self.there.build(), self.clean_there
        self.clean_there = self.there.clean().files()
        self.equal(built, self.clean_there)
        if before and self.conf_there == self.everywhere.get("there"):
            self.written_for_a_reason(built, before, self.clean_there, edited={"index", "words", "text"})
        self.everywhere["there"] = dict(self.conf_there)

    def equal(self, built: Built, clean: dict[str, bytes]) -> None:
        files = built.files()
        navigation = not self.toctree_has_changed
        compared = partial(comparable, navigation=navigation)
        different = {name for name in clean if compared(name, files.get(name, b"")) != compared(name, clean[name])}
        assert not different, (built.outdir.name, different)
        # What it knew of the settings before, when they have changed.
        folders, names = ("", "_glossary/"), ("{}.html", "{}.js", "{}/index.html", "{}/index.js")
        left_behind = {folder + name.format(page) for folder in folders for name in names for page in MORE_PAGES}
        left_behind.add(".buildinfo.bak")
        assert set(files) - set(clean) <= left_behind
        assert set(clean) <= set(files)

    def written_for_a_reason(
        self, built: Built, before: dict[str, bytes], after: dict[str, bytes], *, edited: set[str]
    ) -> None:
        """A page is written if it or its file of cards has something else now, or if its source or catalog was edited."""
        changed = {re.sub(r"^_glossary/|\.(html|js)$", "", name) for name in after if before.get(name) != after[name]}
        assert set(built.written) <= changed | edited

    def teardown(self) -> None:
        self.folder.cleanup()
        shutil.rmtree(self.folder.name, ignore_errors=True)


Glossary.TestCase.settings = settings(
    max_examples=examples(3, 4, 60),
    stateful_step_count=5,
    phases=[Phase.generate],  # a failure is told at once; making it smaller would take hours of builds
)
TestGlossary = Glossary.TestCase


@pytest.mark.smoke
def test_one_step() -> None:
    """One edit of everything that the random ones edit most."""
    glossary = Glossary()
    glossary.start()
    glossary.rebuilt_equals_clean()
    glossary.rename("t1", "cake", 3)
    glossary.translate("t0", "name", "かな", fuzzy=False)
    glossary.relate_there("x1", "broader", "here:t2")
    glossary.enter("Entry", "cake", stays=True)
    glossary.mention("sub/d", "apple 0 Birne 1")
    glossary.rebuilt_equals_clean()
    glossary.teardown()
