"""`glossary.jsonld`: SKOS as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from sphinx_glossary_terms.export.skos import PREFIXES, Iri, Resource, Value, resources
from sphinx_glossary_terms.export.values import Export


def write(export: Export, /) -> str:
    """The text of the file."""
    content = {"@context": dict(PREFIXES), "@graph": [_resource(resource) for resource in resources(export)]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _resource(resource: Resource) -> dict[str, Any]:
    properties = {name.text: [_value(value) for value in values] for name, values in resource.properties if values}
    return {"@id": resource.iri.text, "@type": resource.type, **properties}


def _value(value: Value) -> Any:
    if isinstance(value, Iri):
        return {"@id": value.text}
    if value.datatype:
        return {"@value": value.text, "@type": value.datatype}
    return {"@value": value.text, "@language": value.language} if value.language else value.text
