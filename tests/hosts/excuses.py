"""The differences that are known, each with its reason, and the contents without them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from .compare import Excuse, plain_inventory

OURS = frozenset({"sphinx_glossary_terms", "sphinxcontrib.mermaid", "glossary"})
"""How Sphinx calls what the extension registers."""
INDEX = "glossary-terms"
"""The page of the domain index."""


def substitute(pattern: str, /) -> Callable[[bytes], bytes]:
    """Contents without what matches a pattern."""
    compiled = re.compile(pattern.encode(), re.DOTALL | re.MULTILINE)
    return lambda content: compiled.sub(b"", content)


def without_sentence(content: bytes, /) -> bytes:
    """A source, a text or a catalog without the sentence with the reference, and without empty lines at its end."""
    message = r'#: [^\n]*\nmsgid "Hoist the [^\n]* first\."\nmsgstr ""\n\n?'
    return substitute(rf"{message}|\s*Hoist the [^\n]* first\.")(content).rstrip(b"\n")


def search_index(content: bytes, /) -> dict[str, Any]:
    """The search index of Sphinx as data."""
    data: dict[str, Any] = json.loads(content.removeprefix(b"Search.setIndex(").removesuffix(b")"))
    return data


def without_versions(content: bytes, /) -> bytes:
    """A search index without the versions of our extension and of our domain."""
    data = search_index(content)
    versions: dict[str, Any] = data["envversion"]
    data["envversion"] = {name: version for name, version in versions.items() if name not in OURS}
    return json.dumps(data).encode()


def without_documents(ignored: Container[str], /) -> Callable[[bytes], bytes]:
    """Search indexes by the names of documents instead of their numbers, without what these documents have."""

    def normal(content: bytes, /) -> bytes:
        data = search_index(content)
        names: list[str] = data["docnames"]

        def known(numbers: int | Iterable[int], /) -> list[str]:
            each = [numbers] if isinstance(numbers, int) else numbers
            return sorted(names[number] for number in each if names[number] not in ignored)

        def words(of: dict[str, Any], /) -> dict[str, list[str]]:
            return {word: found for word, numbers in of.items() if (found := known(numbers))}

        def places(of: dict[str, list[list[Any]]], /) -> dict[str, list[list[Any]]]:
            named = {
                title: [[names[number], *rest] for number, *rest in each if names[number] not in ignored]
                for title, each in of.items()
            }
            return {title: each for title, each in named.items() if each}

        kinds: dict[str, str] = data["objtypes"]
        objects = sorted(
            [prefix, kinds[str(kind)], names[document], *rest]
            for prefix, each in data["objects"].items()
            for document, kind, *rest in each
            if names[document] not in ignored
        )
        result = {
            "docnames": known(range(len(names))),
            "terms": words(data["terms"]),
            "titleterms": words(data["titleterms"]),
            "alltitles": places(data["alltitles"]),
            "indexentries": places(data["indexentries"]),
            "objects": objects,
        }
        return json.dumps(result, sort_keys=True, indent=0).encode()

    return normal


def without_targets(ignored: Container[str], /) -> Callable[[bytes], bytes]:
    """Inventories without what these documents define."""

    def normal(content: bytes, /) -> bytes:
        # "name domain:role priority address display name", where a name may have spaces: the address ends in no space.
        lines = [
            line
            for line in plain_inventory(content).decode().splitlines()
            if not any(_document(part) in ignored for part in line.split(" "))
        ]
        return "\n".join(lines).encode()

    return normal


def links(ignored: Container[str], /) -> Callable[[bytes], bytes]:
    """The links of a general index that lead neither to these documents nor around in the page."""

    def normal(content: bytes, /) -> bytes:
        found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', content.decode(), re.DOTALL)
        kept = [(to, text) for to, text in found if not to.startswith("#") and _document(to) not in ignored]
        return "\n".join(f"{to} {text}" for to, text in kept).encode()

    return normal


def _document(address: str, /) -> str:
    return address.partition("#")[0].removesuffix(".html")


RANDOM = [
    Excuse(
        "random: notebooks",
        ("_sources/*.ipynb",),
        "cells of notebooks in MyST get random ids",
        substitute(r'(?<="id": ")[0-9a-f]{8}(?=")'),
    ),
    Excuse(
        "random: equations",
        ("*.html",),
        "MyST gives equations without a label random ids",
        substitute(r"(?<=equation-)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ),
    Excuse("random: feeds", ("*/atom.xml",), "a blog says when it was built", substitute(r"<updated>[^<]*</updated>")),
]
"""Between any two builds, also without the extension."""

UNCHANGED = [
    *RANDOM,
    Excuse(
        "build info",
        (".buildinfo",),
        "Sphinx notes a hash of the values of all options, those of extensions included",
        substitute(r"(?<=^config: )[0-9a-f]{32}$"),
    ),
    Excuse(
        "search: versions",
        ("searchindex.js",),
        "Sphinx lists the versions of all extensions and domains in the search index",
        without_versions,
    ),
]
"""Between a build without the extension and one with it, where nothing has a term."""


def with_terms(new: Sequence[str], page: str, /) -> list[Excuse]:
    """Between a build without terms and one with new documents of terms and a reference in a page."""
    names = {*new, INDEX}
    stem = PurePosixPath(page).with_suffix("").as_posix()
    own = tuple(f"*{name}*" for name in sorted(new))
    return [
        *RANDOM,
        Excuse("terms: pages", own, "the pages of terms, their sources and their pictures"),
        Excuse("terms: index", (f"{INDEX}.*",), "the generated index"),
        Excuse("terms: cards", ("_glossary/*",), "the definitions that hover cards load"),
        Excuse("terms: file", ("glossary.json",), "the glossary for other programs"),
        Excuse("terms: assets", ("_static/glossary-*",), "what pages with terms load"),
        Excuse("terms: record", (".glossary-*.json",), "the record of which page was written with which terms"),
        Excuse("terms: catalogs", ("glossary-*.pot",), "the names of terms for translators"),
        Excuse(
            "reference",
            (f"{stem}.html",),
            "the sentence with the reference, the link to the glossary, the style of terms and the script of hover cards",
            substitute(
                r"^<p>Hoist the .*? first\.</p>\n|\s*<(?:link|script)[^>]*_static/glossary-[^>]*>(?:</script>)?"
                r'|\s*<link rel="glossary"[^>]*>',
            ),
        ),
        Excuse(
            "reference",
            (f"{stem}.txt", f"{stem}.pot", f"_sources/{page}*"),
            "the sentence with the reference",
            without_sentence,
        ),
        Excuse(
            "search page",
            ("search.html", "search/index.html"),
            "the terms that a question names stand above the results",
            substitute(r"\s*<(?:link|script)[^>]*_static/glossary-search\.[^>]*>(?:</script>)?"),
        ),
        Excuse("search", ("searchindex.js",), "the search finds the new pages", without_documents({*names, stem})),
        Excuse("inventory", ("objects.inv",), "other projects can link to terms", without_targets(names)),
        Excuse("general index", ("genindex*.html",), "the general index lists terms", links(names)),
    ]
