"""The table of generated blocks: an extension of a project can add a row."""

from __future__ import annotations

import re

import pytest

from support.project import Project

TERMS = """
    # Terms

    :::{term} Dough
    Flour and water.
    :::

    ```{term-count}
    ```

    ```{term-count}
    :tags: sweet
    ```

    :::{term} Icing
    :tags: sweet

    Sugar with {term}`dough`, of all things.
    :::
"""


@pytest.fixture
def counting(project: Project) -> Project:
    """A project with a block of its own."""
    project.conf += "\n\ndef setup(app):\n    from support.own_block import add\n    add(app)\n"
    project.write({"index.md": TERMS})
    return project


def counts(html: str) -> list[str]:
    return re.findall(r'<p class="term-count">(.*?)</p>', html)


def test_an_extension_can_add_a_kind_of_block(counting: Project) -> None:
    built = counting.build()
    assert built.warnings == []
    assert counts(built.text("index.html")) == ["2 terms", "1 terms"]
    assert 'id="glossary-count-0"' in built.text("index.html")


def test_it_is_as_fresh_as_everything_else(counting: Project) -> None:
    counting.write({"index.md": TERMS.split("    :::{term} Icing")[0], "more.md": ":orphan:\n# More\n"})
    counting.write({"more.md": "---\norphan: true\n---\n# More\n"})
    counting.build()
    counting.write({"more.md": "---\norphan: true\n---\n# More\n\n:::{term} Icing\n:tags: sweet\n\nSugar.\n:::\n"})
    built = counting.build()
    assert "index" in built.written
    assert counts(built.text("index.html")) == ["2 terms", "1 terms"]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "latex", "xml", "man", "texinfo"])
def test_in_every_output(counting: Project, builder: str) -> None:
    built = counting.build(builder)
    assert built.warnings == []
    assert any(b"1 terms" in content for content in built.files().values())


def test_a_block_that_became_code_is_reported(counting: Project) -> None:
    counting.write({"index.md": "# Home\n\n````\n```{term-count}\n```\n````\n"})
    assert any("'```{term-count}' stands in a block of code" in line for line in counting.build().warnings)


@pytest.mark.parametrize("builder", ["html", "dummy", "gettext"])
def test_its_mistakes_are_found_before_anything_is_written(counting: Project, builder: str) -> None:
    counting.write({"index.md": TERMS.replace("```{term-count}\n    :tags: sweet", "```{term-count}\n    :tags: sour")})
    assert counting.build(builder).warnings == [
        "index.md:11: WARNING: no term has the tag 'sour' [glossary.empty-graph]"
    ]
