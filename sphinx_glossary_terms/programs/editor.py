"""What the language server esbonio shows of terms: their definitions and places, and no names to avoid or to hide.

Behind another name of a term it shows the name. The order of completions is that of the editor: esbonio gives none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.model.names import KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_DELETE = "DELETE FROM objects WHERE domain = 'std' AND objtype = 'term' AND name = ?"
_UPDATE = (
    "UPDATE objects SET display = ?, description = ?, location = ? "
    "WHERE domain = 'std' AND objtype = 'term' AND name = ?"
)


def describe(app: Sphinx, error: Exception | None, /) -> None:
    """Complete the table of objects that esbonio has made (`build-finished`)."""
    if error is not None:
        return
    esbonio: Any = getattr(app, "esbonio", None)
    domain, database = glossary_domain(app.env), esbonio.db.db
    viewer, texts = domain.viewer, {}
    by_place = {(term.docname, term.anchor): term for term in domain.glossary.terms.values()}
    for (kind, name), address in domain.registered.objects.items():
        if kind != "term" or (term := by_place.get(address)) is None:
            continue
        kinds = [KINDS[label.kind] for label in (*term.names, *term.source_names) if label.text == name]
        if kinds and not any(label.is_shown and not label.is_avoided for label in kinds):
            database.execute(_DELETE, (name,))
            continue
        if term.id not in texts:
            texts[term.id] = "".join(piece.text for piece in viewer.links.plain_definition(term.id))
        line = max(term.line - 1, 0)
        ends = {end: {"line": line + after, "character": 0} for after, end in enumerate(("start", "end"))}
        location = {"uri": Path(app.srcdir, term.source).as_uri(), "range": ends}
        display = "-" if name == term.name else term.name  # as esbonio has what shows nothing but its name
        database.execute(_UPDATE, (display, texts[term.id], json.dumps(location), name))
    database.commit()
