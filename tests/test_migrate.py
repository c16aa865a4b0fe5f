"""From Sphinx's built-in glossary to terms, without changing a byte of text."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from babel.messages.pofile import read_po
from conftest import Project, links

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.migrate import convert

RST = """
Words
=====

Before :term:`LLM`.

.. glossary::
   :sorted:

   yeast
      Alive.

      It eats sugar::

         sugar -> gas

   .. a comment
      in two lines

   Large language model
   LLM : L
      A model of :term:`yeast`.

   bread *flour*
      Strong.

   日本
      A country.

   no definition

After.
"""

RST_CONVERTED = """
Words
=====

Before :term:`LLM`.

.. term:: bread *flour*

   Strong.

.. a comment
   in two lines

.. term:: Large language model
   :aliases: LLM
   :old-ids: term-Large-language-model, term-LLM

   A model of :term:`yeast`.

.. glossary::
   :sorted:

   no definition

.. term:: yeast

   Alive.

   It eats sugar::

      sugar -> gas

.. glossary::
   :sorted:

   日本
      A country.

After.
"""

MYST = """
# Words

`````{glossary}
yeast
  Alive.

  ````{note}
  It eats sugar.
  ````

.. a comment

Large language model
LLM
  A model of {term}`yeast`.

Moore's `law`
  Doubling.

C
C #
  A language.
`````

After.
"""

MYST_CONVERTED = """
# Words

`````{term} yeast
Alive.

````{note}
It eats sugar.
````
`````

% a comment

```{term} Large language model
:aliases: LLM
:old-ids: term-Large-language-model, term-LLM

A model of {term}`yeast`.
```

~~~{term} Moore's `law`
:id: moores-law
:old-ids: term-Moore-s-law

Doubling.
~~~

`````{glossary}
C
C #
  A language.
`````

After.
"""


@pytest.mark.parametrize(
    ("before", "after", "name"), [(RST, RST_CONVERTED, "words.rst"), (MYST, MYST_CONVERTED, "words.md")]
)
def test_convert(before: str, after: str, name: str) -> None:
    assert convert(before, name=name).text == after
    assert convert(before.replace("\n", "\r\n"), name=name).text == after.replace("\n", "\r\n")
    assert convert(after, name=name, taken=set()).converted == []


def test_what_is_left_and_noted() -> None:
    result = convert(RST, name="words.rst")
    assert result.left == [
        "words.rst:30: 'no definition' stays in its glossary: it has no definition",
        "words.rst:27: '日本' stays in its glossary: no id can be made of its name; write the term by hand, with an `:id:`",
    ]
    assert result.notes == [
        "words.rst:20: the index key 'L' of 'LLM' is left out; if it was for sorting, add a `:reading:`. The translation "
        "of 'LLM : L' is now that of 'LLM'"
    ]
    assert convert(MYST, name="words.md").left == [
        "words.md:21: 'C' stays in its glossary: `:aliases:` cannot hold 'C #'"
    ]


def test_ids_are_unique_over_all_files() -> None:
    taken: set[str] = set()
    text = "# A\n\n```{glossary}\nbread\n  Text.\n```\n"
    assert convert(text, name="a.md", taken=taken).left == []
    assert convert(text, name="b.md", taken=taken).left == [
        "b.md:4: 'bread' stays in its glossary: the id 'bread' is taken; write the term by hand, with another `:id:`"
    ]


@pytest.mark.parametrize(("text", "name"), [(RST, "index.rst"), (MYST, "index.md")])
def test_anchors_messages_and_links_survive(project: Project, text: str, name: str) -> None:
    project.write({name: text})
    old = project.build(), project.build("gettext")
    project.write({name: convert(text, name=name).text})
    new = project.build(), project.build("gettext")
    assert [line for line in new[0].warnings if "term not in glossary" in line] == []

    def anchors(html: str) -> set[str]:
        return set(re.findall(r'id="(term-(?!0)[^"]*)"', html))

    def messages(template: str) -> set[str]:
        return set(re.findall(r'^msgid "(.+)"$', template, re.MULTILINE))

    assert anchors(old[0].text("index.html")) <= anchors(new[0].text("index.html"))
    # The further name has a message of its own kind, the index key was part of a message.
    assert messages(old[1].text("index.pot")) - messages(new[1].text("index.pot")) <= {"LLM", "LLM : L"}
    assert {text for text, _ in links(old[0].page("index"))} <= {text for text, _ in links(new[0].page("index"))}


def test_translations_of_further_names_are_copied(project: Project) -> None:
    project.write({"index.md": MYST})
    project.update_catalogs()
    project.translate("index", {"LLM": "エルエルエム", "Large language model": "大規模言語モデル"})
    path, locales = project.source / "index.md", project.source / "locales"
    assert main(["migrate", "--write", "--locales", str(locales), str(path)]) == 0
    catalog = read_po((locales / "ja/LC_MESSAGES/glossary-aliases.po").read_text(encoding="utf-8").splitlines(True))
    message = catalog.get("Large language model", "large-language-model")
    assert message is not None
    assert message.string == "エルエルエム"
    project.update_catalogs()
    built = project.build(language="ja")
    term = built.domain.glossary.terms["large-language-model"]
    assert (term.name, [alias.text for alias in term.aliases]) == ("大規模言語モデル", ["エルエルエム"])


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.md"
    path.write_text(MYST, encoding="utf-8")
    assert main(["migrate", str(path)]) == 0
    printed = capsys.readouterr()
    assert path.read_text(encoding="utf-8") == MYST
    assert f"+++ {path}\n" in printed.out
    assert "+`````{term} yeast\n" in printed.out
    assert "3 terms converted, 0 translations of further names copied\n" in printed.err


@pytest.mark.parametrize("name", ["a.rst", "a.md"])
@pytest.mark.parametrize("text", ["", "\n", "Text.", ".. glossary::", "```{glossary}\n", "   .. glossary::\n\n\n"])
def test_files_without_entries_stay_as_they_are(text: str, name: str) -> None:
    assert convert(text, name=name).converted == []
    assert dedent(convert(text, name=name).text).split() == [] or "lossary" in text or text == "Text."
