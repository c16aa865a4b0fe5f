"""What every feature needs to make nodes: links, the output, the page that a node belongs to, how to label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import NoUri

from sphinx_glossary_terms.doctree.nodes import DOMAIN, LANGUAGE, LINK, ancestors, generated_block, lang
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import Entry
from sphinx_glossary_terms.model.relations import FieldType
from sphinx_glossary_terms.model.term import LocalizedText
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.labels import _, own_language
from sphinx_glossary_terms.settings.outputs import Output, output_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    # A circle of names only: what pages show is made of what each feature shows.
    from sphinx_glossary_terms.features.pages import PageView

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Address(NamedTuple):
    """A place on a page, or on another site.

    docname: the page; empty on another site.
    anchor: the anchor there; empty: the page as a whole.
    uri: the URI on another site, relative to the root of the output if it has no host; empty on a page.
    """

    docname: str
    anchor: str = ""
    uri: str = ""


class BlockAddress(NamedTuple):
    """The place of a generated block, or of a part of it.

    docname: the page.
    kind: the kind of the block: the name of its directive.
    number: which one of its kind it is on its page, from 0.
    part: which part of it, from 0; -1 is the whole.
    """

    docname: str
    kind: str
    number: int
    part: int = -1

    @property
    def anchor(self) -> str:
        """The anchor on its own page."""
        name = f"glossary-{self.kind.removeprefix('term-')}"
        # The first index of a page has no number: links from outside may have its anchor.
        if self.number or self.kind != "term-index":
            name += f"-{self.number}"
        return f"{name}-{self.part}" if self.part >= 0 else name


class Link(NamedTuple):
    """A term, or an `Entry`, as other places show it.

    id: the id of the term, or the key of the entry.
    name: its name.
    language: the language of the name; empty: that of the build.
    source_name: its name in the source language, where that differs.
    address: where it is.
    qualifier: what tells it apart where another term has the same name: its context, or else its name in the source
    language; of a term of another project, the name of that; None where it needs nothing.
    parentheses: the text before and after that, where it follows the name.
    foreign: a term of another project, whose card is written along with the page; None if it is of this one.
    """

    id: str
    name: str
    language: str
    source_name: str
    address: Address
    qualifier: LocalizedText | None = None
    parentheses: tuple[str, str] = ("", "")
    foreign: Entry | None = None

    @property
    def label(self) -> str:
        """The name by which it cannot be mixed up.

        With a no-break space: Sphinx takes "name (a)" and "name (b)" in its general index for variants of one entry.
        """
        if not self.qualifier:
            return self.name
        before, after = self.parentheses
        return f"{self.name}{before.replace(' ', NO_BREAK_SPACE)}{self.qualifier.text}{after}"

    @property
    def bare(self) -> LocalizedText:
        """The name alone with its language."""
        return LocalizedText(self.name, self.language)

    @property
    def without_qualifier(self) -> Link:
        """The link with its name alone, for a sentence: there it does no harm that another term has the name, too."""
        return self._replace(qualifier=None, parentheses=("", ""))

    @property
    def in_source(self) -> LocalizedText:
        """The name in the source language, in a text of that language."""
        return LocalizedText(self.source_name) if self.source_name else self.bare

    @property
    def text(self) -> LocalizedText:
        """The label with its language."""
        return LocalizedText(self.label, self.language)


Item = TypeVar("Item")
Separator = TypeVar("Separator")

ENTRY = "glossary-entry"
"""The class of a term in entry form."""


class Shown(Protocol):
    """What a page may show of the glossary of a build: the domain, of which this is all that a feature needs."""

    @property
    def glossary(self) -> Glossary:
        """All terms."""

    def view(self, docname: str, /) -> PageView:
        """What a page shows."""

    def has_terms(self, docname: str, /) -> bool:
        """Whether a page has terms."""


def shown_in(env: BuildEnvironment, /) -> Shown:
    """What pages may show, of the glossary of a build."""
    return cast("Shown", env.get_domain(DOMAIN))


@dataclass(slots=True)
class Context:
    """One document that is being rendered.

    `docname` is that of the whole. `assembled`: whether the document has several pages, as builders that write one file
    make it; always true for one page of HTML, so that anchors are made in one way.
    """

    domain: Shown
    builder: Builder
    docname: str
    assembled: bool = False
    output: Output = field(init=False)
    fields: dict[str, FieldType] = field(init=False)
    own_language: str = field(init=False)
    """The language of the extension's own words; empty if it is that of the build."""
    source_language: str = field(init=False)
    _uris: dict[tuple[str, str], str] = field(init=False, default_factory=dict)
    _views: dict[str, PageView] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.output = output_of(self.builder)
        self.assembled = self.assembled or self.output.is_one_page
        self.fields = {kind.name: kind for kind in config.field_types(self.builder.config)}
        self.own_language = own_language(self.builder.config)
        self.source_language = config.source_language(self.builder.config)

    def page_of(self, node: nodes.Node, /) -> str:
        """The page that a node was written on.

        Sphinx's `inline_all_toctrees` wraps a page in `start_of_file`; only the first page still has its document.
        """
        for ancestor in (node, *ancestors(node)) if self.assembled else ():
            if isinstance(ancestor, addnodes.start_of_file):
                return str(ancestor["docname"])
            if isinstance(ancestor, nodes.document):
                return self.builder.env.path2doc(ancestor["source"]) or self.docname
        return self.docname

    def view_of(self, node: nodes.Node, /) -> PageView:
        """What the page of a node shows."""
        return self.view(self.page_of(node))

    def view(self, page: str, /) -> PageView:
        """What a page shows."""
        if page not in self._views:
            self._views[page] = self.domain.view(page)
        return self._views[page]

    def uri(self, page: str, address: Address, /) -> str:
        """An address as a URI relative to a page; empty where the output has none.

        In `singlehtml` every page has a URI of its own that begins with `#`: there the anchor is enough.
        """
        if address.uri:
            return self._foreign_uri(page, address.uri)
        if page == address.docname:
            return f"#{address.anchor}" if address.anchor else ""
        if (page, address.docname) not in self._uris:
            try:
                self._uris[page, address.docname] = self.builder.get_relative_uri(page, address.docname)
            except NoUri:
                self._uris[page, address.docname] = ""
        uri = self._uris[page, address.docname]
        if not address.anchor:
            return uri
        if uri.startswith("#"):
            return f"#{address.anchor}"
        return f"{uri}#{address.anchor}" if uri else ""

    def _foreign_uri(self, page: str, uri: str) -> str:
        """The URI of a place on another site. Without a host, it is known where that is only beside pages of HTML."""
        return from_page(self.builder, page, uri) if self.output.for_browsers or _has_host(uri) else ""

    def link(self, page: str, link: Link, text: nodes.Node | None = None, /) -> nodes.Node:
        """A link to a term, by its name if there is no other text; where the output has no links, the text."""
        content = [text or in_language(*link.bare)]
        if text is None and link.qualifier:
            before, after = link.parentheses
            parts = (nodes.Text(before), in_language(*link.qualifier), nodes.Text(after))
            content.append(nodes.inline("", "", *parts, classes=["glossary-distinct"]))
        return self.linked(page, link.address, content, *([LINK] if has_card(link) else []))

    def linked(self, page: str, address: Address, content: list[nodes.Node], /, *classes: str) -> nodes.Node:
        """A text that leads to an address; where the output has no links, the text."""
        if uri := self.uri(page, address):
            return reference(uri, content, *classes, internal=not address.uri)
        return content[0] if len(content) == 1 else nodes.inline("", "", *content)

    def own(self, text: str, /, *classes: str) -> nodes.Node:
        """One of the extension's own words, with its language where that is not the one of the build."""
        return in_language(text, self.own_language, *classes)

    def heading(self, text: LocalizedText, level: int, /, *classes: str) -> nodes.rubric:
        """A heading that stays out of the tables of contents and of the catalogs of translations."""
        rubric = nodes.rubric("", text.text, classes=[*classes, *marks(text.language)])
        if self.output.is_html:
            rubric["heading-level"] = level
        rubric["translatable"] = False
        return rubric

    def folded(self, summary: str, content: Iterable[nodes.Node], /, *classes: str) -> list[nodes.Node]:
        """Content that readers of HTML unfold by its summary. Other outputs get the content without the summary."""
        if not self.output.for_browsers:
            return [*content]
        title = f"<summary{lang(self.own_language)}>{escape(summary)}</summary>"
        opening = nodes.raw("", f'<details class="{" ".join(classes)}">{title}', format="html")
        return [opening, *content, nodes.raw("", "</details>", format="html")]

    def names(self, page: str, links: Iterable[Link], /) -> Iterator[nodes.Node]:
        """Links to terms in a line."""
        return separated([self.link(page, link) for link in links], lambda: nodes.Text(_(", ")))

    def anchored(self, node: nodes.Element, ids: list[str], /) -> list[nodes.Node]:
        """A heading or a container with anchors. Where the output can give it none, a target is put before it."""
        if self.output.is_html:
            node["ids"] = ids
            return [node]
        return [nodes.target("", "", ids=ids), node]

    @property
    def shows_graphs(self) -> bool:
        """Whether there are graphs. Everywhere else the lists are the graph."""
        is_drawn = self.output.for_browsers or (self.output.pictures and config.draws_at_build(self.builder.config))
        return bool(is_drawn) and self.builder.config.glossary_terms_graph_output != "none"

    def anchor(self, page: str, name: str, /) -> str:
        """The anchor of something generated on a page; in a document of several pages their anchors differ."""
        return f"{nodes.make_id(page)}-{name}" if self.assembled else name

    def block_anchor(self, page: str, node: generated_block, /) -> str:
        """The anchor of a generated block on a page."""
        return self.anchor(page, BlockAddress(page, node["kind"], node["number"]).anchor)

    def block_uri(self, page: str, address: BlockAddress | None, /) -> str:
        """The URI, relative to a page, of something generated; empty where the output has none."""
        if address is None:
            return ""
        return self.uri(page, Address(address.docname, self.anchor(address.docname, address.anchor)))


