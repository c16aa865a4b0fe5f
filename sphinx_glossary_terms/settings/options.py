"""Every option of conf.py, once: name, default, what a change rebuilds, how it is checked, what it is for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import checks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "glossary_terms_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option.

    name: its name.
    default: its value if it is not set.
    rebuild: what a change makes Sphinx do: `env` reads all pages again, `html` writes them again; nothing: the
    digest of each view decides.
    help: what it is for, as the manual shows it.
    types: the values that it takes, which Sphinx itself checks.
    clean: where that is not enough: returns the value to use, and what is wrong with the one that was set, each with
    what to do.
    """

    name: str
    default: Any
    rebuild: Literal["env", "html", ""]
    help: str
    types: Any = ()
    clean: Callable[[Any], tuple[Any, list[str]]] | None = None


OPTIONS: tuple[Option, ...] = (
    Option(
        name="glossary_terms_source_language",
        default=None,
        rebuild="env",
        clean=checks.language,
        help="The language of the source texts: a code such as `en`, which is the default. Text without a "
        "translation is marked with this language. If the option is set, pages without a catalog are also marked.",
    ),
    Option(
        name="glossary_terms_languages",
        default={},
        rebuild="html",
        clean=checks.addresses,
        help="The languages of your site: a dictionary. The key is the code of a language, such as `ja`. The value is "
        "the address of the site in that language, in full or relative to the home page, such as `../ja/`. A term then "
        "shows its names in the other languages, with links, and each page tells search engines where it is in them.",
    ),
    Option(
        name="glossary_terms_builtin",
        default=False,
        rebuild="env",
        types=bool,
        help="Whether the entries of Sphinx's own `glossary` are terms, too.",
    ),
    Option(
        name="glossary_terms_json",
        default=True,
        rebuild="html",
        types=bool,
        help="Whether a site has the file `glossary.json`, and its search page the definitions of the terms that a "
        "question names.",
    ),
    Option(
        name="glossary_terms_relations",
        default={},
        rebuild="env",
        clean=checks.relation_rows,
        help="Your own relations: a dictionary. The key is the name of the option that authors write. The value is a "
        "dictionary with the keys `label`, `inverse`, `inverse_label`, `symmetric`, `acyclic` and `edge`.",
    ),
    Option(
        name="glossary_terms_fields",
        default={},
        rebuild="env",
        clean=checks.field_rows,
        help="Your own fields: a dictionary. The key is the name of the directive that authors write. The value is a "
        "dictionary with the keys `label`, `level` and `folds`.",
    ),
    Option(
        name="glossary_terms_graph_output",
        default="mermaid",
        rebuild="html",
        clean=checks.graph_output,
        help="How graphs are drawn. `mermaid`: by the reader's browser. `svg`: when the site is built, which needs the "
        "extra `svg`.",
    ),
    Option(
        name="glossary_terms_show_readings",
        default=True,
        rebuild="",  # Part of `PageView`: its digest tells which pages to write again.
        types=bool,
        help="Whether a term shows the reading of its name. Indexes sort by the reading in any case.",
    ),
    Option(
        name="glossary_terms_checks",
        default=[],
        rebuild="env",  # Some need the text of the pages.
        clean=checks.checks,
        help='The optional checks that run: a list of their codes, or `"all"`.',
    ),
    Option(
        name="glossary_terms_show_source_names",
        default=True,
        rebuild="",  # part of `PageView`
        types=bool,
        help="Whether a term with a translated name also shows its name in the source language, in its entry and in "
        "the indexes. Where two terms have the same translated name, lists, graphs and indexes always show the "
        "source names.",
    ),
    Option(
        name="glossary_terms_backlinks",
        default=True,
        rebuild="",  # part of `PageView`
        types=bool,
        help="Whether a term lists the pages and sections that refer to it.",
    ),
    Option(
        name="glossary_terms_autolink",
        default=False,
        rebuild="env",  # It needs the text of the pages.
        clean=partial(checks.one_of, allowed=("section", "page", False), default=False),
        help='If set to `"section"`, the first mention of a term in the plain text of each section becomes a link to '
        'it, if no link to it is there. If set to `"page"`, the first one on each page.',
    ),
    Option(
        name="glossary_terms_projects",
        default=[],
        rebuild="",  # part of `PageView`
        clean=checks.projects,
        help="{doc}`Other projects <projects>` whose terms relations and references may name: a list of keys of "
        "`intersphinx_mapping`.",
    ),
    Option(
        name="glossary_terms_hover_cards",
        default=True,
        rebuild="html",
        types=bool,
        help="Whether a card with the definition opens when readers point at a link to a term, or reach it with the "
        "keyboard.",
    ),
)


def register(app: Sphinx, /) -> None:
    """Tell Sphinx of every option."""
    for option in OPTIONS:
        # Such an option also takes words, such as "page": without this Sphinx would warn of their type.
        types = option.types or ((bool, str) if option.default is False else ())
        app.add_config_value(option.name, option.default, option.rebuild, types, option.help)


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
                warn(Code.CONFIG, f"conf.py: {option.name}: {problem}", location=places.get(option.name))
    known = [option.name for option in OPTIONS]
    for name, location in places.items():
        # A name that conf.py uses again is a variable of its own.
        if name not in config and len(re.findall(rf"\b{name}\b", text)) == 1:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            fix = f"did you mean `{near[0]}`?" if near else "remove it"
            warn(Code.CONFIG, f"there is no option `{name}`; {fix}", location=location)
