"""Every mistake is a warning with file, line, code and fix; the text stays; the build goes on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docutils import nodes

from sphinx_glossary_terms.checks.rules import RULES
from sphinx_glossary_terms.model.problem import Code
from support.pages import ENTRY
from support.project import Project

# By mistake: a page, and for each warning its line, its text and its code.
MISTAKES: dict[str, tuple[str, ...]] = {
    "no id": (
        "# A\n\n````{term} 日本\nKept text.\n````\n",
        "3: cannot derive an id from the name '日本'; add one, such as `:id: my-term` (lower-case letters, digits, "
        "hyphens) [bad-id]",
    ),
    "a relation and a reference to what has no id": (
        "# A\n\n````{term} 日本\n:aliases: Nihon\n\nKept text.\n````\n\n"
        "````{term} Bread\n:related: 日本, nihon\n\nSee {term}`日本`.\n````\n",
        "3: cannot derive an id from the name '日本'; add one, such as `:id: nihon` (lower-case letters, digits, "
        "hyphens) [bad-id]",
        "9: `:related:` of 'bread': there is no term '日本'; it was omitted, since it has no id: see the warning at "
        "the term [unknown-target]",
        "9: `:related:` of 'bread': there is no term 'nihon'; it was omitted, since it has no id: see the warning at "
        "the term [unknown-target]",
        "12: term not in glossary: '日本'; it was omitted, since it has no id: see the warning at the term [ref.term]",
    ),
    "a misspelt reference": (
        "# A\n\n````{term} Bread\nSee {term}`Braed` and {term}`zzz`.\n````\n",
        "4: term not in glossary: 'Braed'; did you mean 'bread'? [ref.term]",
        "4: term not in glossary: 'zzz'; write that term, or its new name if it was renamed, or remove this [ref.term]",
    ),
    "text and target swapped, and a reference as a target": (
        "# A\n\n````{term} Bread\nText.\n````\n\n````{term} Dough\n:related: {term}`bread`\n\n"
        "See {term}`bread <baked dough>`.\n````\n",
        "7: `:related:` of 'dough': there is no term '{term}`bread`'; did you mean 'bread'? [unknown-target]",
        "10: term not in glossary: 'baked dough'; did you mean 'bread'? [ref.term]",
    ),
    "lists that are none": (
        "# A\n\n````{term} Bread\n:aliases: loaf; bun\n:related: dough; flour\n\nKept text.\n````\n",
        "3: `:aliases:` of `term` cannot be 'loaf; bun'; separate the items of a list with commas [option]",
        "3: `:related:` of `term` cannot be 'dough; flour'; separate the items of a list with commas [option]",
        "3: `:related:` of 'bread': there is no term 'dough; flour'; write that term, or its new name if it was renamed, or remove this [unknown-target]",
    ),
    "a list of YAML": (
        "# A\n\n````{term} Bread\n---\naliases:\n  - loaf\n  - bun\n---\nKept text.\n````\n",
        "3: `:aliases:` of `term` cannot be '- loaf - bun'; separate the items of a list with commas [option]",
    ),
    "a tag that no term has": (
        "# A\n\n````{term} Bread\n:tags: food\n\nText.\n````\n\nKept text.\n\n```{term-index}\n:tags: fod, food, zzz\n```\n",
        "11: `:tags:` of `term-index`: no term has the tag 'fod'; did you mean 'food'? [option]",
        "11: `:tags:` of `term-index`: no term has the tag 'zzz'; correct it, or remove it [option]",
    ),
    "malformed id": (
        "# A\n\n````{term} Bread\n:id: Bread_Loaf\n\nKept text.\n````\n",
        "3: 'Bread_Loaf' cannot be an id; write `:id: bread-loaf` [bad-id]",
    ),
    "escapes of half characters and of controls": (
        '# A\n\n````{term} Bread\n:aliases: "lo\\ud800af\\x01\\0"\n:tags: "\\ufffefood"\n\nKept text.\n````\n',
        "3: `:aliases:` of `term` has characters that no file can have (controls, or halves of characters); they are "
        "omitted [option]",
        "3: `:tags:` of `term` has characters that no file can have (controls, or halves of characters); they are "
        "omitted [option]",
    ),
    "duplicate id": (
        "# A\n\n````{term} Bread\nKept text.\n````\n\n````{term} Bread\nKept text.\n````\n",
        "7: the id 'bread' is taken by the term at index.md:3; give one of the two another one, such as `:id: "
        "bread-2` [bad-id]",
    ),
    "unknown target": (
        "# A\n\n````{term} Bread\n:related: doug, moon\n\nKept text.\n````\n\n````{term} Dough\nText.\n````\n",
        "3: `:related:` of 'bread': there is no term 'doug'; did you mean 'dough'? [unknown-target]",
        "3: `:related:` of 'bread': there is no term 'moon'; write that term, or its new name if it was renamed, or remove this [unknown-target]",
    ),
    "ambiguous target": (
        "# A\n\n````{term} Bread\n:related: bank\n\nKept text.\n````\n\n````{term} Bank\n:id: a\n\nText.\n````\n\n"
        "````{term} Shore\n:aliases: Bank\n\nText.\n````\n",
        "3: `:related:` of 'bread': 'bank' names several terms; write the id of one: a, shore [ambiguous-name]",
    ),
    "relation to itself": (
        "# A\n\n````{term} Crust\n:related: crust\n\nKept text.\n````\n",
        "3: `:related:` of 'crust' names the term itself; remove 'crust' [bad-relation]",
    ),
    "one target under two types": (
        "# A\n\n````{term} Bread\n:related: dough\n:prerequisites: dough\n\nKept text.\n````\n\n"
        "````{term} Dough\nText.\n````\n",
        "3: 'bread' and 'dough' are related twice: by `:prerequisites:` of 'bread', which counts, and by `:related:` "
        "of 'bread'; remove 'dough' from the latter [bad-relation]",
    ),
    "one target twice": (
        "# A\n\n````{term} Bread\n:related: dough, Sour dough\n\nKept text.\n````\n\n"
        "````{term} Sour dough\n:id: dough\n\nText.\n````\n",
        "3: 'bread' and 'dough' are related twice: by `:related:` of 'bread', which counts, and by `:related:` of "
        "'bread'; remove 'dough' from the latter [bad-relation]",
    ),
    "a section form without a section": (
        "Kept text.\n\n```{term}\n```\n",
        "3: a `term` without a name describes a section, and there is none here; put it below a heading, or give it "
        "a name and a body [misplaced]",
    ),
    "a section form with a body": (
        "# A\n\n```{term}\nKept text.\n```\n",
        "3: a `term` without a name describes the section that it is in and has no body; put the text below the "
        "directive, or give the term a name [misplaced]",
    ),
    "two section forms in a section": (
        "# A\n\n```{term}\n```\n\nKept text.\n\n```{term}\n:id: b\n```\n",
        "8: this section has a `term` already; put this one below a heading of its own, or give it a name [misplaced]",
    ),
    "a section form below entries": (
        "# A\n\n````{term} Bread\nKept text.\n````\n\n```{term}\n```\n",
        "7: a `term` without a name describes its section, 'A', which has entries above it and no text; put it below "
        "the heading that it is about, or give it a name and a body [misplaced]",
    ),
    "no body": (
        "# A\n\nKept text.\n\n````{term} Bread\n````\n",
        "5: the term 'Bread' has no body; write its definition below the name (in reStructuredText after a blank "
        "line, and indented) [empty-term]",
    ),
    "an index with a body": (
        "# A\n\n```{term-index}\nKept text.\n```\n",
        "3: `term-index` has no body; put the text below the directive [misplaced]",
    ),
    "an ambiguous reference": (
        "# A\n\n{term}`bank` Kept text.\n\n````{term} Bank\n:id: money\n\nText.\n````\n\n````{term} Shore\n"
        ":aliases: Bank\n\nText.\n````\n",
        "3: 'bank' names several terms; write the id of one (money, shore), with the text before it: `bank <money>` "
        "[ambiguous-name]",
    ),
    "an ambiguous reference to a name that is an id, too": (
        "# A\n\n{term}`river` Kept text.\n\n````{term} River\nText.\n````\n\n````{term} Stream\n"
        ":aliases: River\n\nText.\n````\n",
        "3: 'river' names several terms; write the id of one (stream), with the text before it: `river <stream>`; "
        "river needs another id, since this one is a name of several terms [ambiguous-name]",
    ),
    "a reference by a name to avoid": (
        "# A\n\n````{term} Loaf\n:avoid: loafs\n\n{term}`Loafs` {term}`loaf` Kept text.\n````\n",
        "6: 'Loafs' should not be used; write 'Loaf' [avoided-name]",
    ),
    "terms that have been replaced": (
        "# A\n\n{term}`stone`, {term}`Gramophone`\n\n"
        "```{term} Gramophone\n:replaced-by: record player\n:related: wax\n\nText, {term}`gramophone`.\n```\n\n"
        "```{term} Record player\n:replaced-by: stereo\n\nText.\n```\n\n"
        "```{term} Stereo\n:related: gramophone, record player\n\nOnce a {term}`record player`.\n```\n\n"
        "```{term} Wax\n:replaced-by: wax\n\nKept text.\n```\n\n"
        "```{term} Stone\n:replaced-by: gravle\n\nText.\n```\n\n```{term} Gravel\nText.\n```\n\n"
        "```{term-path} record player\n```\n",
        "30: `:replaced-by:` of 'stone': there is no term 'gravle'; did you mean 'gravel'? [unknown-target]",
        "24: `:replaced-by:` of 'wax' names the term itself; remove 'wax' [bad-relation]",
        "5: `:replaced-by:` of 'gramophone': 'record-player' has also been replaced; write 'stereo' [avoided-name]",
        "18: `:related:` of 'stereo': 'gramophone' has been replaced; write 'stereo' [avoided-name]",
        "18: `:related:` of 'stereo': 'record player' has been replaced; write 'stereo' [avoided-name]",
        "3: 'Gramophone' has been replaced; write 'Stereo' [avoided-name]",
        "40: `term-path`: 'record player' has been replaced; write 'stereo' [avoided-name]",
    ),
    "a field outside every term": (
        "# A\n\n```{eli5}\nKept text.\n```\n",
        "3: `eli5` is outside every term; move it into the body or the section of one [misplaced]",
    ),
    "a field twice": (
        "# A\n\n```{term}\n```\n\n```{eli5}\nKept text.\n```\n\n```{eli5}\nKept text.\n```\n",
        "10: the term 'a' has `eli5` twice; make one of the two [misplaced]",
    ),
    "a taken anchor": (
        "# Home\n\n## Term bread\n\n````{term} Bread\nKept text.\n````\n",
        "5: the anchor 'term-bread' of this term is taken by something else on the page, which loses it; rename that "
        "heading or label [name-taken]",
    ),
    "a wrapped option": (
        "# A\n\n````{term} Bread\n:aliases: loaf,\n  roll\n:tags: x\n\nKept text.\n````\n",
        "3: `:aliases:` of `term` ends in a comma; write the value on one line, or remove the option [option]",
    ),
    "lists that end in a comma": (
        "# A\n\n````{term} Bread\n:related: dough,\n:old-ids: loaf,\n\nKept text.\n````\n\n````{term} Dough\nText.\n````\n",
        "3: `:related:` of `term` ends in a comma; write the value on one line, or remove the option [option]",
        "3: `:old-ids:` of `term` ends in a comma; write the value on one line, or remove the option [option]",
    ),
    "an empty option": (
        "# A\n\n```{term}\n:aliases:\n```\n\nKept text.\n",
        "3: `:aliases:` of `term` is empty; write the value on one line, or remove the option [option]",
    ),
    "an outer fence that is too short": (
        "# A\n\n```{term} Bread\nKept text.\n\n```{eli5}\nKept text.\n```\n```\n\n```{term} Dough\nKept text.\n```\n",
        "3: the fence '```{eli5}' inside `term` is not closed in it; the outer fence needs more colons or backticks "
        "than the inner ones [fence]",
    ),
    "a link in a name": (
        "# [A](https://example.org/)\n\n```{term}\n```\n\nKept text.\n",
        "3: the name 'A' contains a link or a footnote mark; move it into the text [misplaced]",
    ),
    "a name of Sphinx's glossary": (
        "# A\n\n````{term} Bread\n:id: loaf\n\nKept text.\n````\n\n```{glossary}\nbread\n  Theirs.\n```\n",
        "3: Sphinx's own glossary also has an entry 'Bread' (on the page 'index'), to which `term` references no "
        "longer link; rename one, or remove the entry [built-in-name]",
    ),
    "bad values of options": (
        "# A\n\n```{term}\n```\n\n```{eli5}\nKept text.\n```\n\n```{term-index}\n:by: color\n```\n",
        "10: `:by:` of `term-index` cannot be 'color'; write one of letter, tag [option]",
    ),
    "bad values of a map": (
        "# A\n\n```{term}\n:tags: bread\n```\n\nKept text.\n\n"
        "```{term-graph} a, b\n:depth: 0\n:relations: related, likes\n:direction: up\n:tags: bread\n```\n",
        "9: `:depth:` of `term-graph` cannot be '0'; write a number of steps, 1 or more [option]",
        "9: `:relations:` of `term-graph` cannot be 'likes'; write some of prerequisites, broader, narrower, related "
        "[option]",
        "9: `:direction:` of `term-graph` cannot be 'up'; write one of LR, RL, TB, BT [option]",
        "9: `term-graph`: there is no term 'b'; write that term, or its new name if it was renamed, or remove this [unknown-target]",
    ),
    "a misspelt option": (
        "# A\n\n````{term} Bread\n:prerequisite: bread\n:color: brown\n\nKept text.\n````\n",
        "3: `term` has no option `:prerequisite:`, so it is ignored; did you mean `:prerequisites:`? [option]",
        "3: `term` has no option `:color:`, so it is ignored; it has `:id:`, `:abbreviation:`, `:aliases:`, "
        "`:hidden-aliases:`, `:plural:`, `:avoid:`, `:reading:`, `:tags:`, `:context:`, `:replaced-by:`, "
        "`:old-ids:`, `:no-graph:`, `:no-autolink:`, `:translate:`, `:name:`, `:class:`, `:prerequisites:`, "
        "`:broader:`, `:narrower:`, `:related:` [option]",
    ),
    "a target twice": (
        "# A\n\n````{term} Bread\n:related: flour, flour\n\nKept text.\n````\n\n````{term} Flour\nKept text.\n````\n",
        "3: `:related:` of `term` has 'flour' twice; remove one [bad-relation]",
    ),
    "a map of nothing": (
        "# A\n\n````{term} Lone\n:tags: alone\n\nKept text.\n````\n\n````{term} Throng\n:tags: crowd\n\nText.\n````\n\n"
        "```{term-graph} lone\n:tags: crowd\n```\n",
        "15: `term-graph`: no term around there has one of its tags; correct them, or remove the map [empty-graph]",
    ),
}

# Shown by tests of their own below: what these need is more than one document.
ELSEWHERE = {
    *(Code.CATALOG, Code.CONFIG),
    *(Code.NO_READING, Code.BAD_READING, Code.NO_CONVERTER),
    Code.PROJECT,
    Code.LOST_TRANSLATION,
    *(rule.code for rule in RULES if rule.code != Code.BUILT_IN_NAME),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(project: Project, mistake: str) -> None:
    text, *expected = MISTAKES[mistake]
    project.write({"index.md": text})
    built = project.build("dummy")
    found = [line for line in built.warnings if "[toc" not in line]
    assert [
        re.sub(r"^index.md:(\d+): WARNING: ", r"\1: ", line).replace("[glossary.", "[") for line in found
    ] == expected
    shown = built.page("index")
    for node in list(shown.findall(nodes.inline)):
        if "glossary-relation-definition" in node["classes"]:
            node.parent.remove(node)
    assert text.count("Kept text.") == shown.astext().count("Kept text.")


def test_every_builder_says_the_same(project: Project) -> None:
    """What is wrong with a glossary is found before anything is written, so it does not matter what is written."""
    # Of several terms with one id only the first one has relations.
    texts = sorted((text for text, *_ in MISTAKES.values()), key=lambda text: ":related: b" not in text)
    project.write({f"page-{number}.md": text for number, text in enumerate(texts, 10)})
    project.write({"index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n", "glossary-terms.md": "# Mine\n"})
    said = {
        builder: {line for line in project.build(builder, myst_enable_extensions=[]).warnings if "[glossary." in line}
        for builder in ("html", "dummy", "gettext")
    }
    assert said["dummy"] == said["gettext"] == said["html"]
    codes = {line.rpartition("[glossary.")[2].rstrip("]") for line in said["html"]}
    assert codes == set(Code) - ELSEWHERE


def test_a_mistake_in_an_included_file_is_said_once(project: Project) -> None:
    term = ".. term:: {}\n   :aliases: Bank\n\n   Text.\n\n"
    project.write(
        {
            "index.rst": "A\n=\n\n.. include:: part.txt\n\n.. toctree::\n\n   b\n",
            "b.rst": f"B\n=\n\n.. include:: part.txt\n\n{term.format('Money')}{term.format('Shore')}",
            "part.txt": "See :term:`bank`.\n\n.. term-path:: gold\n",
        }
    )
    assert project.build().warnings == [
        "part.txt:1: WARNING: 'bank' names several terms; write the id of one (money, shore), with the text before it: "
        "`bank <money>` [glossary.ambiguous-name]",
        "part.txt:3: WARNING: `term-path`: there is no term 'gold'; write that term, or its new name if it was renamed, or remove this "
        "[glossary.unknown-target]",
    ]


def test_a_mistake_outside_the_source_directory(project: Project) -> None:
    (project.folder / "module.txt").write_text("See :term:`bank`.\n", encoding="utf-8")
    project.write({"index.rst": "A\n=\n\n.. include:: ../module.txt\n"})
    project.write(
        {
            "b.rst": ":orphan:\n\nB\n=\n\n.. term:: Bank\n   :id: money\n\n   Text.\n\n.. term:: Shore\n   :aliases: Bank\n\n   Text.\n"
        }
    )
    assert project.build().warnings == [
        f"{project.folder}/module.txt:1: WARNING: 'bank' names several terms; write the id of one (money, shore), with the "
        "text before it: `bank <money>` [glossary.ambiguous-name]"
    ]


def test_every_warning_has_a_test() -> None:
    shown = {line.rpartition("[")[2].rstrip("]") for _, *lines in MISTAKES.values() for line in lines} - {"ref.term"}
    assert {Code(value) for value in shown} == set(Code) - ELSEWHERE


def test_a_warning_can_be_silenced(project: Project) -> None:
    project.write({"index.md": MISTAKES["no id"][0]})
    assert project.build(suppress_warnings=["glossary.bad-id"]).warnings == []


def test_a_bad_setting(project: Project) -> None:
    project.write({"index.md": "# A\n"})
    warnings = project.build(
        glossary_terms_source_language="english",
        glossary_terms_relations={
            "Uses": {"label": "Uses", "symmetric": True},
            "related": {"label": "Uses", "symmetric": True},
            "uses": "Uses",
            "needs": {"inverse_label": "Needed by"},
            "has": {"label": "Has"},
            "twin": {"label": "Twin", "symmetric": True, "inverse": "twin-of"},
            "owns": {"label": "Owns", "inverse_label": "Owned by", "inverse": "tags"},
            "sees": {"label": "Sees", "inverse_label": "Seen by", "edge": "wavy"},
            "hears": {"label": "Hears", "inverse_label": "Heard by", "acyclic": "yes"},
            "smells": {"label": "Smells", "symmetric": True, "color": "red"},
            "tastes": {"label": "Tastes", "symmetric": True, "edge": "pretzel"},
            "good": {"label": "Good", "symmetric": True},
        },
        glossary_terms_graph_output="png",
        glossary_terms_fields={"analogy": {"label": "Analogy", "level": 7}, "eli5": {"label": "Child"}},
    ).warnings
    begin = "WARNING: glossary_terms_"
    assert [line.removesuffix(" [glossary.config]").removeprefix(begin) for line in warnings if begin in line] == [
        "source_language: 'english' is not a language code such as 'en'; it is ignored",
        "relations: row 'Uses': 'Uses' cannot be a name; use lower-case letters, digits and hyphens; the row is omitted",
        "relations: row 'related': of this one, only 'label' can be replaced; the row is omitted",
        *(
            f"relations: row '{name}': a row is a dictionary with 'label', the heading that readers see; the row is omitted"
            for name in ("uses", "needs")
        ),
        *(
            f"relations: row '{name}': add either 'symmetric': True, or 'inverse_label', the heading that readers see at "
            "the other end; the row is omitted"
            for name in ("has", "twin")
        ),
        "relations: row 'owns': the name 'tags' is taken; choose another; the row is omitted",
        "relations: row 'sees': 'edge': 'wavy' is not 'solid', 'thick' or 'dotted'; the row is omitted",
        "relations: row 'hears': 'acyclic': 'yes' is not True or False; the row is omitted",
        "relations: row 'smells': unknown key 'color'; there are label, inverse, inverse_label, symmetric, acyclic, edge; "
        "the row is omitted",
        "relations: row 'tastes': 'edge': 'pretzel' is not 'solid', 'thick' or 'dotted'; the row is omitted",
        "fields: row 'analogy': 'level': 7 is not 1, 2, 3, 4, 5 or 6; the row is omitted",
        "graph_output: 'png' is not 'mermaid', 'svg' or 'none'; it is ignored",
    ]


NO_READING = "has no reading to be sorted by;"
IN_THE_NAMES = 'write its kana in the `msgstr` below `msgid "language-model"` in glossary-readings.po'


def test_a_translated_name_without_a_reading(bilingual: Project) -> None:
    bilingual.translate("glossary-readings", {("reading", "language-model"): ""})
    bilingual.translate(
        "glossary-aliases",
        {("alias", "language-model"): "LM, 文章モデル, 模型|もけい", ("alias", "token"): "断片"},
    )
    catalogs = bilingual.source / "locales" / "ja" / "LC_MESSAGES"
    lines = {
        name: (catalogs / f"{name}.po").read_text(encoding="utf-8").splitlines()
        for name in ("glossary-readings", "glossary-aliases")
    }

    def place(catalog: str, term_id: str) -> str:
        line = lines[catalog].index(f'msgid "{term_id}"')
        return f"locales/ja/LC_MESSAGES/{catalog}.po:{line}: WARNING:"

    assert bilingual.clean(language="ja").warnings == []
    built = bilingual.build(language="ja", glossary_terms_checks="no-reading")
    assert built.warnings == [
        f"{place('glossary-aliases', 'language-model')} '文章モデル' {NO_READING} write `文章モデル|` and its kana in the "
        '`msgstr` below `msgid "language-model"` in glossary-aliases.po [glossary.no-reading]',
        f"{place('glossary-aliases', 'token')} '断片' {NO_READING} write `断片|` and its kana in the "
        '`msgstr` below `msgid "token"` in glossary-aliases.po [glossary.no-reading]',
        f"{place('glossary-readings', 'language-model')} '言語モデル' {NO_READING} {IN_THE_NAMES} [glossary.no-reading]",
    ]
    assert bilingual.build(glossary_terms_checks="no-reading").warnings == []


@pytest.mark.parametrize("reading", ["言語もでる", "gengo moderu"])
def test_a_reading_that_is_none(bilingual: Project, reading: str) -> None:
    bilingual.translate("glossary-readings", {("reading", "language-model"): reading})
    warnings = bilingual.build(language="ja").warnings
    assert [line.partition("WARNING: ")[2] for line in warnings] == [
        f"the reading '{reading}' of '言語モデル' is not kana; {IN_THE_NAMES} [glossary.bad-reading]"
    ]
    assert warnings[0].startswith("locales/ja/LC_MESSAGES/glossary-readings.po:")


def test_names_without_a_reading_in_a_japanese_source(project: Project) -> None:
    text = "# 用語\n\n```{term}\n:id: yougo\n:aliases: 術語\n```\n\n本文。\n"
    project.write({"index.md": text})
    expected = [
        f"index.md:3: WARNING: '用語' {NO_READING} add `:reading:` and its kana [glossary.no-reading]",
        f"index.md:3: WARNING: '術語' {NO_READING} write `術語|` and its kana in `:aliases:` [glossary.no-reading]",
    ]
    (unsaid,) = project.build(language="ja").warnings
    assert unsaid == (
        "index.md:3: WARNING: names such as '用語' are not English; write `glossary_terms_source_language = \"ja\"` in "
        "conf.py, or the code of the language that they are in [glossary.config]"
    )
    settings: dict[str, Any] = {"glossary_terms_source_language": "ja", "glossary_terms_checks": ["no-reading"]}
    assert project.build(language="ja", **settings).warnings == expected
    mended = text.replace(":aliases: 術語", ":reading: ようご\n:aliases: 術語|じゅつご")
    project.write({"index.md": mended})
    built = project.build(language="ja", glossary_terms_source_language="ja")
    assert built.warnings == []
    aliases = built.domain.glossary.terms["yougo"].aliases
    assert [(alias.text, alias.reading) for alias in aliases] == [("術語", "じゅつご")]


def test_a_document_with_the_name_of_the_index(project: Project) -> None:
    project.write({"index.md": "# A\n\n```{toctree}\nglossary-terms\n```\n\n````{term} Bread\nText.\n````\n"})
    project.write({"glossary-terms.md": "# Mine\n"})
    assert project.build().warnings == [
        "glossary-terms.md:1: WARNING: the generated index overwrites the document 'glossary-terms'; rename the document "
        "[glossary.name-taken]"
    ]


def test_a_taken_short_name_is_left_alone(project: Project) -> None:
    project.write(
        {
            "conf.py": project.conf
            + """
