"""Whether messages are translated, and how that adds up."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from sphinx_glossary_terms.catalogs.names import CatalogLocalizer
from sphinx_glossary_terms.domain.domain import GlossaryDomain
from sphinx_glossary_terms.programs.report.table import Cell

State = Literal["translated", "fuzzy", "missing", "not-needed"]

SHOWN: dict[State, Cell] = {
    "translated": Cell("ok", "darkgreen"),
    "fuzzy": Cell("fuzzy", "brown"),
    "missing": Cell("missing", "red"),
    "not-needed": Cell("-"),
}


class Tally(Counter[State]):
    """The messages of a part of a term, by state."""

    @property
    def state(self) -> State:
        """The state of the part: what is missing counts before what is fuzzy."""
        return next((state for state in ("missing", "fuzzy", "translated") if self[state]), "not-needed")

    @property
    def cell(self) -> Cell:
        """What a table shows: `missing 2/5` if two of five messages are translated."""
        cell, total = SHOWN[self.state], self.total()
        counts = f" {self['translated']}/{total}" if total > max(1, self["translated"]) else ""
        return cell._replace(text=cell.text + counts)

    @property
    def data(self) -> dict[str, object]:
        """The same for programs."""
        return {"state": self.state, **{state: self[state] for state in SHOWN if state != "not-needed"}}


class Catalogs:
    """The catalogs of a translated build.

    Translated is what readers see, since Sphinx drops some translations. Only what a build does not know is read from
    the `.po` files: which translations are proposals that nobody has checked (`fuzzy`).
    """

    def __init__(self, domain: GlossaryDomain, /) -> None:
        assert isinstance(domain.localizer, CatalogLocalizer)
        self._own = domain.localizer
        self._fuzzy_is_shown = domain.env.config.gettext_allow_fuzzy_translations

    def state(self, name: str, message: str, /, *, context: str = "", shown: object) -> State:
        """The state of a message of a catalog; `shown` says whether readers see a translation of it."""
        if not shown or self._fuzzy_is_shown:
            entries = self._own.files.entries(name, message, context)
            if any(entry.is_proposal for _, entry in entries):
                return "fuzzy"
        return "translated" if shown else "missing"

    def own_state(self, name: str, message: str, context: str, /) -> State:
        """The state of a message of a catalog that the extension writes."""
        return self.state(name, message, context=context, shown=self._own.translation(name, message, context))
