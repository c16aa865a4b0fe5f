"""What relations may lead to besides the terms of the project."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_glossary_terms.model.inline import Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of Sphinx's own glossary, or a term of another project.

    name: its name.
    docname, anchor: its page and its anchor there, of an entry of Sphinx's own glossary.

    Of a term of another project:

    id: the key of the project in `intersphinx_mapping` with the id of the term: `ai:large-language-model`.
    uri: where it is; relative to the root of the output if the other site is known by a relative address.
    project: the name of the project, as its readers know it.
    base_url: the address of the site as the project itself gives it; empty if it does not.
    language: the language of the name; empty: that of the build.
    source_name: its name in the source language of this project, where that differs.
    definition: its definition in plain text.
    definition_language: the language of that; empty: that of the build.
    """

    name: str
    docname: str = ""
    anchor: str = ""
    id: str = ""
    uri: str = ""
    project: str = ""
    base_url: str = ""
    language: str = ""
    source_name: str = ""
    definition: Inline = ()
    definition_language: str = ""

    @property
    def key(self) -> str:
        """Its key, used like the id of a term. Ids have no colon."""
        return self.id or f"{self.docname}:{self.anchor}"

    @property
    def written(self) -> str:
        """What an author writes to name it."""
        return self.id or self.name

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return f"the project '{self.project}'" if self.id else f"the page '{self.docname}'"
