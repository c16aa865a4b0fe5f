"""The role `term`: what it finds and what it shows, beside Sphinx's own glossary."""

from __future__ import annotations

from pathlib import Path

import myst_parser
import pytest
from sphinx.util.inventory import InventoryFile

from support.output import links
from support.project import Project

TERMS = """
    # Terms

    ````{term} Large language model
    :id: llm
    :aliases: LLM
    :hidden-aliases: LLMs

    A model.
    ````

    ````{term} Moore's law
    :id: moore

    Doubling.
    ````

    ````{term} Moore
    :id: person

    A person.
    ````
"""


def shown(project: Project, text: str) -> tuple[list[tuple[str, str]], list[str]]:
    project.write({"index.md": f"# Home\n\n{text}\n\n```{{toctree}}\nsub/terms\n```\n", "sub/terms.md": TERMS})
    built = project.build()
    found = links(built.page("index"))
    return [link for link in found if "#term" in link[1]], built.warnings


def test_what_a_reference_shows(project: Project) -> None:
    found, warnings = shown(
        project,
        "{term}`large language model` {term}`LLMs` {term}`llm` {term}`these models <llm>` {term}`Large\nLanguage Model`",
    )
    address = "sub/terms.html#term-llm"
    assert warnings == []
    assert found == [
        ("large language model", address),
        ("LLMs", address),
        ("llm", address),  # an alias in another letter case goes before the id
        ("these models", address),
        ("Large Language Model", address),
    ]


def test_an_id_shows_the_name(project: Project) -> None:
    found, warnings = shown(project, "{term}`person`, {term}`Moore's law`")
    assert warnings == []
    assert found == [("Moore", "sub/terms.html#term-person"), ("Moore’s law", "sub/terms.html#term-moore")]


def test_a_name_goes_before_an_id(project: Project) -> None:
    found, warnings = shown(project, "{term}`moore`")
    assert warnings == []
    assert found == [("moore", "sub/terms.html#term-person")]


def test_beside_the_built_in_glossary(project: Project) -> None:
    project.write(
        {
            "index.md": """
            # Home

            {term}`yeast` {term}`flour` {term}`nothing` {glossary:term}`yeast` {glossary:term}`flour`

            ```{glossary}
            flour
              Ground grain.
            ```

            ````{term} Yeast
            Alive.
            ````
            """
        }
    )
    built = project.build()
    assert links(built.page("index"))[:3] == [
        ("yeast", "#term-yeast"),
        ("flour", "#term-flour"),
        ("yeast", "#term-yeast"),
    ]
    assert built.warnings == [
        "index.md:4: WARNING: term not in glossary: 'nothing'; write that term, or its new name if it was renamed, or remove this [ref.term]",
        "index.md:4: WARNING: term not in glossary: 'flour'; write that term, or its new name if it was renamed, or remove this [ref.term]",
    ]


def test_another_project_links_to_terms(tmp_path: Path) -> None:
    ours, theirs = Project(tmp_path / "ours"), Project(tmp_path / "theirs")
    ours.write({"index.md": "# Home\n\n```{toctree}\nsub/terms\n```\n", "sub/terms.md": TERMS})
    built = ours.build()
    theirs.write(
        {"index.md": "# Theirs\n\n{term}`llm` {term}`Large language model` {term}`LLMs` {term}`a law <moore>`\n"}
    )
    other = theirs.build(
        extensions=["myst_parser", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"ours": ("https://ours.example/", str(built.outdir / "objects.inv"))},
    )
    assert other.warnings == []
    address = "https://ours.example/sub/terms.html#term-llm"
    assert links(other.page("index")) == [
        ("llm", address),
        ("Large language model", address),
        ("LLMs", address),
        ("a law", "https://ours.example/sub/terms.html#term-moore"),
    ]


def test_published_terms_follow_the_glossary(project: Project) -> None:
    project.write({"index.md": TERMS})
    project.build()
    project.write({"index.md": TERMS.replace("Large language model", "Giant model")})
    built = project.build()
    names = {name for kind, name in built.app.env.domains.standard_domain.objects if kind == "term"}
    assert names == {"llm", "Giant model", "LLM", "LLMs", "moore", "Moore's law", "person", "Moore"}
    assert "Large language model" not in built.text("genindex.html")
    assert "Giant model" in built.text("genindex.html")


def test_markup_in_a_name(project: Project) -> None:
    project.write({"index.md": "# Home\n\n{term}`c`\n\n::::{term} The *C* `language`\n:id: c\n\nText.\n::::\n"})
    built = project.build()
    assert built.warnings == []
    assert links(built.page("index"))[0] == ("The C language", "#term-c")
    assert "<em>C</em>" in built.text("index.html")


FIELDS = "````{term} Bread\nBaked.\n\n```{eli5}\nSoft.\n```\n\n```{deep-dive}\nHard.\n```\n````\n"


