"""The titles that references of Sphinx and MyST show where their author wrote no text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join
from sphinx.util.nodes import clean_astext

from sphinx_glossary_terms.doctree.nodes import find
from sphinx_glossary_terms.model.term import Title


def title_shown_by(reference: nodes.Element, docname: str, /) -> Title | None:
    """The title that a reference on a page shows; nothing if it shows something else, such as a text of its own."""
    if isinstance(reference, nodes.reference):
        # A reference of MyST to a label of its own page (`myst_parser.mdit_to_docutils`).
        address = reference.get("refuri", "")
        is_empty = reference.get("id_link") and not reference.children
        return Title("label", address[1:]) if is_empty and address.startswith("#") else None
    if not isinstance(reference, addnodes.pending_xref) or reference.get("refexplicit"):
        return None
    kind, target = (reference.get("refdomain"), reference.get("reftype")), reference.get("reftarget", "")
    if kind == ("std", "doc"):
        return Title("page", docname_join(reference.get("refdoc", docname), target))
    if kind == ("doc", "myst") and not reference.get("reftargetid"):
        return Title("page", target)
    if kind in {("std", "ref"), ("std", "numref"), (None, "myst")}:
        return Title("label", target)
    return Title("label", target, reference.astext()) if reference.get("reftype") == "any" else None


class Titles(NamedTuple):
    """The titles on a page.

    page: that of the page.
    anchors: the anchors of the sections that its table of contents lists, in order, each with a `#`.
    """

    page: str
    anchors: list[str]


def shown_titles(env: BuildEnvironment, docname: str, /) -> Titles:
    """The titles on a page as Sphinx has them."""
    title, toc = env.titles.get(docname), env.tocs.get(docname)
    sections = find(toc, nodes.reference) if toc is not None else []
    text = " ".join(clean_astext(title).split()) if title is not None else ""
    return Titles(text, [section.get("anchorname", "") for section in sections])


def titled_by(titles: Titles, name: str, anchor: str, /) -> Literal["page", "section", ""]:
    """What has the name of a term for its title: its page, a section, or nothing, as it is for an entry.

    `titles` are those of its page.
    """
    if titles.page == name:
        return "page"
    return "section" if f"#{anchor}" in titles.anchors else ""


def is_found_as_object(titles: Titles, name: str, anchor: str, words: Iterable[str], /) -> bool:
    """Whether Sphinx's search gets a term as an object (`Domain.get_objects`), besides the words of its page.

    Not if its name is a title, which is found by itself and shows the definition. Not if a longer name contains it,
    such as a plural: the search matches substrings, so it would list the same place twice. `titles` are those of its
    page.
    """
    return not titled_by(titles, name, anchor) and not any(
        overlap(name, word) for word in words if len(word) > len(name)
    )


def overlap(name: str, other: str, /) -> bool:
    """Whether one of two names is a part of the other, and at least half of it: the search may find both at once."""
    shorter, longer = sorted((name.lower(), other.lower()), key=len)
    return shorter in longer and 2 * len(shorter) >= len(longer)


def find_title(env: BuildEnvironment, title: Title, /) -> str:
    """The title that a reference shows; empty if the page or label does not exist, or the label has no title."""
    if title.kind == "page":
        element = env.titles.get(title.target)
        text = clean_astext(element) if element is not None else ""
    else:
        _docname, _anchor, text = cast("StandardDomain", env.get_domain("std")).labels.get(title.target, ("", "", ""))
    return " ".join(text.split())
