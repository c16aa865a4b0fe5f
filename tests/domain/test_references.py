"""The role `term`: what it finds and what it shows, beside Sphinx's own glossary."""

from __future__ import annotations

from pathlib import Path

import myst_parser
import pytest

from support.output import inventory_of, links
from support.project import Built, Project

OPTIONS = {
    "Large language model": ":id: llm\n:aliases: LLM\n:hidden-aliases: LLMs",
    "Moore's law": ":id: moore",
    "Moore": ":id: person",
    "The *C* `language`": ":id: c",
}
TERMS = "# Terms\n" + "".join(f"\n:::{{term}} {name}\n{options}\n\nText.\n:::\n" for name, options in OPTIONS.items())


def test_what_a_reference_shows(project: Project) -> None:
    """A name goes before an id: an alias in another letter case, too; an id shows the name."""
    shown = {text: text for text in ("large language model", "LLMs", "llm", "moore")}
    shown |= {"these models <llm>": "these models", "Large\nLanguage Model": "Large Language Model"}
    shown |= {"person": "Moore", "Moore's law": "Moore’s law", "c": "The C language"}
    ids = {"moore": "person", "Moore’s law": "moore", "Moore": "person", "The C language": "c"}
    references = " ".join(f"{{term}}`{text}`" for text in shown)
    project.write({"index.md": f"# Home\n\n{references}\n\n```{{toctree}}\nsub/terms\n```\n", "sub/terms.md": TERMS})
    built = project.build()
    assert built.warnings == []
    found = [link for link in links(built.page("index")) if "#term" in link[1]]
    assert found == [(text, f"sub/terms.html#term-{ids.get(text, 'llm')}") for text in shown.values()]
    assert "<em>C</em>" in built.text("sub/terms.html")


def test_beside_the_built_in_glossary(project: Project) -> None:
    references = "{term}`yeast` {term}`flour` {term}`nothing` {glossary:term}`yeast` {glossary:term}`flour`"
    terms = "```{glossary}\nflour\n  Ground grain.\n```\n\n```{term} Yeast\nAlive.\n```\n"
    project.write({"index.md": f"# Home\n\n{references}\n\n{terms}"})
    built = project.build()
    assert links(built.page("index"))[:3] == [
        ("yeast", "#term-yeast"),
        ("flour", "#term-flour"),
        ("yeast", "#term-yeast"),
    ]
    said = [line.partition(" glossary: ")[2].partition(";")[0] for line in built.warnings]
    assert said == ["'nothing'", "'flour'"]  # ours knows no entries


def test_another_project_links_to_terms(tmp_path: Path) -> None:
    ours, theirs = Project(tmp_path / "ours"), Project(tmp_path / "theirs")
    ours.write({"index.md": "# Home\n\n```{toctree}\nsub/terms\n```\n", "sub/terms.md": TERMS})
    built = ours.build()
    ids = {"llm": "llm", "Large language model": "llm", "LLMs": "llm", "a law": "moore"}
    references = "{term}`llm` {term}`Large language model` {term}`LLMs` {term}`a law <moore>`"
    theirs.write({"index.md": f"# Theirs\n\n{references}\n"})
    other = theirs.build(
        extensions=["myst_parser", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"ours": ("https://ours.example/", str(built.outdir / "objects.inv"))},
    )
    assert other.warnings == []
    address = "https://ours.example/sub/terms.html#term-"
    assert links(other.page("index")) == [(text, f"{address}{term_id}") for text, term_id in ids.items()]


def test_published_terms_follow_the_glossary(project: Project) -> None:
    project.write({"index.md": TERMS})
    project.build()
    project.write({"index.md": TERMS.replace("Large language model", "Giant model")})
    built = project.build()
    names = {name for kind, name in built.app.env.get_domain("std").data["objects"] if kind == "term"}
    others = {"Giant model", "LLM", "LLMs", "Moore's law", "Moore", "The C language"}
    assert names == {"llm", "moore", "person", "c"} | others
    assert "Large language model" not in built.text("genindex.html")
    assert "Giant model" in built.text("genindex.html")


