"""From the text of `glossary.json` to values. Whoever wrote it need not mean well.

Texts become plain text, addresses have to be below that of the site, and what is not as the schema says makes the file
unusable. `programs/export/glossary.schema.json` describes the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from sphinx_glossary_terms.model.characters import without_controls
from sphinx_glossary_terms.model.external import Entry, OtherProject
from sphinx_glossary_terms.model.names import PREFERRED
from sphinx_glossary_terms.model.term import ID_PATTERN, digest_of
from sphinx_glossary_terms.model.term_options import is_anchor
from sphinx_glossary_terms.projects import limits
from sphinx_glossary_terms.projects.glossary_json import LANGUAGE_TAG, FileTerm, GlossaryFile, read
from sphinx_glossary_terms.projects.limits import UnusableError, too_many

MAX_NAME = 300
"""Characters of a name or a title that are shown, at most."""
MAX_DEFINITION = 2000

# What changes the direction of the text around it (Unicode, UAX #9).
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# No scheme, no host, no path from the root, nothing that a browser would repair, and not too long for every page.
_RELATIVE = re.compile(r"""(?![/\\])(?=.{0,2000}\Z)[^\\\s"'<>:?]*(?:#[^\\\s"'<>]*)?""")


def parse(content: bytes, /, *, key: str, base: str, language: str, source_language: str) -> OtherProject:
    """What a file says, to readers of a language.

    key: the key of the project in `intersphinx_mapping`.
    base: the address of its site, with a slash at its end.
    language: the language of the build.
    source_language: that of the source texts of this project.

    Raises:
        UnusableError: the file is not as the schema says, or of a later version.
    """
    file = read(content, _one_line)
    if len(file.languages) > limits.MAX_LANGUAGES:
        raise too_many(limits.MAX_LANGUAGES, "languages")
    if len(file.terms) > limits.MAX_TERMS:
        raise too_many(limits.MAX_TERMS, "terms")
    project, languages = _shown(file.project, MAX_NAME) or key, _Languages(file, language)
    for term_id in file.terms:
        if not ID_PATTERN.fullmatch(term_id):
            raise UnusableError(f"'{_shown(term_id, MAX_NAME)}' is not the id of a term; build that project again")
    old_ids = {old: term_id for term_id, term in file.terms.items() for old in term.old_ids if is_anchor(old)}
    return OtherProject(
        key=key,
        digest=digest_of((content, base, language, source_language)),
        terms={
            term_id: _entry(f"{key}:{term_id}", term, project, base, languages, source_language)
            for term_id, term in file.terms.items()
        },
        old_ids={old: term_id for old, term_id in old_ids.items() if old not in file.terms},
        replaced={term_id: term.replaced_by for term_id, term in file.terms.items() if term.replaced_by},
    )


def _one_line(text: str) -> str:
    """A text as one line of what can be shown."""
    return " ".join(without_controls(_DIRECTIONS.sub("", text)).split())


class _Languages:
    """Which of the languages of a file is shown."""

    def __init__(self, file: GlossaryFile, language: str) -> None:
        tags = [tag for tag in file.languages if LANGUAGE_TAG.fullmatch(tag)]
        own = [tag for tag in tags if tag.lower() == language.lower()]
        near = [tag for tag in tags if tag.lower().partition("-")[0] == language.lower().partition("-")[0]]
        self._order = list(dict.fromkeys((*own, *near, *tags)))
        self._is_near = {*own, *near}

    def best(self, texts: Mapping[str, str], limit: int) -> tuple[str, str]:
        """The first text that there is, at most so long: in the language of the build, the source language, another.

        Its language is empty if it is that of the build.
        """
        found = next((tag for tag in self._order if texts.get(tag)), None)
        if found is None:
            return "", ""
        return _shown(texts[found], limit), "" if found in self._is_near else found


def _entry(id: str, term: FileTerm, project: str, base: str, languages: _Languages, source: str) -> Entry:
    """A term of another project, with the key of that in its id; `source` is the language of our source texts."""
    where = f"the term '{_shown(id.partition(':')[2], MAX_NAME)}'"
    names = {name.language: name.text for name in term.names if name.kind == PREFERRED.name}
    name, language = languages.best(names, MAX_NAME)
    if not name:
        raise UnusableError(f"{where} has no name in a language of the file; build that project again")
    definitions = {tag: definition.text for tag, definition in term.definitions.items()}
    definition, language_of_that = languages.best(definitions, MAX_DEFINITION)
    source_name = _shown(names.get(source, ""), MAX_NAME)
    return Entry(
        id=id,
        name=name,
        language=language,
        source_name=source_name if source_name != name else "",
        uri=f"{base}{_address(term.address, where)}",
        project=project,
        definition=(definition,) if definition else (),
        definition_language=language_of_that,
    )


def _address(address: str, where: str) -> str:
    """An address of the file, which has to be below that of the site."""
    path = unquote(address.partition("#")[0])
    leaves = path.startswith("/") or "\\" in path or ".." in path.split("/")
    if leaves or not _RELATIVE.fullmatch(address):
        shown = _shown(address, MAX_NAME)
        raise UnusableError(f"{where} has the address {shown!r}, which is not below that of the site, or too long")
    return address


def _shown(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
