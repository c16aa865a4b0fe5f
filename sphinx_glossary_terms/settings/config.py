"""The options of conf.py: their table, what is wrong with a value, and what the settings of a project mean."""

from __future__ import annotations

import difflib
import pkgutil
import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, get_args
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search import SearchLanguage, languages

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.checks.rules import RULES
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.characters import has_kana_or_kanji
from sphinx_glossary_terms.model.lookup import MatchKind
from sphinx_glossary_terms.model.names import TERM_OPTIONS, split_list
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, PathQuery
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.relations import FieldType, RelationType


def relation_types(config: Config, /) -> tuple[RelationType, ...]:
    """The table of relation types of this project: its own come before `related`, the weakest."""
    return tuple(config.glossary_terms_relations.values())


def field_types(config: Config, /) -> tuple[FieldType, ...]:
    """The table of fields of this project."""
    return tuple(config.glossary_terms_fields.values())


def reads_prose(config: Config, /) -> bool:
    """Whether automatic links or a check need the plain text of pages."""
    is_checked = Code.UNLINKED_MENTION in config.glossary_terms_checks and not is_translated(config)
    return is_checked or bool(config.glossary_terms_autolink) or reads_all_text(config)


def reads_all_text(config: Config, /) -> bool:
    """Whether a check compares the glossary with the text of all pages."""
    checks = {Code.UNUSED_TERM, Code.UNEXPLAINED_ABBREVIATION}
    return not checks.isdisjoint(config.glossary_terms_checks) and not is_translated(config)


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


@cache
def primary(language: str, /) -> str:
    """A language without its region or script."""
    return _normalized(language).partition("-")[0]


def tag(language: str, /) -> str:
    """The code of a language, as BCP 47 spells it."""
    return language.replace("_", "-")


# Particles, formal nouns, demonstratives, auxiliary verbs, conjunctions: Sphinx's search has no list for Japanese.
_JAPANESE = """
    が の を に へ と で や も は から まで より だけ しか さえ すら こそ でも など ほど くらい ぐらい ばかり ずつ
    ながら こと もの ため とき ところ よう わけ はず つもり まま うち ほう ほか とおり 事 物 為 時 所 様 方 他 等
    これ それ あれ どれ この その あの どの ここ そこ あそこ どこ ある いる する なる できる です ます ない
    また および または かつ しかし ただし なお そして もし
"""


def function_words(language: str, /) -> AbstractSet[str]:
    """The words of a language that say how others belong together: those that Sphinx's search leaves out."""
    if primary(language) == "ja":
        return frozenset(_JAPANESE.split())
    kind = languages.get(primary(language), SearchLanguage)
    return (pkgutil.resolve_name(kind) if isinstance(kind, str) else kind).stopwords


def _normalized(language: str) -> str:
    return tag(language).lower()


# Names that a project cannot give to a relation or a field: the other options of `term`, and the other directives.
_RESERVED = {*TERM_OPTIONS, "term", IndexQuery.kind, PathQuery.kind, GraphQuery.kind}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_ROW_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def language(value: object) -> tuple[str | None, list[str]]:
    """A code of a language, or None."""
    if value is None or (isinstance(value, str) and _LANGUAGE.fullmatch(value)):
        return value, []
    return None, [f"{value!r} is not a language code such as 'en'; it is ignored"]


def addresses(value: object) -> tuple[dict[str, str], list[str]]:
    """The addresses of a site by language, each with a slash at its end."""
    if isinstance(value, dict) and all(
        language(name)[0] and isinstance(address, str) and address for name, address in value.items()
    ):
        return {tag(name): f"{address.rstrip('/')}/" for name, address in value.items()}, []
    problem = "is not a dictionary of language codes and addresses, such as {'ja': '../ja/'}; it is ignored"
    return {}, [f"{value!r} {problem}"]


def _check(value: object, allowed: tuple[object, ...], where: str = "") -> None:
    """Refuse a value that is not one of some, or, of none, not a text. For `sphinx.config.ENUM`, True is 1."""
    if not allowed and not (isinstance(value, str) and value.strip()):
        raise ValueError(f"{where}{value!r} is not a text")
    if allowed and not any(type(value) is type(one) and value == one for one in allowed):
        *others, last = map(repr, allowed)
        raise ValueError(f"{where}{value!r} is not {', '.join(others)} or {last}")


