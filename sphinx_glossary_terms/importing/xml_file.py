"""Makes sure that an XML file does no harm: no text from elsewhere, and no text that grows."""

from __future__ import annotations

from xml.parsers import expat

from sphinx_glossary_terms.importing.values import ImportFileError

_ENTITY = 200
"""The characters of an entity, at most. Editors of RDF abbreviate addresses by entities; nothing else needs one."""


class _Enough(Exception):  # noqa: N818 - no error
    """The document type declaration is over."""


def check(content: bytes, /) -> str:
    """Refuse entities that are somewhere else, contain others or are long; returns the name of the first element."""
    parser = expat.ParserCreate()
    found = ""

    def entity(name: str, is_parameter: bool, value: str | None, *_rest: object) -> None:
        if is_parameter or value is None or "&" in value or len(value) > _ENTITY:
            raise ImportFileError(f"the entity '{name}' is not safe; take it out", line=parser.CurrentLineNumber)

    def start(name: str, _attributes: object) -> None:
        nonlocal found
        found = name.rpartition(":")[2]
        raise _Enough

    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except _Enough:
        pass
    except expat.ExpatError as error:
        raise not_xml(error.lineno, error) from error
    return found


def not_xml(line: int, error: Exception) -> ImportFileError:
    """The message about a mistake in a document."""
    return ImportFileError(f"is not XML ({str(error).partition(':')[0]}); export the file again", line=line)
