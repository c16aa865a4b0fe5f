"""Names that should not be used: readers find the term by them and see that; who writes one is told what to write."""

from __future__ import annotations

import re

import pytest

from support.output import same
from support.project import Project

FILES = {
    "index.md": """\
# Home

```{toctree}
network
entry
```

```{term-index}
```

{term}`neural net` {term}`artificial brain` {term}`our text <neural net>` {term}`ANN` {term}`perceptron`
""",
    "network.md": """\
# Neural network

```{term}
:abbreviation: ANN
:avoid: neural net, artificial brain
```

Layers of numbers.
""",
    "entry.rst": """\
Entry
=====

.. term:: perceptron
   :avoid: neurode
      perceptron machine

   A network with one layer.

:term:`neurode`
""",
}
WARNINGS = [
    "entry.rst:10: WARNING: 'neurode' should not be used; write 'perceptron' [glossary.avoided-name]",
    *(
        f"index.md:11: WARNING: '{name}' should not be used; write 'Neural network' [glossary.avoided-name]"
        for name in ("neural net", "artificial brain")
    ),
]


@pytest.mark.parametrize("markup", ["network", "entry"])
def test_the_page_of_a_term_shows_them(project: Project, markup: str) -> None:
    project.write(FILES)
    page = project.build("text").text(f"{markup}.txt")
    shown = {
        "network": "Avoid: neural net, artificial brain",
        "entry": "Avoid: neurode, perceptron machine",
    }
    assert shown[markup] in page


def test_readers_find_the_term_by_them_and_writers_are_warned(project: Project) -> None:
    project.write(FILES)
    built = project.build()
    assert built.warnings == WARNINGS
    index = built.text("index.html")
    assert r'["neural net\nartificial brain"]' in index  # what the filter searches
    for name in ("neural net", "artificial brain", "our text"):
        assert re.search(rf'href="network.html#term-neural-network"><span[^>]*>{name}</span></a>', index)
    assert '"artificial brain"' in built.text("searchindex.js")
    assert "artificial brain" not in built.text("genindex.html") + built.text("glossary-terms.html")


def test_in_a_translation(project: Project) -> None:
    project.write(FILES)
    project.update_catalogs(warns=True)
    project.translate("network", {"Neural network": "ニューラルネットワーク"})
    project.translate("glossary-aliases", {("neural-network/avoid", "Neural network"): "神経網、神経回路"})
    project.translate("index", {FILES["index.md"].splitlines()[-1]: "{term}`神経網` {term}`ANN`"})
    built = project.build(language="ja")
    assert "避けるべき名前：神経網、神経回路" in built.page("network").astext()
    assert "避けるべき名前：neurode、perceptron machine" in built.page("entry").astext()
    assert [line for line in built.warnings if "avoided-name" in line] == [
        WARNINGS[0],
        "index.md:11:<translated>:1: WARNING: '神経網' should not be used; write 'ニューラルネットワーク' [glossary.avoided-name]",
    ]
    # With the check, which reads the catalogs, their lines are known.
    built = project.build(language="ja", glossary_terms_checks=["avoided-name"])
    line = line_of(project, "index", FILES["index.md"].splitlines()[-1])
    assert [line for line in built.warnings if "avoided-name" in line] == [
        WARNINGS[0],
        f"locales/ja/LC_MESSAGES/index.po:{line}: WARNING: '神経網' should not be used; write 'ニューラルネットワーク' "
        "[glossary.avoided-name]",
    ]


def line_of(project: Project, catalog: str, message: str) -> int:
    """The line of a message in a Japanese catalog."""
    text = (project.source / "locales" / "ja" / "LC_MESSAGES" / f"{catalog}.po").read_text("utf-8")
    before = text[: text.index(f'"{message[:30]}')]
    return before.count("\n", 0, before.rindex("msgid ")) + 1


def test_a_name_that_is_to_be_avoided_from_now_on(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.write({"network.md": FILES["network.md"].replace("artificial brain", "artificial brain, electronic brain")})
    built = project.build()
    assert sorted(built.written) == ["index", "network"]
    assert built.warnings == WARNINGS
    same(project, built)


TEXTS = """\
# Home

A neural
net, neural-net, Neural Nets, `neural net`, [neural net](https://example.org), a neural net layer, and an artificial *brain*.
The node and the Node.

## A neural net

> A neural net.

```{{rst-class}} no-autolink
```
A neural net.

```{{term}} neural network
:avoid: neural net, Neural Nets, node{avoid}

A {{term}}`neural net layer`.
```

```{{term}} neural net layer
:aliases: node
:avoid: Layer

Text.
```
"""


def test_the_check_finds_them_in_text(project: Project) -> None:
    project.write({"index.md": TEXTS.format(avoid=", brain")})
    assert project.build().warnings == []
    built = project.build(glossary_terms_checks=["avoided-name"])
    assert built.warnings == [
        "index.md:3: WARNING: 'neural net' should not be used; write 'neural network' [glossary.avoided-name]",
        "index.md:4: WARNING: 'Neural Nets' should not be used; write 'neural network' [glossary.avoided-name]",
        "index.md:4: WARNING: 'brain' should not be used; write 'neural network' [glossary.avoided-name]",
    ]
    project.write({"index.md": TEXTS.format(avoid="")})
    assert len(project.build(glossary_terms_checks=["avoided-name"]).warnings) == 2
    project.update_catalogs(warns=True)
    project.translate("index", {"neural network": "神経回路網", "Text.": "神経回路網\nと神経網。"})
    project.translate("glossary-aliases", {("neural-network/avoid", "neural network"): "神経網"})
    translated = project.build(language="ja", glossary_terms_checks=["avoided-name"]).warnings
    assert [line for line in translated if "avoided-name" in line] == [
        f"locales/ja/LC_MESSAGES/index.po:{line_of(project, 'index', 'Text.')}: WARNING: '神経網' should not be used; write "
        "'神経回路網' [glossary.avoided-name]"
    ]
    # Links in plain text alone do not need the places, so the check has the pages read again.
    linked = project.build(language="ja", glossary_terms_autolink="page")
    assert [line for line in linked.warnings if "avoided-name" in line] == []
    again = project.build(language="ja", glossary_terms_autolink="page", glossary_terms_checks=["avoided-name"])
    assert [line for line in again.warnings if "avoided-name" in line] == [
        line for line in translated if "avoided-name" in line
    ]
