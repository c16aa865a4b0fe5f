"""What decides about views besides the glossary itself: the settings of a project, and who translates its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sphinx_glossary_terms.model.localize import LocalizedText
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """The settings of a project that decide what its pages show.

    build_language: the language of the build.
    source_language: that of the source text.
    autolink: where the first mention of a term in plain text becomes a link: in each `section`, on each `page`, or not.
    show_readings, show_source_names: whether a term shows its reading, and its name in the source language.
    mark_untranslated: whether the text of terms says where it has no translation.
    """

    build_language: str = ""
    source_language: str = ""
    autolink: str = ""
    show_readings: bool = True
    show_source_names: bool = True
    mark_untranslated: bool = False


class Labels(Protocol):
    """The labels of relations, fields, contexts and tags, as readers see them."""

    def side(self, side: Side, /) -> LocalizedText:
        """The heading of a list of relations."""

    def field(self, name: str, /) -> LocalizedText:
        """The heading of a field."""

    def tag_reading(self, tag: str, /) -> str:
        """How the label of a tag is read; empty where nobody says it."""

    def context(self, context: str, /) -> LocalizedText:
        """The label of a context of a term."""

    def tag(self, tag: str, /) -> LocalizedText:
        """The label of a tag; of an empty one, "No tag"."""

    def in_other_languages(self, term: Term, /) -> tuple[LocalizedText, ...]:
        """The names of a term in the other languages of the site."""

    def parentheses(self) -> tuple[str, str]:
        """The text before and after what follows a name in parentheses, such as a context."""
