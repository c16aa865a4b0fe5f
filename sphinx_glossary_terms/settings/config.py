"""What the settings of a project mean, for those who need to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.scripts import has_kana_or_kanji
from sphinx_glossary_terms.problems.problem import Code

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_glossary_terms.model.lookup import MatchKind


def relation_types(config: Config, /) -> tuple[relations.RelationType, ...]:
    """The table of relation types of this project: its own come before `related`, the weakest."""
    ours, rows = _with_labels(relations.BUILT_IN, config.glossary_terms_relations)
    own = (relations.RelationType(name=name, rank=2 + number, **row) for number, (name, row) in enumerate(rows.items()))
    return (*ours[:-1], *own, ours[-1])


def field_types(config: Config, /) -> tuple[relations.FieldType, ...]:
    """The table of fields of this project."""
    ours, rows = _with_labels(relations.FIELDS, config.glossary_terms_fields)
    return (*ours, *(relations.FieldType(name=name, **row) for name, row in rows.items()))


Kind = TypeVar("Kind", relations.RelationType, relations.FieldType)


def _with_labels(ours: Iterable[Kind], rows: Mapping[str, Any]) -> tuple[tuple[Kind, ...], dict[str, Any]]:
    """Our rows with the labels that a project has for them, and the rows that are its own."""
    own = dict(rows)
    return tuple(replace(kind, **own.pop(kind.name, {})) for kind in ours), own


def reads_prose(config: Config, /) -> bool:
    """Whether automatic links or a check need the plain text of pages."""
    is_checked = Code.UNLINKED_MENTION in config.glossary_terms_checks and not is_translated(config)
    return is_checked or bool(config.glossary_terms_autolink)


def base_url(config: Config, /) -> str:
    """The address of the site, with a slash at its end; empty if the project does not say it, or not as an address."""
    address = str(config.html_baseurl)
    try:
        is_address = all(urlsplit(address)[:2]) and address.split() == [address]
    except ValueError:
        is_address = False
    return f"{address.rstrip('/')}/" if is_address else ""


def draws_at_build(config: Config, /) -> bool:
    """Whether graphs are drawn when the site is built, and not by Mermaid in a browser."""
    return bool(config.glossary_terms_graph_output == "svg")


def renderer() -> str:
    """The version of the package that draws graphs when the site is built; empty if it is not installed."""
    try:
        return version("merman")
    except PackageNotFoundError:
        return ""


def source_language(config: Config, /) -> str:
    """The language of the source text, as BCP 47 spells it."""
    return tag(config.glossary_terms_source_language or "en")


def language_of_source(config: Config, text: str, /) -> str:
    """The language of a text of the source; empty if the project does not say it, and kana or kanji are not English."""
    is_unknown = not config.glossary_terms_source_language and has_kana_or_kanji(text)
    return "" if is_unknown else source_language(config)


def build_language(config: Config, /) -> str:
    """The language of the build, as BCP 47 spells it."""
    return tag(config.language)


def plurals(config: Config, /) -> tuple[MatchKind, ...]:
    """The kinds of names of which regular English plurals are found."""
    languages: dict[MatchKind, str] = {"source": source_language(config), "local": build_language(config)}
    return tuple(kind for kind, language in languages.items() if primary(language) == "en")


def is_translated(config: Config, /) -> bool:
    """Whether the build is in another language than the source text, or in another variant of it."""
    return _normalized(config.language) != _normalized(source_language(config))


def needs_marks(config: Config, /) -> bool:
    """Whether text without a translation is in another language. Another variant of it does not count."""
    return primary(config.language) != primary(source_language(config))


def primary(language: str, /) -> str:
    """A language without its region or script."""
    return _normalized(language).partition("-")[0]


def tag(language: str, /) -> str:
    """The code of a language, as BCP 47 spells it."""
    return language.replace("_", "-")


def _normalized(language: str) -> str:
    return tag(language).lower()