def root_of(builder: Builder, page: str, /) -> str:
    """The relative path from an HTML page to the output directory."""
    return "" if output_of(builder).is_one_page else "../" * builder.get_target_uri(page).count("/")


def in_other_language(builder: Builder, page: str, docname: str, language: str, /) -> str:
    """The address of a document on the site in another language, from a page of this one."""
    site: str = builder.config.glossary_terms_languages[language]
    return from_page(builder, page, f"{site}{builder.get_target_uri(docname)}")


def from_page(builder: Builder, page: str, uri: str, /) -> str:
    """A URI that is relative to the home page, from another page; one with a host as it is."""
    return uri if _has_host(uri) else f"{root_of(builder, page)}{uri}"


def _has_host(uri: str) -> bool:
    return re.match(r"[a-z]+:|/", uri) is not None


def view_of_page(domain: Shown, builder: Builder, page: str, /) -> PageView | None:
    """What a page in a browser shows of the glossary; None for other outputs, and if all pages are one."""
    output = output_of(builder)
    return domain.view(page) if output.for_browsers and not output.is_one_page else None


def has_card(link: Link, /) -> bool:
    """Whether a link to a term opens a card; one to an entry of Sphinx's own glossary that is no term does not."""
    return link.foreign is not None or ":" not in link.id