def _one_of(*allowed: object, default: object) -> Callable[[object], tuple[object, list[str]]]:
    """Cleans a value that has to be one of some."""

    def clean(value: object) -> tuple[object, list[str]]:
        try:
            _check(value, allowed)
        except ValueError as error:
            return default, [f"{error}; it is ignored"]
        return value, []

    return clean


def _names(value: object, what: str) -> tuple[set[str], list[str]]:
    """Names. A single one need not be a list, and one from the command line may be empty."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple | set) or not all(isinstance(name, str) for name in names):
        return set(), [f"{value!r} is not a list of {what}; it is ignored"]
    return {part for name in names for part in split_list(name)}, []


def checks(value: object) -> tuple[list[str], list[str]]:
    """Checks by their codes, in the order of the table of rules."""
    names, problems = _names(value, "checks such as ['orphan']")
    if not names:
        return [], problems
    codes = [rule.code for rule in RULES]
    for name in sorted(names - {"all", *codes}):
        near = difflib.get_close_matches(name, codes, n=1)
        fix = f"did you mean {str(near[0])!r}?" if near else f"there are {', '.join(codes)}"
        problems.append(f"there is no check {name!r}; it is ignored; {fix}")
    return [code for code in codes if code in names or "all" in names], problems


def names_and_pages(value: object) -> tuple[list[str], list[str]]:
    """Names and pages, in order, so that a set is the same in every build."""
    names, problems = _names(value, "names and pages such as ['port', 'changelog*']")
    return sorted(names), problems


def projects(value: object) -> tuple[list[str], list[str]]:
    """Keys of `intersphinx_mapping`, in order."""
    names, problems = _names(value, "keys of `intersphinx_mapping` such as ['ai']")
    return sorted(names), problems


Kind = TypeVar("Kind", RelationType, FieldType)

_TEXT, _FLAG = (), (True, False)
# What a project may write in a row.
_KEYS: dict[type, dict[str, tuple[object, ...]]] = {
    RelationType: {
        **dict.fromkeys(("label", "inverse", "inverse_label"), _TEXT),
        **dict.fromkeys(("symmetric", "acyclic"), _FLAG),
        "edge": get_args(relations.Edge),
    },
    FieldType: {"label": _TEXT, "level": (*range(1, 7),), "folds": _FLAG},
}


def relation_rows(value: object) -> tuple[dict[str, RelationType], list[str]]:
    """The table of relation types."""
    taken = {side.key for side in relations.sides(relations.BUILT_IN)}
    ours, own, problems = _table(value, RelationType, relations.BUILT_IN, taken)
    _name, weakest = ours.popitem()
    ranked = {name: replace(row, rank=2 + number) for number, (name, row) in enumerate(own.items())}
    return {**ours, **ranked, weakest.name: weakest}, problems


def field_rows(value: object) -> tuple[dict[str, FieldType], list[str]]:
    """The table of fields."""
    # A term also has parts with these names: its relations and its backlinks.
    ours, own, problems = _table(value, FieldType, relations.FIELDS, {"relations", "uses"})
    return ours | own, problems


def _table(
    value: object, kind: type[Kind], ours: Iterable[Kind], taken: set[str]
) -> tuple[dict[str, Kind], dict[str, Kind], list[str]]:
    """Our rows with the labels that a project has for them, its own good rows, and why others are left out."""
    table, own = {row.name: row for row in ours}, dict[str, Kind]()
    if not isinstance(value, dict):
        return table, own, [f"{value!r} is not a dictionary of rows; it is ignored"]
    problems: list[str] = []
    for name, row in value.items():
        try:
            if name in table:
                table[name] = _relabeled(table[name], row)
            else:
                own[name] = _new(kind, name, row, taken)
        except ValueError as error:
            problems.append(f"row {name!r}: {error}; the row is omitted")
    return table, own, problems


def _relabeled(kind: Kind, row: object) -> Kind:
    """One of our rows, whose labels can be replaced, and nothing else."""
    labels: list[str] = [key for key in ("label", "inverse_label") if getattr(kind, key, "")]
    if not isinstance(row, dict) or not row or not row.keys() <= set(labels):
        raise ValueError(f"of this one, only {' and '.join(map(repr, labels))} can be replaced")
    for text in row.values():
        _check(text, _TEXT)
    return replace(kind, **row)


def _new(kind: type[Kind], name: str, row: object, taken: set[str]) -> Kind:
    """A row of a project, whose names are taken then."""
    if not isinstance(row, dict) or "label" not in row:
        raise ValueError("a row is a dictionary with 'label', the heading that readers see")
    keys = _KEYS[kind]
    for key, value in row.items():
        if key not in keys:
            raise ValueError(f"unknown key {key!r}; there are {', '.join(keys)}")
        _check(value, keys[key], f"{key!r}: ")
    made = kind(name=name, **row)
    # The other end has a key even if it has no name of its own.
    names: list[str] = [side.key for side in relations.sides([made])] if isinstance(made, RelationType) else [name]
    for end in names:
        if not isinstance(end, str) or not _ROW_NAME.fullmatch(end):
            raise ValueError(f"{end!r} cannot be a name; use lower-case letters, digits and hyphens")
        if end in taken | _RESERVED or names.count(end) > 1:
            raise ValueError(f"the name {end!r} is taken; choose another")
    taken.update(names)
    return made


PREFIX = "glossary_terms_"


class Option(NamedTuple):
    """One option, as `docs/reference.md` describes it.

    name: its name.
    default: its value if it is not set.
    rebuild: what a change makes Sphinx do: `env` reads all pages again, `html` writes them again; nothing: it is a part
    of `PageView`, whose digest decides.
    types: the values that it takes, which Sphinx itself checks.
    clean: where that is not enough: returns the value to use, and what is wrong with the one that was set, each with
    what to do.
    """

    name: str
    default: Any
    rebuild: Literal["env", "html", ""]
    types: Any = ()
    clean: Callable[[Any], tuple[Any, list[str]]] | None = None


OPTIONS: tuple[Option, ...] = (
    Option("glossary_terms_source_language", None, "env", clean=language),
    Option("glossary_terms_languages", {}, "html", clean=addresses),
    Option("glossary_terms_builtin", False, "env", bool),
    Option("glossary_terms_json", True, "html", bool),
    Option("glossary_terms_relations", {}, "env", clean=relation_rows),
    Option("glossary_terms_fields", {}, "env", clean=field_rows),
    Option(
        "glossary_terms_graph_output", "mermaid", "html", clean=_one_of("mermaid", "svg", "none", default="mermaid")
    ),
    Option("glossary_terms_show_readings", True, "", bool),
    Option("glossary_terms_checks", [], "env", clean=checks),  # Some need the text of the pages.
    Option("glossary_terms_show_source_names", True, "", bool),
    Option("glossary_terms_backlinks", True, "", bool),
    Option("glossary_terms_autolink", False, "env", (bool, str), _one_of("section", "page", False, default=False)),
    Option("glossary_terms_autolink_exclude", [], "env", clean=names_and_pages),
    Option("glossary_terms_projects", [], "env", clean=projects),
    Option("glossary_terms_hover_cards", True, "html", bool),
)


def register(app: Sphinx, /) -> None:
    """Tell Sphinx of every option."""
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.types)


def validate(app: Sphinx, config: Config, /) -> None:
    """Warn about what is wrong, and go on without it (`config-inited`)."""
    path = Path(app.confdir, "conf.py")
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    places = {
        match[1]: f"{path}:{text.count(chr(10), 0, match.start(1)) + 1}"
        for match in re.finditer(rf"^[ \t]*({PREFIX}\w+)[^=\n]*=", text, re.MULTILINE)
    }
    for option in OPTIONS:
        if option.clean is not None:
            config[option.name], problems = option.clean(config[option.name])
            for problem in problems:
                warn(Code.CONFIG, f"{option.name}: {problem}", location=places.get(option.name))
    known = [option.name for option in OPTIONS]
    for name, location in places.items():
        # A name that conf.py uses again is a variable of its own.
        if name not in config and len(re.findall(rf"\b{name}\b", text)) == 1:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            fix = f"did you mean `{near[0]}`?" if near else "remove it"
            warn(Code.CONFIG, f"there is no option `{name}`; {fix}", location=location)
