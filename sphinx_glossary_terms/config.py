"""Every option of conf.py, once: name, default, what a change rebuilds, how it is checked. And what settings mean."""

from __future__ import annotations

import ast
import difflib
import re
import tokenize
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from sphinx_glossary_terms.model import fields, relations
from sphinx_glossary_terms.model.codes import Code
from sphinx_glossary_terms.model.page import GraphQuery, IndexQuery, PathQuery
from sphinx_glossary_terms.model.term import TERM_OPTIONS
from sphinx_glossary_terms.warnings import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "glossary_terms_"
MAX_WORDS = 50
"""Two sentences at the length that plain-language guides allow at most (GOV.UK, the Australian Style Manual: 25)."""

# Names that a project cannot give to a relation or a field: the other options of `term`, and the other directives.
_RESERVED = {*TERM_OPTIONS, "term", IndexQuery.kind, PathQuery.kind, GraphQuery.kind}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
ROW_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""The names that a project may give to its relations and fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option.

    name: its name, without `PREFIX`.
    default: its value if it is not set.
    rebuild: what a change makes Sphinx do: `env` reads all pages again, `html` writes them again.
    clean: returns the value to use, and what is wrong with the one that was set, each with what to do.
    help: what it is for, as the manual shows it.
    """

    name: str
    default: Any
    rebuild: Literal["env", "html", ""]
    clean: Callable[[Any], tuple[Any, list[str]]]
    help: str


def _language(value: object) -> tuple[str | None, list[str]]:
    if value is None or (isinstance(value, str) and _LANGUAGE.fullmatch(value)):
        return value, []
    return None, [f"{value!r} is not a language code such as 'en'; it is ignored"]


def _one_of(value: object, allowed: tuple[object, ...], default: object) -> tuple[object, list[str]]:
    if any(type(value) is type(one) and value == one for one in allowed):
        return value, []
    *others, last = map(repr, allowed)
    return default, [f"{value!r} is not {', '.join(others)} or {last}; it is ignored"]


_switch = partial(_one_of, allowed=(True, False), default=True)


def _graph_output(value: object) -> tuple[object, list[str]]:
    if value == "svg" and not _has_renderer():
        problem = "'svg' needs the package merman, which is not installed, so browsers draw the graphs; run "
        return "mermaid", [problem + "`pip install 'sphinx-glossary-terms[svg]'`"]
    return _one_of(value, ("mermaid", "svg", "html"), "mermaid")


def _has_renderer() -> bool:
    return find_spec("merman") is not None


def _percentage(value: object) -> tuple[int, list[str]]:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return value, []
    return 0, [f"{value!r} is not a whole number from 0 to 100; it is ignored"]


def _file(value: object) -> tuple[str | None, list[str]]:
    if isinstance(value, str) or value is None:
        return value or None, []
    return None, [f"{value!r} is not the name of a file; it is ignored"]


def _address(value: object) -> tuple[str | None, list[str]]:
    if not value:
        return None, []
    if isinstance(value, str) and re.match(r"https?://[^\s/]+", value):
        return value, []
    return None, [f"{value!r} is not an address such as 'https://example.org/'; it is ignored"]


def _number(value: object) -> tuple[int, list[str]]:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value, []
    return MAX_WORDS, [f"{value!r} is not a number above 0; {MAX_WORDS} is used"]


def _names(value: object, what: str) -> tuple[set[str], list[str]]:
    """Names. A single one need not be a list, and one from the command line may be empty."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple | set) or not all(isinstance(name, str) for name in names):
        return set(), [f"{value!r} is not a list of {what}; it is ignored"]
    return {name for name in names if name}, []


def _checks(value: object) -> tuple[list[str], list[str]]:
    names, problems = _names(value, "checks such as ['orphan']")
    if not names:
        return [], problems
    # Imported here, so that a project without a term does not pay for it.
    from sphinx_glossary_terms.model.rules.table import RULES

    codes = [rule.code for rule in RULES]
    for name in sorted(names - {"all", *codes}):
        near = difflib.get_close_matches(name, codes, cutoff=0.5) or codes
        problems.append(f"there is no check {name!r}; it is ignored (did you mean {', '.join(near)}?)")
    return [code for code in codes if code in names or "all" in names], problems


def _projects(value: object) -> tuple[list[str], list[str]]:
    names, problems = _names(value, "keys of `intersphinx_mapping` such as ['ai']")
    return sorted(names), problems


