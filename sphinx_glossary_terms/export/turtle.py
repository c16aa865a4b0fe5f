"""`glossary.ttl`: SKOS as Turtle."""

from __future__ import annotations

import json
import re

from sphinx_glossary_terms.export.skos import PREFIXES, Iri, Resource, Value, resources
from sphinx_glossary_terms.export.values import Export

# What an address cannot have in Turtle.
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def write(export: Export, /) -> str:
    """The text of the file."""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return prefixes + "".join(map(_resource, resources(export)))


def _resource(resource: Resource) -> str:
    lines = [f"\n{_value(resource.iri)} a {resource.type}"]
    for name, values in resource.properties:
        if values:
            lines.append(f"    {_value(name)} {', '.join(map(_value, values))}")
    return " ;\n".join(lines) + " .\n"


def _value(value: Value) -> str:
    if isinstance(value, Iri):
        if value.text.partition(":")[0] in PREFIXES:
            return value.text
        return f"<{_NOT_IN_IRIS.sub(lambda found: f'%{ord(found[0]):02X}', value.text)}>"
    # Turtle escapes what JSON escapes, and in the same way.
    text = json.dumps(value.text, ensure_ascii=False)
    if value.datatype:
        return f"{text}^^<{value.datatype}>"
    return f"{text}@{value.language}" if value.language else text
