"""The extension's own words, and the labels of relations, fields and tags: ours, or a project's from its catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from gettext import NullTranslations
from types import MappingProxyType

from sphinx.config import Config
from sphinx.locale import get_translation, get_translator

from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.characters import has_word
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.model.relations import Side
from sphinx_glossary_terms.model.term import LabelKind, LocalizedText, Localizer, Term
from sphinx_glossary_terms.settings import config


def own_language(settings: Config, /) -> str:
    """The language of the extension's own words; empty if it is that of the build."""
    has_catalog = type(get_translator(CATALOG)) is not NullTranslations
    return "" if has_catalog or config.primary(settings.language) == "en" else "en"


class Labels:
    """What readers see, in the language of the build."""

    def __init__(
        self, localizer: Localizer, settings: Config, /, tag_readings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._localizer = localizer
        self._tag_readings = tag_readings
        self._own_language = own_language(settings)
        self._sides: dict[str, LocalizedText] = {}
        self._fields = {kind.name: kind for kind in config.field_types(settings)}

    def side(self, side: Side, /) -> LocalizedText:
        """The heading of a list of relations."""
        if side.key not in self._sides:
            self._sides[side.key] = self._text("relation", side.label)
        return self._sides[side.key]

    def field(self, name: str, /) -> LocalizedText:
        """The heading of a field."""
        return self._text("field", self._fields[name].label)

    def _text(self, kind: LabelKind, label: str) -> LocalizedText:
        is_ours = label in relations.OWN_LABELS
        return LocalizedText(_(label), self._own_language) if is_ours else self._localizer.label(kind, label)

    def tag(self, tag: str, /) -> LocalizedText:
        """The label of a tag."""
        return self._localizer.label("tag", tag)

    def tag_reading(self, tag: str, /) -> str:
        """How the label of a tag is read; empty where nobody says it."""
        return self._localizer.tag_reading(tag, self._tag_readings.get(tag, ""))

    def context(self, context: str, /) -> LocalizedText:
        """The label of a context of a term."""
        return self._localizer.label("context", context)

    def in_other_languages(self, term: Term, /) -> tuple[LocalizedText, ...]:
        """The names of a term in the other languages of the site."""
        names = (LocalizedText(other.name(term), other.language) for other in self._localizer.others)
        return tuple(name for name in names if name.text)


def abbreviated(name: LocalizedText, abbreviation: Name | None, /) -> LocalizedText:
    """A name with its abbreviation in parentheses, unless it has that already."""
    if abbreviation is None or has_word(name.text, abbreviation.text):
        return name
    before, after = parentheses()
    return name._replace(text=f"{name.text}{before}{abbreviation.text}{after}")


def parentheses() -> tuple[str, str]:
    """The text before and after what follows a name in parentheses, such as an abbreviation."""
    before, _abbreviation, after = _(" ({abbreviation})").partition("{abbreviation}")
    return before, after


def translatable_labels(settings: Config, terms: Iterable[Term], /) -> Iterator[tuple[LabelKind, str]]:
    """What is in the catalog of labels: those of the project's own relations and fields, tags and contexts of terms."""
    sides = relations.sides(config.relation_types(settings))
    yield from (("relation", side.label) for side in sides if side.label not in relations.OWN_LABELS)
    fields = config.field_types(settings)
    yield from (("field", field.label) for field in fields if field.label not in relations.OWN_LABELS)
    terms = tuple(terms)
    for tag in sorted({tag for term in terms for tag in term.tags}):
        yield "tag", tag
    for context in sorted({term.context for term in terms if term.context}):
        yield "context", context


CATALOG = "sphinx_glossary_terms"

_ = get_translation(CATALOG)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for this number, in the language of the build: some languages have one form, Arabic has six."""
    return get_translator(CATALOG).ngettext(one, many, count)


def filled(message: str, **values: object) -> str:
    """A message with values in the places of their names; a catalog of a project may have any other braces."""
    for name, value in values.items():
        message = message.replace(f"{{{name}}}", str(value))
    return message


def explained() -> str:
    """What an index and an answer of the search say of the name of something that a term explains."""
    return _("{name}: explained in {term}")


def more(count: int) -> str:
    """The label for those that did not fit, such as "+6 more"."""
    return filled(ngettext("+{count} more", "+{count} more", count), count=count)


def terms(count: int) -> str:
    """The label for so many terms, such as "7 terms"."""
    return filled(ngettext("{count} terms", "{count} terms", count), count=count)


def earlier(count: int) -> str:
    """The label for those that did not fit and come before the others, such as "+6 earlier"."""
    return filled(ngettext("+{count} earlier", "+{count} earlier", count), count=count)
