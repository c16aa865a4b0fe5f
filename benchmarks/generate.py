"""Write one and the same glossary as projects of different kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from textwrap import indent

PROSE = ("plain", "unused")
OURS = ("ours", "ours-without-graphs", "ours-drawn")
KINDS = ("plain", "unused", "built-in", "needs", *OURS)
"""Prose without terms, also with this extension; Sphinx's own glossary; sphinx-needs; this extension, also without
graphs, and with graphs drawn when the site is built."""

TERMS_PER_PAGE = 20
RELATIONS = {"prerequisites": 2, "broader": 1, "related": 3}
WINDOW = 400
"""A term has relations to some of as many terms before it; in the other shape, to some of all before it."""
RENAMED = 30
"""The term to which ordinary prose refers."""
USES = (20, 10)
"""How many pages of such prose there are, and how many references are on each."""

ADJECTIVES = """lexical neural latent sparse dense causal greedy robust shared hidden linear global local random
gradual silent rapid modular dynamic static public nested early""".split()
NOUNS = """attention token layer memory kernel sample model vector prompt feature corpus planner gradient agent index
adapter signal policy filter encoder cluster metric channel buffer router schema ledger pattern anchor""".split()
WORDS = """the a of and with from into small large part text word network answer question number list step model
learns reads keeps finds shows takes makes gives each every other first last known simple long short new same page
reader data result example rule time place order value change cost weight machine language meaning sentence picture
letter often never always only also then before after between under near many few some good better exact open""".split()

CONF = """\
extensions = ["myst_parser"{extension}]
project = "Benchmark"
html_theme = "basic"
html_copy_source = False
html_show_sourcelink = False
"""
CONF_NEEDS = """\
needs_types = [{"directive": "concept", "title": "Term", "prefix": "T_", "color": "#BFD8D2", "style": "node"}]
needs_links = {
    "prerequisites": {"outgoing": "Prerequisites", "incoming": "Leads to"},
    "broader": {"outgoing": "Broader terms", "incoming": "Narrower terms"},
}
needs_role_need_template = "{{ title }}"
needs_show_link_title = True
needs_show_link_id = False
"""
CONF_MORE = {
    "needs": CONF_NEEDS,
    "ours-drawn": 'glossary_terms_graph_output = "svg"\n',
    "cards": "glossary_terms_builtin = True\n",
}


def name_of(number: int) -> str:
    """The name of a term."""
    return f"{ADJECTIVES[number % len(ADJECTIVES)].title()} {NOUNS[number % len(NOUNS)]} {number}"


def id_of(number: int, kind: str) -> str:
    """The id of a term: a slug; sphinx-needs wants capitals."""
    slug = name_of(number).lower().replace(" ", "-")
    return slug.upper().replace("-", "_") if kind == "needs" else slug


def link(number: int, kind: str) -> str:
    """A reference to a term; where ids can be used, by id."""
    templates = {"plain": "{0}", "unused": "{0}", "built-in": "{{term}}`{0}`", "needs": "{{need}}`{1}`"}
    return templates.get(kind, "{{term}}`{1}`").format(name_of(number), id_of(number, kind))


def prose(random: Random, sentences: int) -> str:
    """Sentences of 13 words."""
    return " ".join(f"{' '.join(random.choices(WORDS, k=13)).capitalize()}." for _ in range(sentences))


@dataclass(frozen=True)
class Entry:
    """A term. Its number decides everything, whatever the size of the glossary."""

    number: int
    definition: str
    fields: dict[str, tuple[str, str]]
    """Directive: label and text."""
    relations: dict[str, list[int]]

    @classmethod
    def of(cls, number: int, *, window: int = WINDOW) -> Entry:
        """The term with a number.

        It has relations to smaller numbers only, so there is never a cycle. Odd and even numbers have hierarchies of
        their own, and only terms of the other one are related: none of them stands above.
        """
        random = Random(f"term {number}")
        before = range(max(0, number - window), number)[::-1]
        own, other = before[1::2], before[::2]
        kin = iter(random.sample(own, min(RELATIONS["prerequisites"] + RELATIONS["broader"], len(own))))
        related = random.sample(other, min(RELATIONS["related"], len(other)))
        return cls(
            number,
            prose(random, 2),
            {
                "eli5": ("Explain like I'm five", prose(random, 3)),
                "deep-dive": ("Deep dive", f"{prose(random, 4)}\n\n{prose(random, 4)}"),
                "sources": ("Sources", "\n".join(f"- <https://example.org/{number}/{part}>" for part in "ab")),
            },
            {name: related if name == "related" else list(islice(kin, count)) for name, count in RELATIONS.items()},
        )

    def markup(self, kind: str) -> str:
        """The entry in the words of a kind."""
        name = name_of(self.number)
        parts = [self.definition]
        for directive, (label, text) in self.fields.items():
            parts.append(f"```{{{directive}}}\n{text}\n```" if kind in OURS else f"**{label}**\n\n{text}")
        relations = {relation: targets for relation, targets in self.relations.items() if targets}
        if kind in PROSE:
            return "\n\n".join([f"## {name}", *parts])
        if kind == "built-in":
            links = {label: ", ".join(link(target, kind) for target in targets) for label, targets in relations.items()}
            parts.insert(1, "\n".join(f"- {label.title()}: {found}" for label, found in links.items()))
            return f"{name}\n" + indent("\n\n".join(parts), "  ")
        options = [f":id: {id_of(self.number, kind)}"]
        for relation, targets in relations.items():
            option = "links" if (kind, relation) == ("needs", "related") else relation
            options.append(f":{option}: {', '.join(id_of(target, kind) for target in targets)}")
        if kind == "ours-without-graphs":
            options.append(":no-graph:")
        directive = "concept" if kind == "needs" else "term"
        return "\n".join([f"````{{{directive}}} {name}", *options, "", "\n\n".join(parts), "````"])


def pages(kind: str, terms: int, window: int) -> Iterator[tuple[str, str]]:
    """Every page of a project: file name and text."""
    listed = "list\n" if kind == "needs" else ""
    yield "index.md", f"# Glossary\n\n```{{toctree}}\n:glob:\n:maxdepth: 1\n\n{listed}terms/*\nuses/*\n```\n"
    if listed:
        yield "list.md", "# All terms\n\n```{needlist}\n:types: concept\n```\n"
    for page, first in enumerate(range(0, terms, TERMS_PER_PAGE)):
        numbers = range(first, min(terms, first + TERMS_PER_PAGE))
        text = "\n\n".join(Entry.of(number, window=window).markup(kind) for number in numbers)
        if kind == "built-in":
            text = f"```{{glossary}}\n{text}\n```"
        yield f"terms/{page:04}.md", f"# Terms {page}\n\n{text}\n"
    for page in range(USES[0]):
        random = Random(f"uses {page}")
        uses = (f"{prose(random, 1)} See {link(RENAMED, kind)}. {prose(random, 1)}" for _ in range(USES[1]))
        yield f"uses/{page:04}.md", "\n\n".join([f"# Uses {page}", *uses]) + "\n"


def generate(kind: str, terms: int, folder: Path, *, anywhere: bool = False) -> None:
    """Write the project of a kind into a folder; `anywhere`: with relations to anywhere in the glossary."""
    extension = {"plain": "", "built-in": "", "needs": ', "sphinx_needs"'}.get(kind, ', "sphinx_glossary_terms"')
    conf = CONF.format(extension=extension) + CONF_MORE.get(kind, "")
    markup = "built-in" if kind == "cards" else kind
    write(folder, {"conf.py": conf, **dict(pages(markup, terms, terms if anywhere else WINDOW))})


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


EDITED = 10
DEFINITIONS = (Entry.of(EDITED).definition, "Edited " + Entry.of(EDITED).definition.split(maxsplit=1)[1])
NAMES = (name_of(RENAMED), "Renamed " + name_of(RENAMED).split(maxsplit=1)[1])


def exchange(folder: Path, texts: tuple[str, str]) -> int:
    """Write one text for the other on every page, in the direction in which there is something to do.

    Returns how many files have changed.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
    old, new = texts if any(texts[0] in page for page in pages.values()) else reversed(texts)
    found = {path: page.replace(old, new) for path, page in pages.items() if old in page}
    for path, page in found.items():
        path.write_text(page, encoding="utf-8")
    return len(found)


def edit_definition(folder: Path) -> int:
    """Change a word of a definition; the next time, change it back."""
    return exchange(folder, DEFINITIONS)


def rename(folder: Path) -> int:
    """Rename a term; the next time, undo it.

    The name is replaced wherever it stands: where references go by id, in one place.
    """
    return exchange(folder, NAMES)


def outputs(source: Path, html: Path) -> list[Path]:
    """The HTML of all pages that have a source."""
    return [html / path.relative_to(source).with_suffix(".html") for path in source.rglob("*.md")]


def stale(source: Path, html: Path) -> int:
    """How many pages show a name that stands in no source."""
    sources = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.md"))
    gone = [name for name in NAMES if name not in sources]
    return sum(any(name in path.read_text(encoding="utf-8") for name in gone) for path in outputs(source, html))
