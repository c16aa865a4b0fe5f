"""Reads a `glossary.json` from a disk or from a site."""

from __future__ import annotations

from pathlib import Path

from sphinx_glossary_terms.programs.export import json_reader
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.untrusted.limits import UnusableError, read_file

_SECONDS = 30


def glossary_at(address: str, /) -> Export:
    """The glossary at a path or an address.

    Raises:
        UnusableError: it cannot be read; the text says where it is.
    """
    try:
        if not address.startswith(("https://", "http://")):
            return json_reader.read(read_file(Path(address)))
        # Imported here, since it takes longer than all the rest.
        from sphinx_glossary_terms.untrusted.web import download

        headers = {"User-Agent": "sphinx-glossary-terms"}
        answer = download(address, headers=headers, timeout=_SECONDS, verify=True)
        return json_reader.read(answer.content if answer else b"")
    except UnusableError as error:
        raise UnusableError(error.at(Path(address))) from error
