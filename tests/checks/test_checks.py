"""The checks of the whole glossary, in real builds: file and line, silenced one by one, fatal, on request."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from sphinx.application import Sphinx

from sphinx_glossary_terms.checks.rules import RULES, applied, findings
from sphinx_glossary_terms.domain.domain import rule_context
from support import ROOT
from support.project import Built, Project

JAPANESE = {"bad-reading", "no-reading"}
TEXT = {"unused-term", "unexplained-abbreviation"}
ON_REQUEST = [rule.code for rule in RULES if not rule.always]
FIELDS = "\n```{eli5}\nText.\n```\n\n```{deep-dive}\nText.\n```\n\n```{sources}\nA book.\n```\n"


def entry(name: str, options: str = ":related: hub\n", definition: str = "Text.", fields: str = FIELDS) -> str:
    return f"````{{term}} {name}\n{options}\n{definition}\n{fields}````\n"


HUB = entry("Hub", "")
CHAIN = entry("Low", ":broader: mid\n") + entry("Mid", ":broader: high\n") + entry("High")

# For every rule: what stands below the heading of the page, and the line of its one warning; the texts of warnings are in
# tests/checks.
CASES: dict[str, tuple[str, int]] = {
    "cycle": (HUB + entry("A", ":prerequisites: b\n:related: hub\n") + entry("B", ":prerequisites: a\n"), 19),
    "related-ancestor": (HUB + CHAIN.replace(":broader: mid\n", ":broader: mid\n:related: high\n"), 19),
    "repeated-label": (HUB + entry("A", ":related: hub\n:aliases: A\n"), 19),
    "built-in-name": (HUB + entry("A", ":id: letter\n:related: hub\n") + "```{glossary}\na\n  Theirs.\n```\n", 19),
    "bad-reading": (HUB + entry("酵母", ":id: yeast\n:related: hub\n:reading: koubo\n"), 19),
    "no-reading": (HUB + entry("酵母", ":id: yeast\n:related: hub\n"), 19),
    "shared-name": (HUB + entry("A") + entry("B", ":related: hub\n:aliases: A\n"), 19),
    "orphan": (HUB + entry("A") + entry("B", ""), 36),
    "wanted-term": ("See {term}`moon`.\n\n" + HUB + entry("A"), 3),
    "unlinked-mention": (HUB + entry("A") + entry("B", definition="Not like the\nHub."), 40),
    "unused-term": ("Two hubs, `a`, [A](x.html).\n\n" + HUB + entry("A"), 21),
    "unexplained-abbreviation": ("An ABC, as in\nABC, not `DEF`: DEF; no GHI (great hit), GHI.\n\nA hub.\n\n" + HUB, 3),
    "missing-field": (HUB + entry("A", fields=FIELDS.replace("sources", "note")), 19),
}


def said(built: Built) -> list[str]:
    """The place and the code of each of our warnings."""
    return [re.sub(r": WARNING: .*(?= \[)", "", line) for line in built.ours]


def page(project: Project, text: str) -> None:
    project.write({"index.md": f"# Home\n\n{text}"})


def test_every_rule_has_a_case() -> None:
    assert list(CASES) == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", CASES)
def test_a_rule(project: Project, code: str) -> None:
    """Said at file and line if it is asked for, silenced by its code, fatal under `-W`."""
    text, expected = CASES[code]
    page(project, text)
    settings: dict[str, Any] = {"glossary_terms_source_language": "ja"} if code in JAPANESE else {}
    language = settings.get("glossary_terms_source_language", "en")
    # A builder that writes nothing says the same as every other (`tests/read/test_mistakes.py`).
    found = said(project.build("dummy", language=language, **settings))
    is_said = code not in ON_REQUEST or code == "no-reading"  # of names of a Japanese source
    assert found == ([f"index.md:{expected} [glossary.{code}]"] if is_said else [])
    settings["language"] = language
    # Most of these pages have nothing but terms.
    wanted = "all" if code in TEXT else [rule.code for rule in RULES if rule.code not in TEXT]
    built = project.build("dummy", glossary_terms_checks=wanted, **settings)
    assert said(built) == [f"index.md:{expected} [glossary.{code}]"]
    assert built.app.statuscode == 0
    silent = project.clean("dummy", glossary_terms_checks=wanted, suppress_warnings=[f"glossary.{code}"], **settings)
    assert silent.ours == []
    fatal = project.clean("dummy", glossary_terms_checks=[code], strict=True, **settings)
    assert fatal.app.statuscode == 1
    assert said(fatal) == [f"index.md:{expected} [glossary.{code}]"]


# A text with the name of a term, and where the check says that it stands; empty: there the term is used.
ALL_TEXT = {
    "```{confval} one\n:default: the sun\n```": "",
    "```{versionadded} 1.0\nThe sun.\n```": "",
    "| The sun |\n| - |\n| text |": "",
    "> The *sun*.": "",
    "{guilabel}`sun`": "",
    "```{function} rise(sun)\n```": "outside the glossary only in code",
    "```\nsun\n```": "outside the glossary only in code",
    "`sun`": "outside the glossary only in code",
    "{doc}`the sun <index>`": "outside the glossary only in link texts",
    "## The sun": "outside the glossary only in headings",
    "{abbr}`sun (star)`": "outside the glossary only in explanations",
    "% sun": "nowhere outside the glossary",
}


@pytest.mark.parametrize("text", ALL_TEXT)
def test_a_check_reads_all_text_of_a_page(project: Project, text: str) -> None:
    page(project, f"{text}\n\n" + entry("Sun", ""))
    built = project.build("dummy", glossary_terms_checks=["unused-term"])
    found = [re.findall("'Sun' is used ([a-z ]+);", line) for line in built.warnings]
    assert found == ([[ALL_TEXT[text]]] if ALL_TEXT[text] else [])


def test_every_rule_has_a_section_in_the_manual() -> None:
    manual = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    sections = re.findall(r"^\(check-([a-z0-9-]+)\)=\n### `([a-z0-9-]+)`$", manual, re.MULTILINE)
    assert sections == [(rule.code, rule.code) for rule in RULES]


ORPHANS = entry("A", "") + entry("B", ":related: c\n") + entry("C", "")


def test_a_change_of_what_is_checked_is_seen_by_the_next_build(project: Project) -> None:
    page(project, ORPHANS)
    assert project.build().warnings == []
    built = project.build(glossary_terms_checks="orphan")
    assert said(built) == ["index.md:3 [glossary.orphan]"]
    assert built.written == ["index"]
    again = project.build(glossary_terms_checks="orphan")
    assert again.warnings == []
    assert again.written == []
    built = project.build(glossary_terms_checks=["shared-name"])
    assert built.warnings == []
    page(project, ORPHANS.replace("{term} B\n", "{term} B\n:aliases: A\n"))
    built = project.build(glossary_terms_checks=["shared-name"])
    assert said(built) == ["index.md:3 [glossary.shared-name]"]
    # A translated build makes only the checks that are always made.
    page(project, ORPHANS + entry("D", ":prerequisites: e\n") + entry("E", ":prerequisites: d\n"))
    settings: dict[str, Any] = {"language": "ja", "glossary_terms_checks": ["orphan"]}
    assert [line.rpartition(" ")[2] for line in said(project.build(**settings))] == ["[glossary.cycle]"]
    source = project.build(**settings, glossary_terms_source_language="ja")
    assert "[glossary.orphan]" in [line.rpartition(" ")[2] for line in said(source)]


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.always])
def test_what_was_right_is_checked_again_after_an_edit(project: Project, code: str) -> None:
    """Names and relations with which nothing is wrong are not checked again, until they change."""
    text, expected = CASES[code]
    language = "ja" if code in JAPANESE else "en"
    project.conf += f"glossary_terms_source_language = '{language}'\n"
    warnings = [f"index.md:{expected} [glossary.{code}]"]
    page(project, HUB)
    assert project.build(language=language).warnings == []
    page(project, text)
    assert said(project.build(language=language)) == warnings
    project.write({"other.md": "---\norphan: true\n---\n\n# Other\n"})
    assert said(project.build(language=language)) == warnings
    page(project, HUB)
    assert project.build(language=language).warnings == []


def test_bad_settings(project: Project) -> None:
    project.write({"index.md": "# Home\n"})
    warnings = project.build(glossary_terms_checks=["orphans", "missing-fields", "cycle", "zzz"]).warnings
    begin = "WARNING: glossary_terms_"
    assert [line.removesuffix(" [glossary.config]").removeprefix(begin) for line in warnings] == [
        "checks: there is no check 'missing-fields'; it is ignored; did you mean 'missing-field'?",
        "checks: there is no check 'orphans'; it is ignored; did you mean 'orphan'?",
        f"checks: there is no check 'zzz'; it is ignored; there are {', '.join(rule.code for rule in RULES)}",
    ]
    assert project.build(glossary_terms_checks="orphan、no-reading").warnings == []
    assert "['orphan']" in project.build(glossary_terms_checks={"orphan": 1}).warnings[0]
    assert project.build(glossary_terms_checks=[""]).warnings == []


# Wanted terms


def test_what_only_a_rule_on_request_needs_is_not_computed(project: Project) -> None:
    page(project, HUB.replace(FIELDS, "{term}`Moon`\n" + FIELDS))
    context = rule_context(project.build().domain)
    names = iter(["iterator"])
    prose: Any = None  # to call it would fail
    context = replace(context, prose=prose, external_targets=names)
    findings(context, applied([], translated=False))
    assert next(names) == "iterator"
    findings(
        replace(context, external_targets=(names := iter(["iterator"]))), applied(["wanted-term"], translated=False)
    )
    assert next(names, "") == ""


def test_names_that_others_have_are_not_wanted(project: Project) -> None:
    entry = "```{glossary}\nflour\n  Ground.\n```\n"
    references = "{term}`Iterator`, {term}`python:iterator`, {term}`flour`, {term}`text <Moon>`\n\n- {term}`moon`"
    project.write({"index.md": f"# Home\n\n{references}\n\n{entry}"})
    inventory = {"std:term": {"iterator": ("Python", "3", "https://example.org/#term-iterator", "-")}}

    def know(app: object, env: object) -> None:
        vars(env)["intersphinx_inventory"] = inventory
        vars(env)["intersphinx_named_inventory"] = {"python": inventory}

    def connect(app: Sphinx) -> None:
        app.connect("env-updated", know)

    assert project.build(before=connect, glossary_terms_checks=["wanted-term"]).ours == [
        "index.md:3: WARNING: 'Moon' is used 2 times and has no term; write it [glossary.wanted-term]"
    ]
