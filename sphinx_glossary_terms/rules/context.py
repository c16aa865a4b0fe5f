"""All that a rule may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_glossary_terms.model.collation import Collation
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.localize import Localizer
from sphinx_glossary_terms.model.page import Mention, Page
from sphinx_glossary_terms.model.term import normalize

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.page import Passage
    from sphinx_glossary_terms.model.prose import Prose


@dataclass(frozen=True, kw_only=True)
class RuleContext:
    """All that a rule may ask for. What takes long to find out is found out for the first rule that asks.

    glossary: all terms.
    collation: the order of the language of the build.
    localizer: knows where a reading is written.
    language: that of the build.
    source_language: that of the source text.
    pages: what reading found, by page.
    is_autolinked: whether mentions of terms in plain text become links.
    external_targets: what references to Sphinx's own glossaries of other projects may name.
    """

    glossary: Glossary
    collation: Collation
    localizer: Localizer
    language: str
    source_language: str
    pages: Mapping[str, Page] = field(default_factory=dict)
    is_autolinked: bool = False
    external_targets: Iterable[str] = ()

    @cached_property
    def external_names(self) -> frozenset[str]:
        """`external_targets` in the form in which names are compared."""
        return frozenset(map(normalize, self.external_targets))

    @cached_property
    def references(self) -> list[Mention]:
        """The references outside the text of terms."""
        return [mention for page in self.pages.values() for mention in page.mentions if not mention.owner]

    @cached_property
    def texts(self) -> list[tuple[Passage, ...]]:
        """The plain text of each page, in the order of their names."""
        return [page.passages for _docname, page in sorted(self.pages.items())]

    @cached_property
    def prose(self) -> Prose:
        """Finds mentions of terms in plain text."""
        # Imported here: its patterns take long to compile, and few projects have a rule that reads text.
        from sphinx_glossary_terms.model.prose import Prose

        return Prose(self.glossary, language=self.language, source_language=self.source_language)
