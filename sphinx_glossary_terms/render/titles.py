"""The language of the titles that references of Sphinx and MyST show, where nobody wrote another text.

They show them as plain text, so they must be marked from outside: with `lang` if the title has no translation, or back
if it has one and the text around it has none. Such a text is as fresh as Sphinx keeps it, and so is its mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.util import docname_join
from sphinx.util.nodes import clean_astext

from sphinx_glossary_terms.nodes import find, language_of
from sphinx_glossary_terms.render.context import Context, marks

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment


def mark(context: Context, reference: nodes.Element, /) -> None:
    """Put a reference to a page or a section into an element with the language of what it will show."""
    title = _title(context.domain.env, reference)
    if title is None:
        return
    inner = find(title, nodes.inline)
    if language := context.language_at(reference, language_of(inner[0]) if inner else ""):
        box = nodes.inline("", "", classes=marks(language))
        reference.parent.replace(reference, box)
        box += reference


def _title(env: BuildEnvironment, reference: nodes.Element) -> nodes.Element | None:
    kind, target = (reference.get("refdomain"), reference.get("reftype")), reference.get("reftarget")
    if reference.get("refexplicit"):
        return None
    if kind == ("std", "doc"):
        return env.titles.get(docname_join(reference.get("refdoc", env.current_document.docname), target))
    if kind == ("doc", "myst") and not reference.get("reftargetid"):
        return env.titles.get(target)
    if kind in {("std", "ref"), (None, "myst")}:
        docname, _anchor, text = cast("StandardDomain", env.get_domain("std")).labels.get(target, ("", "", ""))
        sections = find(env.tocs[docname], nodes.reference) if docname in env.tocs else []
        return next((section for section in sections if clean_astext(section) == text), None)
    return None
