"""What the environment keeps from build to build: a record for each page, and what other domains got."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from dataclasses import fields as fields_of_class
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sphinx_glossary_terms.model.digest import digest_of
from sphinx_glossary_terms.model.page import LinkedAnchor, Page
from sphinx_glossary_terms.model.term import Term

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.excerpt import Title
    from sphinx_glossary_terms.model.passages import Passage
    from sphinx_glossary_terms.model.problem import Problem
    from sphinx_glossary_terms.model.translations import Translated

_ONLY_IN_INDEXES = {"definition", "definition_language"}
_NOWHERE = {"source", "line", "links"}
_summary = attrgetter(
    *(
        field.name
        for field in fields_of_class(Term)
        if field.name not in _ONLY_IN_INDEXES and field.name not in _NOWHERE
    )
)
_definition = attrgetter("id", *sorted(_ONLY_IN_INDEXES))
_names = attrgetter("id", "names", "source_names", "old_ids", "context", "replaced_by", "fields")
_mention = attrgetter("target", "owner", "section", "context", "language")


IndexEntry = tuple[str, str, str, str, str | None]
"""An entry of the general index, as the domain `index` has it: its type, name, anchor, "main" or nothing, heading."""

Row = tuple[str, str, str, str, str, int]
"""An object of a domain, as `Domain.get_objects` has it: name, name to show, type, page, anchor, priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What other domains got, and the objects of our own domain.

    state: a digest of what it was made of; as long as that is the same, this is right.
    objects: the objects of `std`, as that domain has them.
    index: the entries of the domain `index`, by page.
    labels: the labels of `std`: page, anchor and title of each.
    rows: the objects of our own domain.
    readings: the readings of the names in the general index, if that is sorted by them.
    languages: the languages of those names in it that are not in that of the build.
    """

    state: str = ""
    objects: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    index: dict[str, list[IndexEntry]] = field(default_factory=dict)
    labels: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    readings: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)


class Sound(NamedTuple):
    """Names and relations with which nothing is wrong.

    state: a digest of what decides about that; empty: something is wrong, or that is not known.
    ends: the ends of the relations, pickled (`Glossary.ends`).
    has_doubtful_names: whether a reference by a name may be wrong (`Glossary.has_doubtful_names`).
    """

    state: str = ""
    ends: bytes = b""
    has_doubtful_names: bool = True


class Record(NamedTuple):
    """A page, packed: a build with nothing to do unpacks none of thousands.

    summary_digest: of what other pages may show of it, but for the definitions.
    definition_digest: of the definitions, which only indexes and learning paths show.
    names_digest: of what other domains get, and the search (see `know.sphinx_domains`).
    relations_digest: of the relations that its terms declare.
    mentions_digest: of what terms show of the references on it, but for `titles`; empty if it has no reference.
    has_directives: whether it has a directive of this extension.
    has_terms: whether it has terms.
    has_blocks: whether a directive on it generates something, such as an index.
    headings: those that are names of terms, with their markup.
    losses: the translations that Sphinx drops or garbles.
    titles: the titles of other pages in the text around its references.
    anchors: those of terms and fields to which its references lead (`Page.anchors`).
    content: the pickled `Page`, without its plain text.
    prose: that, pickled and compressed; empty if there is none. Only the view of the page itself needs it.
    renderings: its translations beside their sources, likewise. Only a check needs them.

    A build that finds all digests as they were need not look at the pages one by one.
    """

    summary_digest: str
    definition_digest: str
    names_digest: str
    relations_digest: str
    mentions_digest: str
    has_directives: bool
    has_terms: bool
    has_blocks: bool
    headings: tuple[str, ...]
    losses: tuple[Problem, ...]
    titles: tuple[Title, ...]
    anchors: tuple[LinkedAnchor, ...]
    content: bytes
    prose: bytes
    renderings: bytes

    @classmethod
    def of(cls, page: Page, /) -> Record:
        """The record of a page."""
        return cls(
            summary_digest=digest_of(([_summary(term) for term in page.terms], page.queries)),
            definition_digest=digest_of([_definition(term) for term in page.terms]),
            # Of two terms with one id, the first line counts.
            names_digest=digest_of([_names(term) for term in sorted(page.terms, key=attrgetter("line"))]),
            relations_digest=digest_of([(term.id, term.relations) for term in page.terms]),
            mentions_digest=digest_of((page.sections, list(map(_mention, page.mentions)))) if page.mentions else "",
            has_directives=page.has_directives,
            has_terms=bool(page.terms),
            has_blocks=bool(page.queries),
            headings=page.headings,
            losses=page.losses,
            titles=tuple(_titles(page)),
            anchors=page.anchors,
            content=pickle.dumps(replace(page, passages=(), translations=()), pickle.HIGHEST_PROTOCOL),
            prose=_packed(page.passages),
            renderings=_packed(page.translations),
        )

    @property
    def page(self) -> Page:
        """The page, without its plain text."""
        # Part of the environment, which Sphinx itself unpickles.
        return cast("Page", pickle.loads(self.content))  # noqa: S301

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The plain text of the page."""
        return cast("tuple[Passage, ...]", _unpacked(self.prose))

    @property
    def translations(self) -> tuple[Translated, ...]:
        """The translations of the page beside their sources."""
        return cast("tuple[Translated, ...]", _unpacked(self.renderings))


def _packed(values: tuple[Any, ...]) -> bytes:
    return zlib.compress(pickle.dumps(values, pickle.HIGHEST_PROTOCOL), 1) if values else b""


def _unpacked(packed: bytes) -> tuple[Any, ...]:
    return cast("tuple[Any, ...]", pickle.loads(zlib.decompress(packed))) if packed else ()  # noqa: S301


def _titles(page: Page) -> Iterator[Title]:
    """The titles of other pages in the texts around references, each once."""
    if not page.mentions:
        return
    from sphinx_glossary_terms.model.excerpt import Title

    texts = (*(mention.context for mention in page.mentions), *(section.title for section in page.sections))
    yield from dict.fromkeys(word for text in texts for word in text if isinstance(word, Title))
