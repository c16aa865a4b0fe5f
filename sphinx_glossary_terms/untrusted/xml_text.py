"""Reads XML: no text from elsewhere, and no text that grows."""

from __future__ import annotations

import codecs
import re
from xml.etree import ElementTree as ET
from xml.parsers import expat

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many

_ENTITY = 200
"""The characters of an entity, at most. Editors of RDF abbreviate addresses by entities; nothing else needs one."""
_NAMESPACE = 300
"""The characters of a namespace, at most."""
_SMALL = 2**20
"""The length that a document may grow to, however short it is."""
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DECLARATION = re.compile(r"""\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["'][^>]{0,200}>""")
# Encodings of texts, by Python's names. Others (UTF-7, escapes, Punycode) hide what they say from whoever looks.
_ENCODING = re.compile(
    r"ascii|utf-(?:8|16(?:-[bl]e)?)|iso8859-\d+|cp12\d\d|cp932|euc_jp|iso2022_jp|gb2312|gbk|gb18030|big5|euc_kr|koi8-[ru]"
)


class _Enough(Exception):  # noqa: N818 - no error
    """The document type declaration is over."""


def read_xml(content: bytes, /) -> tuple[str, str]:
    """The text of a document without its XML declaration, and the name of its first element without a prefix.

    Raises:
        UnusableError: it is not XML, in an encoding that is not read, or its entities are not safe: they are somewhere
            else, contain others, are long or make it too long.
    """
    text = _decoded(content)
    parser, root, entities = expat.ParserCreate(), "", dict[str, int]()

    def entity(name: str, is_parameter: bool, value: str | None, *_rest: object) -> None:
        if is_parameter or value is None or "&" in value or len(value) > _ENTITY:
            raise UnusableError(f"the entity '{name[:40]}' is not safe; remove it", line=parser.CurrentLineNumber)
        entities.setdefault(name, len(value))

    def default(element: str, name: str, _kind: str, value: str | None, _is_required: int) -> None:
        if value is not None:  # which every element of that name would have
            reason = f"the attribute '{name[:40]}' of '{element[:40]}' has a default in the DTD; remove it"
            raise UnusableError(reason, line=parser.CurrentLineNumber)

    def start(name: str, _attributes: object) -> None:
        nonlocal root
        root = name.rpartition(":")[2]
        raise _Enough

    parser.EntityDeclHandler = entity
    parser.AttlistDeclHandler = default
    parser.StartElementHandler = start
    try:
        parser.Parse(text, True)
    except _Enough:
        pass
    except expat.ExpatError as error:
        raise _not_xml(error.lineno, error) from error
    grown = sum(entities.get(name, 0) for name in re.findall(r"&([^\s&;<]+);", text)) if entities else 0
    if grown > max(_SMALL, limits.MAX_GROWTH * len(text)):
        raise UnusableError(f"its entities make it more than {limits.MAX_GROWTH} times as long; remove them")
    _bound_namespaces(text)
    return text, root


def _bound_namespaces(text: str) -> None:
    """Refuse long namespaces, also those that entities make: each is a part of the name of every element."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(_prefix: str | None, namespace: str | None) -> None:
        if len(namespace or "") > _NAMESPACE:
            reason = f"it has a namespace of more than {_NAMESPACE} characters; remove it"
            raise UnusableError(reason, line=parser.CurrentLineNumber)

    parser.StartNamespaceDeclHandler = begin
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise _not_xml(error.lineno, error) from error


def read_tree(content: bytes, /) -> ET.Element:
    """The elements of a document.

    Raises:
        UnusableError: see `read_xml`; or they stand too deep in one another.
    """
    text, _name = read_xml(content)
    try:
        root = ET.fromstring(text)  # noqa: S314 - checked above
    except ET.ParseError as error:
        raise _not_xml(error.position[0], error) from error
    level = [root]
    for _ in range(limits.MAX_DEPTH):
        if not (level := [child for element in level for child in element]):
            return root
    raise too_many(limits.MAX_DEPTH, "elements in one another")


def _decoded(content: bytes) -> str:
    """The text of a document, by its byte order mark or what it declares."""
    encoding = next((name for bom, name in _BOMS.items() if content.startswith(bom)), "")
    if not encoding and b"\0" in content[:2]:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    declared = _DECLARATION.match(content[:1000].decode("latin-1"))
    if not encoding:
        encoding = declared[1] if declared else "utf-8"
    try:
        name = codecs.lookup("cp932" if encoding.lower() == "windows-31j" else encoding).name
    except LookupError:
        name = ""
    # As browsers do (WHATWG): what says that it is Shift_JIS has the characters of Windows, too.
    name = "cp932" if name.startswith("shift_jis") else name.replace("-sig", "")
    if not _ENCODING.fullmatch(name):
        raise UnusableError(f"is in the encoding '{encoding}', which is not read; save it in UTF-8", line=1)
    try:
        text = content.decode(name).removeprefix("\ufeff")
    except UnicodeError as error:
        line = content[: getattr(error, "start", 0)].count(b"\n") + 1
        raise UnusableError(f"is not in the encoding '{encoding}'; save it in UTF-8", line=line) from error
    if "\0" in text:  # which Expat would take for UTF-16
        raise UnusableError("is not XML; export the file again", line=1)
    if text.count("<") > limits.MAX_VALUES:
        raise too_many(limits.MAX_VALUES, "elements")
    # What reads it next must not decode it again. Lines keep their numbers.
    head = re.match(r"\s*<\?xml\s[^>]*>", text[:1000])
    return "\n" * head[0].count("\n") + text[head.end() :] if head else text


def _not_xml(line: int, error: Exception) -> UnusableError:
    return UnusableError(f"is not XML ({str(error).partition(':')[0]}); export the file again", line=line)