def test_fields_are_found_by_every_reference_and_only_then_listed_for_other_projects(project: Project) -> None:
    links_to_it = (
        "[](#term-bread--eli5) [one](#term-bread--eli5) {ref}`term-bread--eli5` {ref}`two <term-bread--eli5>` "
        "{any}`term-bread--eli5`"
    )
    project.write(
        {
            "index.md": f"# Home\n\n{links_to_it}\n\n```{{toctree}}\nbread\nother\n```\n",
            "bread.md": f"# Bread\n\n[](#term-bread--eli5) [four](#term-bread--eli5)\n\n{FIELDS}",
            "other.rst": "Other\n=====\n\n:ref:`term-bread--eli5` and :ref:`five <term-bread--eli5>`\n",
        }
    )
    built = project.build()
    heading, address = "Explain like I'm five", "bread.html#term-bread--eli5"
    assert built.warnings == []
    assert [link for link in links(built.page("index")) if "#term" in link[1]] == [
        (text, address) for text in (heading, "one", heading, "two", heading)
    ]
    assert [link for link in links(built.page("other")) if "#term" in link[1]] == [
        (heading, address),
        ("five", address),
    ]
    assert {(heading, "#term-bread--eli5"), ("four", "#term-bread--eli5")} <= {*links(built.page("bread"))}
    inventory = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="")
    assert set(inventory.data["std:term"]) == {"bread", "Bread"}
    found = {name for name in inventory.data["std:label"] if name.startswith("term-")}
    assert found == {"term-bread--eli5"}


def test_a_label_of_an_author_stays_whatever_links_to_it(project: Project) -> None:
    """Also if it is the anchor of a term: it is the author's, for other projects too, before and after the link."""

    def labels() -> tuple[list[str], set[str]]:
        built = project.build()
        inventory = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="")
        return built.warnings, {name for name in inventory.data["std:label"] if name.startswith("term-")}

    project.write(
        {
            "index.md": "# Home\n\n{ref}`term-bread`\n\n```{toctree}\nbread\n```\n",
            "bread.md": "# B\n\n(term-bread)=\n## Bread\n\n```{term}\n```\n\nBaked.\n",
        }
    )
    assert labels() == ([], {"term-bread"})
    project.write({"index.md": "# Home\n\nNo link.\n\n```{toctree}\nbread\n```\n"})
    assert labels() == ([], {"term-bread"})
    project.write({"bread.md": "# B\n\n## Bread\n\n```{term}\n```\n\nBaked.\n"})
    assert labels() == ([], set())


OLD_MYST = tuple(map(int, myst_parser.__version__.split(".")[:2])) < (5, 2)


@pytest.mark.skipif(OLD_MYST, reason="MyST before 5.2 looks for no label of another page in a link to a file")
def test_links_to_files_find_terms_and_fields(project: Project) -> None:
    links_to_it = "[](bread.md#term-bread--eli5) [one](bread.md#term-bread--eli5) [](bread.md#term-bread)"
    project.write(
        {"index.md": f"# Home\n\n{links_to_it}\n\n```{{toctree}}\nbread\n```\n", "bread.md": f"# B\n\n{FIELDS}"}
    )
    built = project.build()
    assert built.warnings == []
    assert [link for link in links(built.page("index")) if "#term" in link[1]] == [
        ("Explain like I'm five", "bread.html#term-bread--eli5"),
        ("one", "bread.html#term-bread--eli5"),
        ("Bread", "bread.html#term-bread"),
    ]


def test_a_page_is_written_again_when_a_field_that_it_names_comes_or_goes(project: Project) -> None:
    project.write(
        {"index.md": "# Home\n\n{ref}`term-bread--eli5`\n\n```{toctree}\nbread\n```\n", "bread.md": f"# B\n\n{FIELDS}"}
    )
    first = project.build().page("index")
    project.write({"bread.md": "# B\n\n" + FIELDS.replace("{eli5}", "{sources}")})
    without = project.build()
    assert len(without.warnings) == 1
    assert "index.md:3: WARNING: undefined label: 'term-bread--eli5'" in without.warnings[0]
    assert without.page("index").pformat() != first.pformat()
    project.write({"bread.md": f"# B\n\n{FIELDS}"})
    again = project.build()
    assert again.warnings == []
    assert again.page("index").pformat() == first.pformat()


NAMES_MD = """
# Names

````{term} language model
:id: model
:related: policies, Y

See {term}`language models`, {term}`policies`, {term}`criteria`, {term}`y`, {term}`Y`, {term}`LLMs`.
````

````{term} policy
Text.
````

````{term} criterion
:plural: criteria

Text.
````

````{term} y
Text.
````

````{term} Y
:id: big-y

Text.
````

````{term} LLM
Text.
````
"""


def test_plurals_and_letter_cases(project: Project) -> None:
    project.write({"index.md": NAMES_MD})
    built = project.build()
    assert built.warnings == []
    found = [
        link
        for link in links(built.page("index"))
        if link[0] in {"language models", "policies", "criteria", "y", "Y", "LLMs"}
    ]
    assert dict(found[:6]) == {
        "language models": "#term-model",
        "policies": "#term-policy",
        "criteria": "#term-criterion",
        "y": "#term-y",
        "Y": "#term-big-y",
        "LLMs": "#term-llm",
    }
    assert built.domain.glossary.neighbors["model"] == {"policy", "big-y"}


def test_plurals_in_a_translation(bilingual: Project) -> None:
    """The target stays that of the source, and its translation shows the translated name."""
    bilingual.write({"more.md": "---\norphan: true\n---\n\n# More\n\nAll {term}`tokens` are {term}`token`s.\n"})
    assert [link[0] for link in links(bilingual.build().page("more")) if "#term" in link[1]] == ["tokens", "token"]
    bilingual.update_catalogs()
    bilingual.translate("more", {"All {term}`tokens` are {term}`token`s.": "{term}`tokens`は{term}`token`です。"})
    built = bilingual.build(language="ja")
    assert [link[0] for link in links(built.page("more")) if "#term" in link[1]] == ["トークン", "トークン"]
