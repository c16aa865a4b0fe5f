"""The files of SKOS: as Turtle and as JSON-LD."""

from __future__ import annotations

import json
import re
from typing import Any

from sphinx_glossary_terms.programs.export.skos import PREFIXES, Iri, Resource, Value, resources
from sphinx_glossary_terms.programs.export.values import Export

# What an address cannot have in Turtle.
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def turtle(export: Export, /) -> str:
    """`glossary.ttl`: SKOS as Turtle."""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return prefixes + "".join(map(_turtle_resource, resources(export)))


def _turtle_resource(resource: Resource) -> str:
    lines = [f"\n{_turtle_value(resource.iri)} a {resource.type}"]
    for name, values in resource.properties:
        if values:
            lines.append(f"    {_turtle_value(name)} {', '.join(map(_turtle_value, values))}")
    return " ;\n".join(lines) + " .\n"


def _turtle_value(value: Value) -> str:
    if isinstance(value, Iri):
        if value.text.partition(":")[0] in PREFIXES:
            return value.text
        return f"<{_NOT_IN_IRIS.sub(lambda found: f'%{ord(found[0]):02X}', value.text)}>"
    # Turtle escapes what JSON escapes, and in the same way.
    text = json.dumps(value.text, ensure_ascii=False)
    if value.datatype:
        return f"{text}^^<{value.datatype}>"
    return f"{text}@{value.language}" if value.language else text


def json_ld(export: Export, /) -> str:
    """`glossary.jsonld`: SKOS as JSON-LD."""
    content = {"@context": dict(PREFIXES), "@graph": [_json_resource(resource) for resource in resources(export)]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _json_resource(resource: Resource) -> dict[str, Any]:
    properties = {name.text: [_json_value(value) for value in values] for name, values in resource.properties if values}
    return {"@id": resource.iri.text, "@type": resource.type, **properties}


def _json_value(value: Value) -> Any:
    if isinstance(value, Iri):
        return {"@id": value.text}
    if value.datatype:
        return {"@value": value.text, "@type": value.datatype}
    return {"@value": value.text, "@language": value.language} if value.language else value.text
