"""Copies of a definition (indexes, cards, exports, heads of pages, "Used in"), for every role that Sphinx has."""

from __future__ import annotations

import html
import json
import re

import pytest

from support.project import CONF, Project

PAGE = """\
T
=

.. _place:

A place
-------

.. term:: Bread
   :id: bread

   {definition}

.. [1] A note.

.. |pic| image:: pic.png
   :alt: a loaf

Use
---

A text with :term:`dough`, {definition}

.. term:: Dough

   Mix.

.. term-index::
"""
# What is written, and what a copy shows, in plain text.
ROLES = {
    ":ref:`place`": "A place",
    ":ref:`a text <place>`": "a text",
    ":doc:`other`": "Other title",
    ":doc:`a text <other>`": "a text",
    ":term:`dough`": "dough",
    ":term:`a text <dough>`": "a text",
    ":any:`place`": "A place",
    ":pep:`492`": "PEP 492",
    ":rfc:`2822`": "RFC 2822",
    ":index:`loaf`": "loaf",
    "_`here`": "here",
    "[1]_": "",
    "|pic|": "a loaf",
    ":math:`x^2`": "x^2",
    ":kbd:`Ctrl+S`": "Ctrl+S",
    ":abbr:`LIFO (last-in, first-out)`": "LIFO",
    ":sub:`2`": "2",
    ":sup:`2`": "2",
    "*soft*": "soft",
    "**hard**": "hard",
    "``code``": "code",
    ":code:`code`": "code",
    ":guilabel:`&Cancel`": "Cancel",
    ":menuselection:`File --> Save`": "File ‣ Save",
    ":command:`rm`": "rm",
    ":file:`/usr/{name}`": "/usr/name",
    ":samp:`print({x})`": "print(x)",
    ":program:`curl`": "curl",
    ":option:`--output`": "--output",
    ":envvar:`HOME`": "HOME",
    ":dfn:`defined`": "defined",
    ":mimetype:`text/plain`": "text/plain",
    ":py:func:`print`": "print()",
    ":py:mod:`os`": "os",
    ":download:`file <pic.png>`": "file",
    ":issue:`7574`": "issue 7574",
    "`link <https://example.org/>`__": "link",
    "`title`": "title",
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_in_every_copy(project: Project, role: str) -> None:
    conf = CONF.replace('_terms"]', '_terms", "sphinx.ext.extlinks"]')
    conf += 'extlinks = {"issue": ("https://example.org/%s", "issue %s")}\nhtml_baseurl = "https://example.org/"\n'
    definition = f"Soft {role} and warm."
    project.write(
        {
            "conf.py": conf,
            "index.rst": PAGE.replace("{definition}", definition) + "\n.. toctree::\n\n   other\n",
            "other.rst": "Other title\n===========\n\nSee :term:`bread`.\n",
        }
    )
    (project.source / "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    built = project.build(suppress_warnings=["image.not_readable"])
    # What Sphinx itself cannot resolve, it says once, where it is written.
    places = [line.partition(" WARNING:")[0] for line in built.warnings]
    assert len(places) == len(set(places))
    shown = ROLES[role]
    expected = f"Soft {shown} and warm." if shown else "Soft and warm."
    page = built.text("index.html")
    term_index = page[page.index('class="glossary-index') :]
    found = {
        "glossary.json": json.loads(built.text("glossary.json"))["terms"]["bread"]["definitions"]["en"]["text"],
        "generated index": _text(built.text("glossary-terms.html")),
        "term-index": _text(term_index),
        "card": _text(json.loads(built.text("_glossary/index.js").removeprefix("glossaryCards(").removesuffix(");\n"))),
        "description": _text(re.sub(r'.*name="description" content="(.*?)".*', r"\1", page, flags=re.DOTALL)),
        "JSON-LD": _text(str(json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0]))),
    }
    assert {place: text for place, text in found.items() if text != expected} == {}


def _text(source: str) -> str:
    source = re.sub(r"\\\\?[()]", "", source)  # what MathJax looks for
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", source)).split())
    return text[text.index("Soft") : text.index("warm.") + 5]


def test_titles_in_the_language_of_the_reader(bilingual: Project) -> None:
    bilingual.write(
        {
            "more.md": "---\norphan: true\n---\n\n(more)=\n# More\n\n````{term} Extra\nSee {ref}`more` and {doc}`model`.\n````\n"
        }
    )
    bilingual.update_catalogs()
    bilingual.translate(
        "more", {"More": "続き", "See {ref}`more` and {doc}`model`.": "{ref}`more`と{doc}`model`を見てください。"}
    )
    built = bilingual.build(language="ja")
    definitions = json.loads(built.text("glossary.json"))["terms"]["extra"]["definitions"]
    assert definitions["ja"]["text"] == "続きと言語モデルを見てください。"


def test_a_missing_target_in_a_definition_is_reported_once(project: Project) -> None:
    text = "# A\n\n````{term} Bread\nSee {ref}`nowhere`, {doc}`nothing`, {term}`none`.\n````\n\n```{term-index}\n```\n"
    project.write({"index.md": text, "b.md": "---\norphan: true\n---\n\n# B\n\n```{term-index}\n```\n"})
    assert sorted(project.build(nitpicky=True).warnings) == [
        "index.md:4: WARNING: term not in glossary: 'none' [ref.term]",
        "index.md:4: WARNING: undefined label: 'nowhere' [ref.ref]",
        "index.md:4: WARNING: unknown document: 'nothing' [ref.doc]",
    ]