def _relations(value: object) -> tuple[dict[str, Any], list[str]]:
    return _table(value, _relation_problem, taken={side.key for side in relations.sides(relations.BUILT_IN)})


def _fields(value: object) -> tuple[dict[str, Any], list[str]]:
    # A term also has parts with these names: its relations and its backlinks.
    return _table(value, _field_problem, taken={"relations", "uses", *(field.name for field in fields.BUILT_IN)})


def _table(
    value: object, row_problem: Callable[[Mapping[str, Any]], str], /, *, taken: set[str]
) -> tuple[dict[str, Any], list[str]]:
    """The good rows of a table, and why each of the others is left out."""
    if not isinstance(value, dict):
        return {}, [f"{value!r} is not a dictionary of rows; it is ignored"]
    rows: dict[str, Any] = {}
    problems: list[str] = []
    for name, row in value.items():
        problem = _name_problem(name, taken)
        if not problem and not isinstance(row, dict):
            problem = "a row is a dictionary such as {'label': '...'}"
        problem = problem or row_problem(row)
        other_end = None
        if not problem and "inverse_label" in row:
            # This end has a key even if it has no name of its own: see `Side.key`.
            other_end = row.get("inverse", f"{name}-inverse")
            problem = _name_problem(other_end, {*taken, name})
        if problem:
            problems.append(f"row {name!r}: {problem}; the row is left out")
        else:
            rows[name] = row
            taken |= {name, other_end or name}
    return rows, problems


def _name_problem(name: object, taken: set[str]) -> str:
    if not isinstance(name, str) or not ROW_NAME.fullmatch(name):
        return f"{name!r} cannot be a name; use lower-case letters, digits and hyphens"
    if name in taken or name in _RESERVED:
        return f"the name {name!r} is taken; choose another"
    return ""


def _relation_problem(row: Mapping[str, Any]) -> str:
    known = {"label", "inverse", "inverse_label", "symmetric", "acyclic", "edge", "shape"}
    if problem := _unknown_key(row, known) or _label_problem(row, "label"):
        return problem
    for flag in ("symmetric", "acyclic"):
        if not isinstance(row.get(flag, False), bool):
            return f"'{flag}' is True or False"
    if row.get("symmetric") and ("inverse" in row or "inverse_label" in row):
        return "a symmetric relation has no inverse; take out 'symmetric', or 'inverse' and 'inverse_label'"
    if not row.get("symmetric") and (problem := _label_problem(row, "inverse_label")):
        return f"{problem} at the other end, or 'symmetric': True"
    if row.get("edge", "solid") not in get_args(relations.Edge):
        return f"'edge' is one of {', '.join(get_args(relations.Edge))}"
    if row.get("shape", "hexagon") not in get_args(relations.Shape):
        return f"'shape' is one of {', '.join(get_args(relations.Shape))}"
    return ""


def _field_problem(row: Mapping[str, Any]) -> str:
    if problem := _unknown_key(row, {"label", "level", "folds"}) or _label_problem(row, "label"):
        return problem
    level = row.get("level", 1)
    if type(level) is not int or level not in range(1, 7):
        return "'level' is the level of the heading, 1 to 6"
    return "" if isinstance(row.get("folds", False), bool) else "'folds' is True or False"


def _unknown_key(row: Mapping[str, Any], known: set[str]) -> str:
    unknown = sorted(set(row) - known, key=str)
    return f"unknown key {unknown[0]!r}; there are {', '.join(sorted(known))}" if unknown else ""


def _label_problem(row: Mapping[str, Any], key: str) -> str:
    label = row.get(key)
    return "" if isinstance(label, str) and label.strip() else f"add '{key}', the heading that readers see"


