"""`glossary.tbx`: TBX-Basic (ISO 30042), in the form with `martif`, which Weblate and the Translate Toolkit read."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx_glossary_terms.model.names import ABBREVIATION, KINDS, PREFERRED, Name
from sphinx_glossary_terms.model.term import anchor_of
from sphinx_glossary_terms.programs.export.values import Entry, Export

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'
# What XML 1.0 cannot have at all.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(export: Export, /) -> str:
    """The text of the file."""
    root = Element("martif", {"type": "TBX-Basic", _LANGUAGE: export.source_language})
    header = SubElement(root, "martifHeader")
    file = SubElement(header, "fileDesc")
    _add(SubElement(file, "titleStmt"), "title", export.project)
    _add(SubElement(file, "sourceDesc"), "p", export.url(export.index))
    _add(SubElement(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = SubElement(SubElement(root, "text"), "body")
    for term_id in export.terms:
        _add_entry(body, export, term_id)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_DOCTYPE}\n{tostring(root, encoding="unicode")}\n'


def _add_entry(body: Element, export: Export, term_id: str) -> None:
    entry = SubElement(body, "termEntry", id=anchor_of(term_id))
    term = export.terms[term_id]
    for subject in (export.words[0].contexts.get(term.context), *map(export.words[0].tags.get, term.tags)):
        if subject:
            _add(entry, "descrip", subject, type="subjectField")
    _add(entry, "xref", term_id, type="externalCrossReference", target=export.url(term.address))
    if term.replaced_by in export.terms:
        _add(entry, "ref", term.replaced_by, type="crossReference", target=anchor_of(term.replaced_by))
    if not term.is_translated:  # as Weblate reads it
        _add(entry, "descrip", "No", type="Translation needed")
    for words in export.words:
        # What readers never see, such as misspellings, is nothing to translate with.
        names = [name for name in export.names(term_id, words.language) if _status(name, term)]
        if not names:
            continue
        language = SubElement(entry, "langSet", {_LANGUAGE: words.language})
        if term_id in words.definitions:
            _add(language, "descrip", words.definitions[term_id].text, type="definition")
        # Two kinds of names may have one text, and a term that has been replaced has the same status for all.
        for name in {(name.text, _status(name, term), name.kind == ABBREVIATION.name): name for name in names}.values():
            group = SubElement(language, "tig")
            _add(group, "term", name.text)
            _add(group, "termNote", _status(name, term), type="administrativeStatus")
            if name.kind == ABBREVIATION.name:
                _add(group, "termNote", "abbreviation", type="termType")


def _status(name: Name, term: Entry) -> str:
    """Whether writers may use a name; empty for one that readers never see."""
    if not KINDS[name.kind].is_shown:
        return ""
    if term.replaced_by:
        return "supersededTerm-admn-sts"
    if name.kind == PREFERRED.name:
        return "preferredTerm-admn-sts"
    if name.is_avoided:
        return "deprecatedTerm-admn-sts"
    return "admittedTerm-admn-sts"


def _add(parent: Element, tag: str, text: str, **attributes: str) -> None:
    kept = {name: _NOT_IN_XML.sub("", value) for name, value in attributes.items()}
    SubElement(parent, tag, kept).text = _NOT_IN_XML.sub("", text)
