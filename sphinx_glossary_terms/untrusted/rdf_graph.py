"""Reads RDF with rdflib: Turtle, JSON-LD, RDF/XML, N-Triples."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx_glossary_terms.untrusted import limits
from sphinx_glossary_terms.untrusted.json_text import read_json
from sphinx_glossary_terms.untrusted.limits import UnusableError, too_many
from sphinx_glossary_terms.untrusted.xml_text import read_xml

if TYPE_CHECKING:
    from rdflib import Graph


def read_graph(content: bytes, /, *, form: str, base: str) -> Graph:
    """The statements of a file. `form` is the name that rdflib has for its format; relative addresses are below `base`.

    Raises:
        UnusableError: it is not of that form, too much, or names something elsewhere; or there is no rdflib.
    """
    graph = _limited_graph()
    data: str | bytes = content
    if form == "xml":
        data, _name = read_xml(content)
    elif form == "json-ld":
        _refuse_addresses(value := read_json(content, fix="correct it there, or export it again"))
        # Half a character cannot be written anywhere.
        data = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        with _quiet():
            # N-Triples are Turtle, and rdflib's own reader of them begins a text anew at each of its escapes.
            return graph.parse(data=data, format="turtle" if form == "nt" else form, publicID=base)
    except UnusableError:
        raise
    except Exception as error:  # rdflib does not say which errors its readers raise.
        lines = [line for line in str(error).splitlines() if line.strip()]
        reason = " ".join(lines[:2]).replace(" of <>", "").removesuffix(":") or type(error).__name__
        raise UnusableError(
            f"cannot be read as {form}: {reason[:300]}; correct it there, or export it again"
        ) from error


def _limited_graph() -> Graph:
    """An empty graph that does not grow without end.

    The store counts: the reader of JSON-LD has a graph of its own for it.
    """
    try:
        from rdflib import Graph, URIRef
        from rdflib.plugins.stores.memory import Memory
    except ImportError as error:
        raise UnusableError('SKOS needs rdflib; run: pip install "rdflib>=7.1"') from error

    class Limited(Memory):
        left = limits.MAX_VALUES
        characters = limits.MAX_IMPORT_BYTES
        prefixes = limits.MAX_COLUMNS

        def add(self, triple: Any, *arguments: Any, **options: Any) -> None:
            self.left -= 1
            if self.left < 0:
                raise too_many(limits.MAX_VALUES, "statements")
            # A prefix or a base may make the addresses much longer than the file.
            self.characters -= sum(map(len, triple))
            if self.characters < 0 or any(len(node) > limits.MAX_ADDRESS for node in triple if type(node) is URIRef):
                raise too_many(limits.MAX_ADDRESS, "characters in an address")
            super().add(triple, *arguments, **options)

        def bind(self, *arguments: Any, **options: Any) -> None:
            # rdflib compares each with all others.
            self.prefixes -= 1
            if self.prefixes < 0:
                raise too_many(limits.MAX_COLUMNS, "prefixes")
            super().bind(*arguments, **options)

    return Graph(store=Limited())


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the tracebacks that rdflib logs for dates that are none; their texts are kept.

    So are those of numbers: rdflib would write `1e1000000000` out.
    """
    import rdflib

    logger = logging.getLogger("rdflib.term")
    before = logger.disabled, rdflib.NORMALIZE_LITERALS
    logger.disabled, rdflib.NORMALIZE_LITERALS = True, False
    try:
        yield
    finally:
        logger.disabled, rdflib.NORMALIZE_LITERALS = before


def _refuse_addresses(value: Any, is_context: bool = False) -> None:
    """Refuse a context of JSON-LD that stands elsewhere: rdflib would fetch it."""
    if isinstance(value, str) and is_context:
        raise UnusableError(f"its `@context` is at another address ({value[:200]}); export it as Turtle")
    if isinstance(value, list):
        for item in value:
            _refuse_addresses(item, is_context)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_addresses(item, key in {"@context", "@import"})
