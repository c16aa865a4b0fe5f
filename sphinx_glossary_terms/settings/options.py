"""Every option of conf.py, once: name, default, what a change rebuilds, how it is checked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.problems.warnings import warn
from sphinx_glossary_terms.settings import checks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

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
    Option("glossary_terms_source_language", None, "env", clean=checks.language),
    Option("glossary_terms_languages", {}, "html", clean=checks.addresses),
    Option("glossary_terms_builtin", False, "env", bool),
    Option("glossary_terms_json", True, "html", bool),
    Option("glossary_terms_relations", {}, "env", clean=checks.relation_rows),
    Option("glossary_terms_fields", {}, "env", clean=checks.field_rows),
    Option("glossary_terms_graph_output", "mermaid", "html", clean=checks.graph_output),
    Option("glossary_terms_show_readings", True, "", bool),
    Option("glossary_terms_checks", [], "env", clean=checks.checks),  # Some need the text of the pages.
    Option("glossary_terms_show_source_names", True, "", bool),
    Option("glossary_terms_backlinks", True, "", bool),
    Option("glossary_terms_autolink", False, "env", (bool, str), checks.autolink),
    Option("glossary_terms_projects", [], "", clean=checks.projects),
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
