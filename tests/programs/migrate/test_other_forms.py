"""Glossaries of definition lists, and of sections with a heading for each term, to terms."""

from __future__ import annotations

import re

import docutils
import pytest

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.programs.migrate import converting
from sphinx_glossary_terms.programs.migrate.converting import Result
from sphinx_glossary_terms.programs.migrate.reading import Kind, open_reader
from support.project import Built, Project

SECTIONS_RST = """
=====
Words
=====

.. _rc-words:

.bakerc
=======

A file, see :ref:`oven-words` and :ref:`the dough <dough-words>`.

.. _oven-words:

Heat/Cool oven
==============

An oven. Kinds:

* gas
* wood

.. code-block:: text

   Dough
   =====

.. _dough-words:

Dough
=====
Soft.

Deep
----

Its own section.

`Link`_
=======

Text.

日本
====

Text.

Empty
=====

.. _Link: https://link.example
"""

SECTIONS_RST_CONVERTED = """
=====
Words
=====

.. _rc-words:

.bakerc
=======

.. term::

A file, see :ref:`oven-words` and :ref:`the dough <dough-words>`.

.. _oven-words:

Heat/Cool oven
==============

.. term::

An oven. Kinds:

* gas
* wood

.. code-block:: text

   Dough
   =====

.. _dough-words:

Dough
=====
Soft.

Deep
----

.. term::

Its own section.

`Link`_
=======

Text.

日本
====

Text.

Empty
=====

.. _Link: https://link.example
"""

SECTIONS_MYST = """# Words

## Dough

Soft.

## Water
Wet.

Old *style*
-----------

With a line.

## Box

```{term} inside
:id: old-style-2

In an entry.
```
"""

SECTIONS_MYST_CONVERTED = """# Words

## Dough

```{term}
```

Soft.

## Water

```{term}
```

Wet.

Old *style*
-----------

```{term}
```

With a line.

## Box

```{term} inside
:id: old-style-2

In an entry.
```
"""

LIST_MYST = """# Words

Some {ref}`dough <wordsdough>` and {ref}`acid <wordsacid>`.

(wordsdough)=

Dough

: Soft, of {ref}`acid
  <wordsacid>`.

  - wet
  - dry

Water
: Wet.

(wordsacid)=

Lactic acid (LA)

: [Acid](https://acid.example) is sour.

  Much.

[link](https://link.example)

: First.

After.

Two

: First.

: Second.
"""

LIST_MYST_CONVERTED = """# Words

Some {ref}`dough <wordsdough>` and {ref}`acid <wordsacid>`.

(wordsdough)=

```{term} Dough
Soft, of {ref}`acid
<wordsacid>`.

- wet
- dry
```

```{term} Water
Wet.
```

(wordsacid)=

```{term} Lactic acid (LA)
[Acid](https://acid.example) is sour.

Much.
```

[link](https://link.example)

: First.

After.

Two

: First.

: Second.
"""

LIST_RST = """
Words
=====

.. _wordsdough:

**Dough**
   Soft, of :ref:`acid <wordsacid>`.

   - wet

Heat : noun
   Warm.

Water
   Wet.

Between.

.. _wordsacid:

Acid
  Sour.
"""

LIST_RST_CONVERTED = """
Words
=====

.. _wordsdough:

.. term:: **Dough**

   Soft, of :ref:`acid <wordsacid>`.

   - wet

Heat : noun
   Warm.

.. term:: Water

   Wet.

Between.

.. _wordsacid:

.. term:: Acid

   Sour.
"""

# In docutils 0.20 an item of a definition list has the line at which it ends: such a list stays, and is said to stay.
old_docutils = pytest.mark.skipif(docutils.__version_info__ < (0, 22), reason="docutils has other lines for items")

CASES = [
    ("headings", "a.rst", SECTIONS_RST, SECTIONS_RST_CONVERTED, ["`Link`_", "日本", "Empty"]),
    ("headings", "a.md", SECTIONS_MYST, SECTIONS_MYST_CONVERTED, []),
    ("definition-list", "a.md", LIST_MYST, LIST_MYST_CONVERTED, ["[link](https://link.example)", "Two"]),
    pytest.param("definition-list", "a.rst", LIST_RST, LIST_RST_CONVERTED, ["Heat : noun"], marks=old_docutils),
]


def convert(text: str, name: str, kind: Kind) -> Result:
    with open_reader(kind) as reader:
        result = converting.convert(text, name=name, reader=reader, taken=set())
    assert result.problem == ""
    return result


@pytest.mark.parametrize(("kind", "name", "before", "after", "left"), CASES)
def test_convert(kind: Kind, name: str, before: str, after: str, left: list[str]) -> None:
    result = convert(before, name, kind)
    assert result.text == after
    assert [re.findall(r"^a\.\w+:\d+: '(.*?)' stays as it is: ", line) for line in result.left] == [[x] for x in left]
    assert convert(after, name, kind).text == after
    assert convert(before.replace("\n", "\r\n"), name, kind).text == after.replace("\n", "\r\n")


def found(pattern: str, built: Built) -> set[str]:
    return set(re.findall(pattern, built.text("a.html")))


@pytest.mark.parametrize(("kind", "name", "before", "after", "left"), CASES)
def test_anchors_links_and_messages_survive(
    project: Project, kind: Kind, name: str, before: str, after: str, left: list[str]
) -> None:
    project.conf += 'myst_enable_extensions = ["deflist"]\n'
    project.write({"index.md": f"# Home\n\n```{{toctree}}\n{name}\n```\n", name: before})
    project.update_catalogs()
    catalog = project.source / "locales/ja/LC_MESSAGES/a.po"
    messages = set(re.findall(r"^msgid .*", catalog.read_text(encoding="utf-8"), re.MULTILINE))
    first = project.build(nitpicky=True)
    project.write({name: after})
    second = project.build(nitpicky=True)
    assert second.warnings == first.warnings
    for pattern in (' id="([^"]*)"', 'href="([^"]*)"'):
        assert found(pattern, first) <= found(pattern, second)
    project.update_catalogs()
    assert messages <= set(re.findall(r"^msgid .*", catalog.read_text(encoding="utf-8"), re.MULTILINE))


def test_on_the_command_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write({"a.md": LIST_MYST, "b.rst": SECTIONS_RST})
    files = [str(project.source / name) for name in ("a.md", "b.rst")]
    assert main(["migrate", "--from", "definition-list", "--write", files[0]]) == 0
    assert capsys.readouterr().err.endswith("5 names found in 3 definition lists, 3 converted, 2 left\n")
    assert main(["migrate", "--from", "headings", "--write", files[1]]) == 0
    assert capsys.readouterr().err.endswith("6 names found in 6 sections, 3 converted, 3 left\n")
    assert main(["migrate", "--from", "definition-list", "--write", files[1]]) == 0
    assert capsys.readouterr().err.startswith("there is no definition list in these files")
