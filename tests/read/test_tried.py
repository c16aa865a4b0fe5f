"""What authors type who have not read the manual: fields as options, other words for options, names without an id."""

from __future__ import annotations

import re

import pytest

from support.project import Project

ENTRY = {
    "md": "# Home\n\n```{{term}} bread\n{options}\n\nBaked dough.\n```\n\n```{{term}} dough\nFlour and water.\n```\n",
    "rst": "Home\n====\n\n.. term:: bread\n   {options}\n\n   Baked dough.\n\n.. term:: dough\n\n   Flour and water.\n",
}
SECTION = {
    "md": "# Home\n\n## bread\n\n```{{term}}\n{options}\n```\n\nBaked dough.\n\nMore.\n\n### Crust\n\nBrown.\n",
    "rst": "Home\n====\n\nbread\n-----\n\n.. term::\n   {options}\n\nBaked dough.\n\nMore.\n\nCrust\n~~~~~\n\nBrown.\n",
}


def written(form: dict[str, str], markup: str, *options: str) -> dict[str, str]:
    return {f"index.{markup}": form[markup].format(options=("\n" if markup == "md" else "\n   ").join(options))}


@pytest.mark.parametrize("markup", ["md", "rst"])
@pytest.mark.parametrize("form", [ENTRY, SECTION], ids=["entry", "section"])
def test_a_field_in_one_line(project: Project, form: dict[str, str], markup: str) -> None:
    """The same block, and a message of the catalog at its own line."""
    project.write(written(form, markup, ":id: bread", ":eli5: Like a *pillow*.", ":deep-dive: Very deep."))
    built = project.build()
    assert built.warnings == []
    html = built.text("index.html")
    assert 'id="term-bread--eli5"' in html
    assert re.search(r"<p>Like a <em>pillow</em>.</p>", html)
    order = ["Baked dough.", "Explain like", "Deep dive"]
    assert sorted(order, key=html.index) == order
    assert html.index("Very deep.") < html.find("Brown.") or form is ENTRY
    assert built.domain.glossary.terms["bread"].fields == ("eli5", "deep-dive")
    catalog = project.build("gettext").text("index.pot")
    (source,) = written(form, markup, ":id: bread", ":eli5: Like a *pillow*.").values()
    line = 1 + next(number for number, line in enumerate(source.splitlines()) if ":eli5:" in line)
    assert re.search(rf"index\.{markup}:{line}\nmsgid \"Like a \*pillow\*\.\"", catalog)


def test_a_field_in_both_forms(project: Project) -> None:
    text = "# Home\n\n````{term} bread\n:eli5: Like this.\n\nBaked.\n\n```{eli5}\nLike that.\n```\n````\n"
    project.write({"index.md": text})
    built = project.build()
    (warning,) = built.warnings
    assert "has `eli5` twice; make one of the two" in warning
    assert all(part in built.text("index.html") for part in ("Like this.", "Like that."))


@pytest.mark.parametrize("markup", ["md", "rst"])
@pytest.mark.parametrize(
    ("option", "fix"),
    [
        ("synonyms", "write `:aliases:`"),
        ("also-known-as", "write `:aliases:`"),
        ("children", "write `:narrower:`"),
        ("is-a", "write `:broader:`"),
        ("see-also", "write `:related:`"),
        ("requires", "write `:prerequisites:`"),
        ("definition", "the first paragraph below the name is the definition"),
        ("prerequisite", "write `:prerequisites:`"),
        ("relatd", "did you mean `:related:`?"),
        ("price", "so its text is shown on the page"),
    ],
)
def test_words_that_people_try(project: Project, markup: str, option: str, fix: str) -> None:
    """One short message, and the text is on the page, but never the definition."""
    project.write(written(ENTRY, markup, f":{option}: something <b>", ":id: bread"))
    built = project.build()
    (warning,) = built.warnings
    assert f"`term` has no option `:{option}:`" in warning
    assert fix in warning
    assert len(warning) < 200
    assert f":{option}:</span></code> something &lt;b&gt;" in built.text("index.html")
    assert "something" not in str(built.domain.glossary.terms["bread"].definition)


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_options_behind_a_blank_line(project: Project, markup: str) -> None:
    project.write(written(ENTRY, markup, ":id: bread", "", ":aliases: loaf"))
    (warning,) = project.build().warnings
    assert (
        "the body of `term` begins with `:aliases:`, which is text there; write options right below the name" in warning
    )


def test_a_name_without_an_id_keeps_its_text_and_its_links(project: Project) -> None:
    text = "# Home\n\n```{term} 生地\n小麦粉と水。\n```\n\n{term}`生地` is dough.\n"
    project.write({"index.md": text})
    built = project.build(glossary_terms_source_language="ja")
    assert [warning for warning in built.warnings if "cannot derive an id" not in warning] == []
    html = built.text("index.html")
    (anchor,) = re.findall(r'<dt id="(term-name-[0-9a-f]{8})"', html)
    assert html.count(f'href="#{anchor}"') >= 1
    assert "小麦粉と水。" in html


def test_a_name_in_kanji_without_a_reading(project: Project) -> None:
    """Once a term, in the language of the build, if that sorts by reading."""
    text = "# 用語\n\n```{term} 生地\n:id: dough\n:aliases: 練り粉\n\n小麦粉と水。\n```\n\n```{term} パン\n:id: bread\n\n焼いた生地。\n```\n"
    project.write({"index.md": text})
    (warning,) = project.build(glossary_terms_source_language="ja", language="ja").warnings
    assert "'生地' has no reading" in warning
