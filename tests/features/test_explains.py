"""Names of other things that a term explains: the index and the search lead from them to the term, and no more."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from support.project import Project

OPTIONS = ":aliases: overtraining\n:explains: underfitting, early stop, fit\n"
TEXT = "Underfitting, an early stop, the fit, Overfitting.\n\n## Links\n\n{term}`underfitting` {term}`fits <fit>` {term}`Early stops`\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\nterms\ntext\n```\n",
    "terms.md": f"# Terms\n\n```{{term}} Overfitting\n{OPTIONS}\nToo near.\n```\n\n```{{term}} Fit\n:related: overfitting\n"
    "\nClose.\n```\n\n```{term-index}\n```\n",
    "text.md": f"# Text\n\n{TEXT}",
}
SETTINGS: dict[str, Any] = {"glossary_terms_autolink": "section"}


def test_they_lead_to_the_term(project: Project) -> None:
    project.write(FILES)
    built = project.build(**SETTINGS)
    assert built.warnings == []
    links = re.findall(
        r'<a class="[^"]*" href="terms.html#([\w-]+)"[^>]*>(?:<span[^>]*>)?([^<]*)', built.text("text.html")
    )
    # No plain text becomes a link to it. A term of that name goes before.
    assert [link for link in links if link[0].startswith("term-")] == [
        ("term-overfitting", "Overfitting"),
        ("term-overfitting", "underfitting"),
        ("term-fit", "fits"),
        ("term-overfitting", "Early stops"),
    ]
    index = re.sub(r"<[^>]*>", "", built.text("terms.html"))
    assert "underfitting: explained in Overfitting" in index
    assert "overtraining → Overfitting" in index
    assert "Also called: overtraining\n" in index
    assert "explained in Overfitting" in re.sub(r"<[^>]*>", "", built.text("glossary-terms.html"))
    assert "underfitting" in built.text("genindex.html")
    assert '"underfitting"' in built.text("searchindex.js")
    names = json.loads(built.text("glossary.json"))["terms"]["overfitting"]["names"]
    assert [name["text"] for name in names if name["kind"] == "explains"] == ["underfitting", "early stop", "fit"]
    assert 'data-explained="{name}: explained in {term}"' in built.text("search.html")


def test_in_other_formats(project: Project) -> None:
    project.write(FILES)
    built = project.build("glossary-export")
    assert "underfitting" not in built.text("glossary.ttl") + built.text("glossary.tbx") + built.text("CONTEXT.md")
    assert '"underfitting, early stop, fit"' in built.text("glossary.csv")
    assert "underfitting: explained in Overfitting" in project.build("text").text("terms.txt")


@pytest.mark.parametrize("translation", ["学習不足|がくしゅうぶそく、早期終了|そうきしゅうりょう", "-"])
def test_in_a_translation(project: Project, translation: str) -> None:
    project.write(FILES)
    project.update_catalogs(warns=True)
    project.translate("terms", {"Overfitting": "過学習"})
    project.translate("glossary-readings", {("reading", "overfitting"): "かがくしゅう"})
    project.translate("glossary-explains", {("explains", "overfitting"): translation})
    built = project.build(language="ja")
    index = re.sub(r"<[^>]*>", "", built.text("terms.html"))
    assert ("学習不足：「過学習」で説明" in index) == (translation != "-")
    assert "underfitting：" not in index
    # A reference by the name in the source keeps leading there.
    assert 'href="terms.html#term-overfitting"' in built.text("text.html")