OPTIONS: tuple[Option, ...] = (
    Option(
        name="source_language",
        default=None,
        rebuild="env",
        clean=_language,
        help="The language of the source texts: a code such as `en`, which is the default. Text without a "
        "translation is marked with this language. If the option is set, pages without a catalog are marked too.",
    ),
    Option(
        name="relations",
        default={},
        rebuild="env",
        clean=_relations,
        help="Your own relations: a dictionary. The key is the name of the option that authors write. The value is a "
        "dictionary with the keys `label`, `inverse`, `inverse_label`, `symmetric`, `acyclic`, `edge` and `shape`.",
    ),
    Option(
        name="fields",
        default={},
        rebuild="env",
        clean=_fields,
        help="Your own fields: a dictionary. The key is the name of the directive that authors write. The value is a "
        "dictionary with the keys `label`, `level` and `folds`.",
    ),
    Option(
        name="graph_output",
        default="mermaid",
        rebuild="html",
        clean=_graph_output,
        help="How graphs are drawn. `mermaid`: by the reader's browser. `svg`: when the site is built, for which you "
        "install `sphinx-glossary-terms[svg]`. `html`: the lists of relations are the graph of a term; maps and "
        "learning paths are drawn as with `svg` if that package is installed, otherwise as with `mermaid`.",
    ),
    Option(
        name="refresh_navigation",
        default=True,
        rebuild="",
        clean=_switch,
        help="Whether all pages are written again when the heading of a term changes, or when a page with such a "
        "heading is added to a toctree. Otherwise the navigation of other pages keeps the old heading.",
    ),
    Option(
        name="show_readings",
        default=True,
        rebuild="",  # It is part of `PageView`, so its digest tells which pages to write again.
        clean=_switch,
        help="Whether a term shows the reading of its name. Indexes sort by the reading in any case.",
    ),
    Option(
        name="report_threshold",
        default=0,
        rebuild="",
        clean=_percentage,
        help="The percentage of the glossary that has to be translated. If less is translated, the builder "
        "`glossary-report` fails.",
    ),
    Option(
        name="checks",
        default=[],
        rebuild="",  # `know.freshness` finds out that they have changed.
        clean=_checks,
        help='The checks on request that a build makes: a list of their codes, or `"all"`.',
    ),
    Option(
        name="baseline",
        default=None,
        rebuild="",
        clean=_file,
        help="A file with known findings of checks, which a build does not report. The path is relative to the "
        "folder of `conf.py`.",
    ),
    Option(
        name="definition_words",
        default=MAX_WORDS,
        rebuild="",
        clean=_number,
        help="The highest number of words in a definition. The check `long-definition` reports longer definitions. The "
        f"default is {MAX_WORDS}.",
    ),
    Option(
        name="show_source_names",
        default=True,
        rebuild="",  # the same
        clean=_switch,
        help="Whether a term with a translated name also shows its name in the source language, in its entry and in "
        "the indexes. Where two terms have the same translated name, lists, graphs and indexes always show the "
        "source names.",
    ),
    Option(
        name="backlinks",
        default=True,
        rebuild="",  # the same
        clean=_switch,
        help="Whether a term lists the pages and sections that refer to it, each with the text around the first "
        "reference.",
    ),
    Option(
        name="expand_abbreviations",
        default=False,
        rebuild="html",
        clean=partial(_one_of, allowed=("page", False), default=False),
        help='If set to `"page"`, the first reference on each page that shows an abbreviation shows the full name with '
        "it: large language model (LLM). In a PDF, it is the first one in the book.",
    ),
    Option(
        name="autolink",
        default=False,
        rebuild="",  # the same, and `read.prose.pages_without` has pages read again
        clean=partial(_one_of, allowed=("section", "page", False), default=False),
        help='If set to `"section"`, the first mention of a term in the plain text of each section becomes a link to '
        'it, if no link to it is there. If set to `"page"`, the first one on each page.',
    ),
    Option(
        name="mark_untranslated",
        default=True,
        rebuild="",  # the same
        clean=_switch,
        help="Whether a visible mark shows where text without a translation begins in a term. Such text has the "
        "attribute `lang` in any case.",
    ),
    Option(
        name="projects",
        default=[],
        rebuild="",  # the same
        clean=_projects,
        help="{doc}`Other projects <projects>` whose terms relations and references may name: a list of keys of "
        "`intersphinx_mapping`.",
    ),
    Option(
        name="base_url",
        default=None,
        rebuild="html",
        clean=_address,
        help="The address of the site, for the {doc}`files for other programs <exporting>`. The default is "
        "`html_baseurl`. Without either, the addresses in these files are relative.",
    ),
    Option(
        name="hover_cards",
        default=True,
        rebuild="html",
        clean=_switch,
        help="Whether a card with the definition opens when readers point at a link to a term, or reach it with the "
        "keyboard.",
    ),
)


def register(app: Sphinx, /) -> None:
    """Tell Sphinx of every option."""
    for option in OPTIONS:
        # The default of an option that is off says nothing about its other values.
        types = (bool, str) if option.default is False else ()
        app.add_config_value(PREFIX + option.name, option.default, option.rebuild, types, option.help)