def is_in_entry(node: nodes.Element, /) -> bool:
    """Whether a node is inside an entry, which has been rendered before it."""
    return any(ENTRY in ancestor["classes"] for ancestor in ancestors(node))


def marks(language: str, /) -> list[str]:
    """The classes that say in which language something is."""
    return [LANGUAGE + language] if language else []


def reference(uri: str, content: Iterable[nodes.Node], /, *classes: str, internal: bool = True) -> nodes.reference:
    """A link to an address, which may be an anchor on the same page."""
    target = {"refid": uri[1:]} if uri.startswith("#") else {"refuri": uri}
    return nodes.reference("", "", *content, internal=internal, classes=list(classes), **target)


def separated(items: Iterable[Item], separator: Callable[[], Separator], /) -> Iterator[Item | Separator]:
    """Items with separators between them; nodes of a document have to be made anew for each place."""
    for number, item in enumerate(items):
        if number:
            yield separator()
        yield item


def in_language(text: str, language: str, /, *classes: str) -> nodes.Node:
    """Text with its `lang` where that differs from the page's."""
    if not classes and not language:
        return nodes.Text(text)
    return nodes.inline("", text, classes=[*classes, *marks(language)])


def definitions_in(node: generated_block, /) -> dict[str, nodes.Element]:
    """The definitions that a block shows, by the ids of their terms."""
    children = (child for child in node.children if isinstance(child, nodes.Element))
    return {child["term_id"]: child for child in children if "term_id" in child}


def level_below(node: nodes.Node) -> int:
    """The level of a heading one below the section around a node."""
    return min(1 + sum([isinstance(ancestor, nodes.section) for ancestor in ancestors(node)]), 6)


def labeled(label: LocalizedText, body: nodes.definition, /, *classes: str) -> nodes.definition_list_item:
    """A label with something."""
    name = nodes.term("", label.text, classes=[*classes, *marks(label.language)])
    name["translatable"] = False
    return nodes.definition_list_item("", name, body)


def labeled_list(context: Context, items: Iterable[nodes.definition_list_item], /) -> nodes.definition_list:
    """Labels with what belongs to them. No field list: writers end its names by a colon, in every language the same."""
    # The style sheets of themes are made for field lists; that of EPUB adds a colon.
    classes = ["glossary-relation-lists", *["field-list"] * context.output.for_browsers]
    return nodes.definition_list("", *items, classes=classes)
