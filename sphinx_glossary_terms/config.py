"""Every option of conf.py, once: name, default, what a change rebuilds, how it is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx_glossary_terms.model import fields, relations
from sphinx_glossary_terms.warnings import Code, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "glossary_terms_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option.

    `rebuild` is Sphinx's: `env` reads all pages again, `html` writes them again. `check` returns what is wrong
    with a value, or nothing.
    """

    name: str
    default: Any
    rebuild: Literal["env", "html", ""]
    check: Callable[[Any], str]
    help: str


def _is_language(value: object) -> str:
    return "" if isinstance(value, str) or value is None else "it has to be a language code such as 'en'"


OPTIONS: tuple[Option, ...] = (
    Option(
        name="source_language",
        default=None,
        rebuild="env",
        check=_is_language,
        help="The language in which the documents are written: a code such as `en`, which is what is assumed as long "
        "as the option is not set. Text without a translation is marked with it. Once it is set, pages without any "
        "catalog are marked too.",
    ),
)


def register(app: Sphinx, /) -> None:
    """Tell Sphinx of every option."""
    for option in OPTIONS:
        app.add_config_value(PREFIX + option.name, option.default, option.rebuild)


def validate(app: Sphinx, config: Config, /) -> None:
    """Replace bad values by the default, with a warning (`config-inited`)."""
    for option in OPTIONS:
        name = PREFIX + option.name
        if problem := option.check(config[name]):
            warn(Code.CONFIG, f"conf.py: {name} = {config[name]!r}: {problem}; {option.default!r} is used")
            config[name] = option.default


def relation_types(config: Config, /) -> tuple[relations.RelationType, ...]:
    """The table of relation types of this project."""
    return relations.BUILT_IN


def field_types(config: Config, /) -> tuple[fields.FieldType, ...]:
    """The table of fields of this project."""
    return fields.BUILT_IN


def source_language(config: Config, /) -> str:
    """The language of the source text."""
    return config.glossary_terms_source_language or "en"


def is_translated(config: Config, /) -> bool:
    """Whether the build is in another language than the source text."""
    return _base(config.language) != _base(source_language(config))


def _base(language: str) -> str:
    return language.replace("-", "_").split("_")[0].lower()