from docutils import nodes
from docutils.parsers.rst import Directive

class Sources(Directive):
    has_content = True
    def run(self):
        return [nodes.paragraph("", "theirs")]

def setup(app):
    app.add_directive("sources", Sources)
""",
            "index.md": ENTRY,
        }
    )
    built = project.build()
    assert built.warnings == [
        "WARNING: another extension has a directive `sources` already; write `glossary:sources` for ours "
        "[glossary.name-taken]"
    ]
    assert "theirs" in built.page("index").astext()


def test_a_broken_mo_file(bilingual: Project) -> None:
    bilingual.prepare(language="ja")
    catalog = bilingual.source / "locales" / "ja" / "LC_MESSAGES" / "glossary-readings.mo"
    catalog.write_bytes(b"broken")
    built = bilingual.build(language="ja")
    assert [line for line in built.warnings if "glossary.catalog" in line] == [
        "WARNING: locales/ja/LC_MESSAGES/glossary-readings.mo cannot be read (Bad magic number); mend "
        "glossary-readings.po and remove the .mo file [glossary.catalog]"
    ]
    assert "言語モデル" in built.text("model.html")


def test_a_broken_po_file(bilingual: Project) -> None:
    catalog = bilingual.source / "locales" / "ja" / "LC_MESSAGES" / "glossary-aliases.po"
    catalog.write_bytes(b'msgid "a"\nmsgstr "\xff\xfe"\n')
    built = bilingual.build(language="ja")
    assert any("locales/ja/LC_MESSAGES/glossary-aliases.po" in line for line in built.warnings)
    assert "言語モデル" in built.text("model.html")
