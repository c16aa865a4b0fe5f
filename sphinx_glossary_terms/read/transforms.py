"""Read-phase transforms: parts that are omitted, which term owns what, ids and anchors."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from sphinx_glossary_terms.checks.report import warn
from sphinx_glossary_terms.doctree import nodes
from sphinx_glossary_terms.doctree import page_notes as current_page
from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.model.problem import Code
from sphinx_glossary_terms.model.term import ID_PATTERN, anchor_of, digest_of, id_of
from sphinx_glossary_terms.settings import config

_NOT_IN_A_NAME = (
    docutils_nodes.reference,
    docutils_nodes.footnote_reference,
    docutils_nodes.citation_reference,
    pending_xref,
)
_NO_PART_OF_A_SENTENCE = (
    *(*nodes.OWNERS, nodes.term_field, nodes.generated_block),
    *(docutils_nodes.section, docutils_nodes.Invisible),
)
"""What never continues the sentence of a definition, even after a colon at its end."""

_LISTS = (docutils_nodes.bullet_list, docutils_nodes.enumerated_list, docutils_nodes.definition_list)


class ReadSource(SphinxTransform):
    """Gives every term its id and source name, every field its term, every generated block its number.

    Before Locale (20), so that all is that of the source.
    """

    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        # One search for all: every page of every project pays for it.
        kinds: tuple[type[docutils_nodes.Element], ...] = current_page.NODES
        if self.config.glossary_terms_builtin:
            kinds = (*kinds, docutils_nodes.definition_list)
        elements = nodes.find(self.document, *kinds)
        if self.config.glossary_terms_builtin:
            names = (name for entry in nodes.entries_in(elements) for name in entry.names)
            current_page.notes_of(self.env).source_names |= {name: nodes.registered_name(name) for name in names}
        for part in (node for node in elements if isinstance(node, current_page.NODES)):
            self._omit(part)
        if current_page.notes_of(self.env).has_directives:
            self._assign_ids()

    def _omit(self, part: docutils_nodes.Element) -> None:
        """Take our nodes out of a part of the page, if this build omits it."""
        ours = nodes.find(part, *nodes.OWNERS, nodes.term_field, nodes.generated_block)
        has_references = any(map(nodes.is_term_reference, nodes.find(part, pending_xref)))
        notes, condition = current_page.notes_of(self.env), current_page.condition_of(part)
        if not (ours or has_references or notes.source_names or config.reads_prose(self.config)):
            return
        notes.conditions[condition] = glossary_domain(self.env).holds(condition)
        if notes.conditions[condition]:
            return
        notes.omitted.append(part)
        reason = f"the term is in {condition}, which this build omits"
        for owner in (node for node in ours if isinstance(node, nodes.OWNERS)):
            name, others = nodes.name_of(owner), (other.text for other in owner["other_names"])
            text = nodes.text_of(name) if name is not None else ""
            labels = (text, *others, owner["options"].id or id_of(text))
            notes.left_out += [(label, reason) for label in labels if label]
        for node in ours:
            self._drop(node)

    def _assign_ids(self) -> None:
        ids: dict[docutils_nodes.Node, str] = {}
        elements = nodes.find(self.document, *nodes.OWNERS, nodes.term_field, nodes.generated_block)
        for owner in (node for node in elements if isinstance(node, nodes.OWNERS)):
            self._identify(owner, ids)
        self._fields(ids, [node for node in elements if isinstance(node, nodes.term_field)])
        count: Counter[str] = Counter()
        for position, block in enumerate(node for node in elements if isinstance(node, nodes.generated_block)):
            block["position"], block["number"] = position, count[block["kind"]]
            count[block["kind"]] += 1

    def _identify(self, owner: docutils_nodes.Element, ids: dict[docutils_nodes.Node, str]) -> None:
        body, name = nodes.body_of(owner), nodes.name_of(owner)
        if body is None or name is None:
            warn(
                Code.MISPLACED,
                "a `term` without a name describes a section, and there is none here; put it below a heading, "
                "or give it a name and a body",
                location=owner,
            )
            self._drop(owner)
            return
        if body in ids:
            warn(
                Code.MISPLACED,
                "this section has a `term` already; put this one below a heading of its own, or give it a name",
                location=owner,
            )
            self._drop(owner)
            return
        if reading := nodes.take_reading(name):
            message = (
                f"a name has no bar; write '{nodes.text_of(name)}' alone, and its reading as `:reading: {reading}`"
            )
            warn(Code.BAD_READING, message, location=owner)
        source_name = nodes.text_of(name)
        if nodes.find(name, *_NOT_IN_A_NAME):
            warn(
                Code.MISPLACED,
                f"the name '{source_name}' contains a link or a footnote mark; move it into the text",
                location=owner,
            )
        owner["source_name"], owner["term_id"] = source_name, self._id(owner, source_name)
        ids[body] = owner["term_id"]
        if isinstance(owner, nodes.term_section) and nodes.definition_of(owner) is None:
            before = itertools.takewhile(lambda child: child is not owner, body.children)
            if any(isinstance(child, nodes.term_entry) for child in before):
                warn(
                    Code.MISPLACED,
                    f"a `term` without a name describes its section, '{source_name}', which has entries above it and "
                    "no text; put it below the heading that it is about, or give it a name and a body",
                    location=owner,
                )

    def _drop(self, node: docutils_nodes.Element) -> None:
        """Take a node of ours out of the document, its label too: nothing would be there to link to."""
        for name in node["names"]:
            self.document.nameids.pop(name, None)
            self.document.nametypes.pop(name, None)
        for anchor in node["ids"]:
            self.document.ids.pop(anchor, None)
        parent = node.parent
        parent.remove(node)
        if not parent.children:
            # Sphinx takes an empty quotation for one of code, and cannot replace it by nothing (`HandleCodeBlocks`).
            parent.append(docutils_nodes.comment())

    def _id(self, owner: docutils_nodes.Element, source_name: str) -> str:
        written: str = owner["options"].id
        names = (source_name, *(name.text for name in owner["other_names"]))
        proposal = next(filter(None, map(id_of, (written, *names))), "")
        if ID_PATTERN.fullmatch(written):
            return written
        if written:
            fix = f"write `:id: {proposal}`" if proposal else "use lower-case letters, digits and single hyphens"
            warn(Code.BAD_ID, f"'{written}' cannot be an id; {fix}", location=owner)
            term_id = id_of(written) or id_of(source_name)
        elif not (term_id := id_of(source_name)):
            warn(
                Code.BAD_ID,
                f"cannot derive an id from the name '{source_name}'; add one, such as `:id: {proposal or 'my-term'}` "
                "(lower-case letters, digits, hyphens)",
                location=owner,
            )
        # Without an id the text would be lost, and references to the name with it.
        return term_id or f"name-{digest_of(source_name)[:8]}"

    def _fields(self, ids: dict[docutils_nodes.Node, str], fields: list[nodes.term_field]) -> None:
        seen: set[tuple[str, str]] = set()
        for field in fields:
            term_id = nodes.innermost(field, ids)
            name = field["field"]
            if term_id is None:
                warn(
                    Code.MISPLACED,
                    f"`{name}` is outside every term; move it into the body or the section of one",
                    location=field,
                )
            elif term_id and (term_id, name) in seen:
                warn(Code.MISPLACED, f"the term '{term_id}' has `{name}` twice; make one of the two", location=field)
                term_id = ""
            seen.add((term_id or "", name))
            field["term_id"] = term_id or ""


class PlaceTerms(SphinxTransform):
    """Puts `term-<id>` first among the ids of a term, and gives its generated lists their places.

    After PropagateTargets (260): a label is that of what comes next, and that is the heading or the term below. After
    MyST's PrioritiseExplicitIds (262), which would put a label above the heading first.
    """

    default_priority = 265

    def apply(self, **kwargs: Any) -> None:
        if current_page.notes_of(self.env).has_directives:
            elements = nodes.find(self.document, *nodes.OWNERS, nodes.term_field)
            owners = [node for node in elements if isinstance(node, nodes.OWNERS)]
            fields = [node for node in elements if isinstance(node, nodes.term_field)]
            self._claim_anchors(owners, fields)
            self._place_lists(owners, fields)

    def _claim_anchors(self, owners: list[docutils_nodes.Element], fields: list[nodes.term_field]) -> None:
        self.claimed: set[docutils_nodes.Node] = set()
        for owner in owners:
            body = nodes.body_of(owner)
            if body is not None and owner["term_id"]:
                self._claim(body, anchor_of(owner["term_id"]), owner)
                if owner is not body:
                    self._hand_over(owner, body)
                self._keep_old(body, owner["options"].old_ids)
        for field in fields:
            if field["term_id"]:
                self._claim(field, anchor_of(field["term_id"], field["field"]), field)

    def _claim(self, node: docutils_nodes.Element, anchor: str, location: docutils_nodes.Element) -> None:
        document = self.document
        holder = document.ids.get(anchor)
        if holder is not None and holder is not node:
            if holder in self.claimed:
                return  # A second term of that id, reported as such.
            warn(
                Code.NAME_TAKEN,
                f"the anchor '{anchor}' of this term is taken by something else on the page, which loses it; "
                "rename that heading or label",
                location=location,
            )
            self._move(holder, anchor)
        node["ids"] = [anchor, *(other for other in node["ids"] if other != anchor)]
        self.claimed.add(node)
        node["names"].append(anchor)
        document.ids[anchor] = node
        document.nameids[anchor] = anchor
        # An implicit target, unless its author has a label of that name: Sphinx has a row in `objects.inv` for each
        # label, and `domain.sphinx_domains` adds those that references lead to.
        document.nametypes.setdefault(anchor, False)

    def _hand_over(self, owner: docutils_nodes.Element, section: docutils_nodes.Element) -> None:
        """The `:name:` and `:class:` of a term in section form are those of its section."""
        for anchor in owner["ids"]:
            self.document.ids[anchor] = section
        section["ids"] += owner["ids"]
        section["names"] += owner["names"]
        section["classes"] += owner["classes"]
        owner["ids"], owner["names"] = [], []

    def _keep_old(self, body: docutils_nodes.Element, old_ids: Iterable[str]) -> None:
        """Former ids stay anchors: as they are, and a former id of a term also as the anchor that it had."""
        for old in old_ids:
            for anchor in (old, anchor_of(old)) if ID_PATTERN.fullmatch(old) else (old,):
                if anchor not in self.document.ids:
                    self.document.ids[anchor] = body
                    body["ids"].append(anchor)

    def _move(self, holder: docutils_nodes.Element, anchor: str) -> None:
        """Give an element that loses its id another one: Sphinx relies on sections having one."""
        holder["ids"] = [other for other in holder["ids"] if other != anchor]
        self.document.set_id(holder)
        for name in holder["names"]:
            self.document.nameids[name] = holder["ids"][0]

    def _place_lists(self, owners: list[docutils_nodes.Element], fields: list[nodes.term_field]) -> None:
        late = {field.name for field in config.field_types(self.config) if field.after_relations}
        has_term = _around(owners)
        has_late = _around(field for field in fields if field["field"] in late)
        for owner in owners:
            body, term_id = nodes.body_of(owner), owner["term_id"]
            if body is not None and term_id:
                prerequisites, relations, backlinks, steps = (
                    nodes.generated_block("", kind=kind, term_id=term_id)
                    for kind in ("term-prerequisites", "term-relations", "term-backlinks", "term-steps")
                )
                definition = nodes.definition_of(owner)
                if definition is not None:
                    below = _place_below(body, definition)
                    body[below:below] = [prerequisites, steps]
                self._place_options(owner, body)
                rest = (node for node in body.children if node in has_late or isinstance(node, docutils_nodes.section))
                _insert(body, next(rest, None), relations)
                # At the very end of a term, but before another one that begins in it.
                others = (node for node in body.children if node in has_term and node is not owner)
                _insert(body, next(others, None), backlinks)

    def _place_options(self, owner: docutils_nodes.Element, body: docutils_nodes.Element) -> None:
        """Put the fields among the options of a section below its text, before the first subsection."""
        fields = [node for node in body.children if isinstance(node, nodes.term_field) and "is_option" in node]
        if isinstance(owner, nodes.term_section) and fields:
            for field in fields:
                body.remove(field)
            below = next((node for node in body.children if isinstance(node, docutils_nodes.section)), None)
            _insert(body, below, *fields)


def _around(elements: Iterable[docutils_nodes.Element]) -> set[docutils_nodes.Node]:
    return {around for element in elements for around in (element, *nodes.ancestors(element))}


def _insert(body: docutils_nodes.Element, below: docutils_nodes.Node | None, *blocks: docutils_nodes.Element) -> None:
    """Insert blocks before a child, or at the end, but above the labels there: LaTeX has them where they stand."""
    children = body.children
    position = len(children) if below is None else children.index(below)
    while position and isinstance(children[position - 1], docutils_nodes.Invisible):
        position -= 1
    body[position:position] = list(blocks)


def _place_below(body: docutils_nodes.Element, definition: docutils_nodes.paragraph) -> int:
    """The place below a definition, and below a list or what follows a colon, which belongs to its last sentence."""
    position = body.index(definition) + 1
    has_colon = definition.astext().rstrip()[-1:] in {":", "\N{FULLWIDTH COLON}"}
    is_continued = any(
        isinstance(below, _LISTS) or (has_colon and not isinstance(below, _NO_PART_OF_A_SENTENCE))
        for below in body.children[position : position + 1]
    )
    return position + is_continued
