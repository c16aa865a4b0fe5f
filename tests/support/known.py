"""What each build of a process would find out again, though it is the same in all of them: found out once.

No test looks at any of this; without it, a small build takes half as long again.
"""

from __future__ import annotations

import copy
import functools
import gc
import logging
from importlib.metadata import entry_points
from typing import Any

import pytest
from docutils.frontend import OptionParser
from jinja2 import Environment


def keep_what_is_known(patch: pytest.MonkeyPatch, /) -> None:
    """Builds share the names of the themes that are installed, compiled templates, settings of docutils, and modules."""
    # What Sphinx tells those who develop it, hundreds of lines a build: only `-vv` shows them.
    logging.disable(logging.DEBUG)
    patch.setattr("sphinx.theming.entry_points", functools.cache(entry_points))
    patch.setattr(Environment, "compile", _compiled_once())
    patch.setattr(OptionParser, "populate_from_components", _populated_once())


def _compiled_once() -> Any:
    """`Environment.compile`, with the same code for the same source, file and syntax."""
    compiled: dict[object, Any] = {}
    compile_anew: Any = Environment.compile

    def known_or_compiled(environment: Environment, source: Any, *arguments: Any, **options: Any) -> Any:
        extensions = tuple(sorted(environment.extensions))
        syntax = (type(environment), environment.lexer, extensions, environment.autoescape)
        key = (source, arguments, tuple(options.items()), syntax)
        if key not in compiled:
            compiled[key] = compile_anew(environment, source, *arguments, **options)
        return compiled[key]

    return known_or_compiled


def _populated_once() -> Any:
    """`OptionParser.populate_from_components`, which is called several times a page, once for the same components."""
    kept = ("option_groups", "option_list", "_short_opt", "_long_opt", "defaults", "lists", "relative_path_settings")
    known: dict[object, dict[str, Any]] = {}
    populate: Any = OptionParser.populate_from_components

    def known_or_populated(parser: OptionParser, components: Any) -> None:
        key = tuple(one if one is None or isinstance(one, type) else type(one) for one in components)
        if key not in known:
            populate(parser, components)
            known[key] = {name: copy.copy(vars(parser)[name]) for name in kept}
        vars(parser).update({name: copy.copy(value) for name, value in known[key].items()})

    return known_or_populated


def leave_alone_what_stays() -> None:
    """The garbage collector passes over what is imported, and looks less often for what builds leave behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, *gc.get_threshold()[1:])