def validate(app: Sphinx, config: Config, /) -> None:
    """Warn about what is wrong, and go on without it (`config-inited`)."""
    for option in OPTIONS:
        name = PREFIX + option.name
        config[name], problems = option.clean(config[name])
        for problem in problems:
            warn(Code.CONFIG, f"conf.py: {name}: {problem}")
    path = Path(app.confdir, "conf.py")
    for name, line in _assigned(path).items():
        if name not in config:
            near = difflib.get_close_matches(name.removeprefix(PREFIX), [option.name for option in OPTIONS], n=1)
            fix = f"did you mean `{PREFIX}{near[0]}`?" if near else "take it out"
            warn(Code.CONFIG, f"there is no option `{name}`; {fix}", location=f"{path}:{line}")


def _assigned(path: Path) -> dict[str, int]:
    """The names with our prefix that a conf.py assigns and does not read itself, with their lines.

    The namespace that Sphinx makes of it is private, and has no lines.
    """
    try:
        with tokenize.open(path) as file:
            text = file.read()
        if PREFIX not in text:
            return {}
        with warnings.catch_warnings(action="ignore"):  # which Python has given when Sphinx read it
            found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    except (OSError, SyntaxError, ValueError):
        return {}  # a project without such a file, or one that Sphinx itself could not read
    read = {node.id for node in found if isinstance(node.ctx, ast.Load)}
    return {node.id: node.lineno for node in found if node.id.startswith(PREFIX) and node.id not in read}


def relation_types(config: Config, /) -> tuple[relations.RelationType, ...]:
    """The table of relation types of this project: its own come before `related`, the weakest."""
    rows: Mapping[str, Any] = config.glossary_terms_relations
    own = (relations.RelationType(name=name, rank=2 + place, **row) for place, (name, row) in enumerate(rows.items()))
    return (*relations.BUILT_IN[:-1], *own, relations.BUILT_IN[-1])


def field_types(config: Config, /) -> tuple[fields.FieldType, ...]:
    """The table of fields of this project."""
    rows: Mapping[str, Any] = config.glossary_terms_fields
    return (*fields.BUILT_IN, *(fields.FieldType(name=name, **row) for name, row in rows.items()))


def reads_prose(config: Config, /) -> bool:
    """Whether automatic links or a check need the plain text of pages."""
    checks = config.glossary_terms_checks
    is_checked = Code.AVOIDED_NAME in checks or (Code.UNLINKED_MENTION in checks and not is_translated(config))
    return is_checked or bool(config.glossary_terms_autolink)


def base_url(config: Config, /) -> str:
    """The address of the site, with a slash at its end; empty if the project does not say it."""
    address: str = config.glossary_terms_base_url or config.html_baseurl
    return f"{address.rstrip('/')}/" if address else ""


def reads_translations(config: Config, /) -> bool:
    """Whether a check compares translations with their sources."""
    return Code.UNUSED_TRANSLATION in config.glossary_terms_checks and is_translated(config)


def places_translations(config: Config, /) -> bool:
    """Whether a check reports the places of translations in their catalogs."""
    return Code.AVOIDED_NAME in config.glossary_terms_checks and is_translated(config)


def draws_at_build(config: Config, /) -> bool:
    """Whether graphs are drawn when the site is built, and not by Mermaid in a browser."""
    output = config.glossary_terms_graph_output
    return bool(output == "svg" or (output == "html" and _has_renderer()))


def source_language(config: Config, /) -> str:
    """The language of the source text, as BCP 47 spells it."""
    return _tag(config.glossary_terms_source_language or "en")


def build_language(config: Config, /) -> str:
    """The language of the build, as BCP 47 spells it."""
    return _tag(config.language)


def is_translated(config: Config, /) -> bool:
    """Whether the build is in another language than the source text, or in another variant of it."""
    return _normalized(config.language) != _normalized(source_language(config))


def needs_marks(config: Config, /) -> bool:
    """Whether text without a translation is in another language. Another variant of it does not count."""
    return primary(config.language) != primary(source_language(config))


def primary(language: str, /) -> str:
    """A language without its region or script."""
    return _normalized(language).partition("-")[0]


def _tag(language: str) -> str:
    return language.replace("_", "-")


def _normalized(language: str) -> str:
    return _tag(language).lower()