FIELDS = "````{term} Bread\nBaked.\n\n```{eli5}\nSoft.\n```\n\n```{deep-dive}\nHard.\n```\n````\n"


def test_fields_are_found_by_every_reference_and_only_then_listed_for_other_projects(project: Project) -> None:
    links_to_it = (
        "[](#term-bread--eli5) [one](#term-bread--eli5) {ref}`term-bread--eli5` {ref}`two <term-bread--eli5>` "
        "{any}`term-bread--eli5`"
    )
    project.write({"index.md": f"# Home\n\n{links_to_it}\n\n```{{toctree}}\nbread\nother\n```\n"})
    project.write({"bread.md": f"# Bread\n\n[](#term-bread--eli5) [four](#term-bread--eli5)\n\n{FIELDS}"})
    project.write({"other.rst": "Other\n=====\n\n:ref:`term-bread--eli5` and :ref:`five <term-bread--eli5>`\n"})
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
    assert set(inventory_of(built)["std:term"]) == {"bread", "Bread"}
    assert labels(built) == {"term-bread--eli5"}


def labels(built: Built) -> set[str]:
    """The labels of terms and fields that other projects can refer to."""
    return {name for name in inventory_of(built).get("std:label", {}) if name.startswith("term-")}


def test_a_label_of_an_author_stays_whatever_links_to_it(project: Project) -> None:
    """Also if it is the anchor of a term: it is the author's, for other projects too, before and after the link."""
    text = "# B\n\n(term-bread)=\n## Bread\n\n```{term}\n```\n\nBaked.\n"
    home = "# Home\n\n{ref}`term-bread`\n\n```{toctree}\nbread\n```\n"
    for edit, found in (
        ({"index.md": home, "bread.md": text}, {"term-bread"}),
        ({"index.md": home.replace("{ref}`term-bread`", "No link.")}, {"term-bread"}),
        ({"bread.md": text.replace("(term-bread)=\n", "")}, set()),
    ):
        project.write(edit)
        built = project.build()
        assert (built.warnings, labels(built)) == ([], found)


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


def test_plurals_and_letter_cases(project: Project) -> None:
    """In references and in relations."""
    ids = {
        "language models": "model",
        "policies": "policy",
        "criteria": "criterion",
        "y": "y",
        "Y": "big-y",
        "LLMs": "llm",
    }
    options = {
        "language model\n:id: model": ":related: policies, Y",
        "criterion": ":plural: criteria",
        "Y": ":id: big-y",
    }
    names = ["language model\n:id: model", "policy", "criterion", "y", "Y", "LLM"]
    terms = "".join(f"\n```{{term}} {name}\n{options.get(name, '')}\nText.\n```\n" for name in names)
    references = " ".join(f"{{term}}`{text}`" for text in ids)
    project.write({"index.md": f"# Names\n\n{references}\n{terms}"})
    built = project.build()
    assert built.warnings == []
    assert links(built.page("index"))[: len(ids)] == [(text, f"#term-{term_id}") for text, term_id in ids.items()]
    assert built.domain.glossary.neighbors["model"] == {"policy", "big-y"}


def test_plurals_in_a_translation(bilingual: Project) -> None:
    """The target stays that of the source, and its translation shows the translated name."""
    bilingual.write({"more.md": "---\norphan: true\n---\n\n# More\n\nAll {term}`tokens` are {term}`token`s.\n"})
    assert [link[0] for link in links(bilingual.build().page("more")) if "#term" in link[1]] == ["tokens", "token"]
    bilingual.update_catalogs()
    bilingual.translate("more", {"All {term}`tokens` are {term}`token`s.": "{term}`tokens`は{term}`token`です。"})
    built = bilingual.build(language="ja")
    assert [link[0] for link in links(built.page("more")) if "#term" in link[1]] == ["トークン", "トークン"]
