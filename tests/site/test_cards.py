"""Hover cards: what they say, which pages load them, and that they are as fresh as the pages of their terms."""

from __future__ import annotations

import json
import re

from support import output
from support.output import same
from support.pages import BILINGUAL, pages_of
from support.project import Built, Project, files_in


def cards(built: Built, name: str) -> dict[str, str]:
    """The cards of a page by the id of the term."""
    return {anchor.removeprefix("term-"): html for anchor, html in output.cards(built, name).items()}


def many(number: int) -> dict[str, str]:
    """A page with so many terms."""
    terms = "".join(f"```{{term}} Word {n:03}\n{'Text. ' * 50}\n```\n\n" for n in range(number))
    return {"index.md": f"# Words\n\n{terms}"}


def test_a_large_glossary_has_several_files(project: Project) -> None:
    project.write(many(300))
    files = project.build().files()
    parts = [f"_glossary{part}/index.js" for part in ("", "-1", "-2", "-3")]
    assert sorted(name for name in files if name.startswith("_glossary")) == sorted(parts)
    assert max(len(files[name]) for name in parts) <= 32_000
    found = [json.loads(f"[{files[name].decode()[len('glossaryCards(') : -3]}]") for name in parts]
    assert [name for cards, *_first in found for name in cards] == [f"term-word-{n:03}" for n in range(300)]
    assert found[0][1] == [next(iter(cards)) for cards, *_first in found[1:]]
    project.write(many(100))
    built = project.build()
    assert [name for name in parts if (built.outdir / name).exists()] == parts[:2]
    same(project, built)


def scripts(built: Built) -> set[str]:
    return set(files_in(built.outdir / "_glossary"))


def loads(built: Built, name: str) -> tuple[bool, list[str]]:
    """Whether a page loads the script, and which style sheets it loads."""
    text = built.text(name)
    return "_static/glossary-cards.js" in text, re.findall(r"_static/glossary-(\w+\.css)", text)


TERMS = pages_of("card")["index.md"]
ORPHAN = "---\norphan: true\n---\n\n"


def test_what_a_card_says(project: Project) -> None:
    other = f"{ORPHAN}# Other\n\n````{{term}} Language model\n:aliases: model\nText.\n````\n"
    project.write({"index.md": TERMS, "other.md": other, "picture.png": ""})
    built = project.build(mathjax_path="mathjax.js", html_math_renderer="mathjax")
    assert built.warnings == []
    other = 'class="glossary-link reference internal" href="other.html#term-language-model"'
    found = cards(built, "index")
    assert list(found) == ["entropy", "first", "token"]
    name, definition, prerequisites = found["token"].splitlines()
    assert name == '<p class="glossary-card-name">Token</p>'
    text = re.sub(r' class="(?!glossary-link)[^"]*"| id="[^"]*"', "", definition)
    text = text.replace("<code><span>text</span></code>", "text")
    assert text == (
        '<p>A <em>piece</em> of text, see <a href="https://example.org/?a=b">there</a>, <a href="#below">below</a>, '
        f'<a href="other.html"><span>Other</span></a> and <a {other}><span>model</span></a>.</p>'
    )
    assert prerequisites == (
        '<p class="glossary-read-first">Read first: '
        f'<a class="glossary-link reference internal" href="#term-first">First</a>, <a {other}>Language model</a></p>'
    )
    assert found["first"].splitlines()[1].endswith("The first.</p>")
    assert "img" not in found["first"]
    # An id belongs to the page of the term, and there is at most one of each in the page of a link.
    assert " id=" not in found["first"] + found["token"]


def test_a_link_of_the_definition_is_not_said_again(project: Project) -> None:
    terms = "````{{term}} Dough\n:prerequisites: flour, water\nOf {{term}}`flour` and {}.\n````\n"
    others = "\n````{term} Flour\nX.\n````\n\n````{term} Water\nX.\n````\n"
    project.write({"index.md": f"# Terms\n\n{terms.format('{term}`water`')}{others}"})
    assert "Read first" not in cards(project.build(), "index")["dough"]
    project.write({"index.md": f"# Terms\n\n{terms.format('water')}{others}"})
    assert "Read first" in cards(project.build(), "index")["dough"]


def test_a_formula_brings_what_draws_it(project: Project) -> None:
    project.write({"index.md": TERMS.replace(", {doc}`other` and {term}`model`", ""), "picture.png": ""})
    built = project.build(mathjax_path="mathjax.js", html_math_renderer="mathjax")
    found = cards(built, "index")
    assert "H" in found["entropy"]
    assert re.search(r'<template>.*<script[^>]* src="_static/mathjax\.js[^"]*"></script></template>', found["entropy"])
    assert "<template>" not in found["token"]


def test_a_definition_that_ends_in_a_colon(project: Project) -> None:
    """The place of a term always has more, which no card of a term says."""
    terms = "````{term} Oven\nIt **is:**\n\n- hot\n\nMore.\n````\n\n````{term} Bread\nIt is.\n\n- soft\n````\n"
    project.write({"index.md": f"# Terms\n\n{terms}"})
    texts = {name: re.sub("<[^>]*>", " ", html).split() for name, html in cards(project.build(), "index").items()}
    assert texts == {"oven": ["Oven", "It", "is:", "hot"], "bread": ["Bread", "It", "is."]}


def test_no_card_without_a_definition_and_one_for_each_id(project: Project) -> None:
    empty = "````{term} Empty\n```{eli5}\nText.\n```\n````\n"
    twice = "".join(f"````{{term}} Twice\n:id: twice\n{text}.\n````\n\n" for text in ("First", "Second"))
    project.write(
        {"index.md": f"# Home\n\n```{{toctree}}\nother\n```\n\n{empty}{twice}", "other.md": f"# O\n\n{twice}"}
    )
    built = project.build()
    assert list(cards(built, "index")) == ["twice"]
    assert "First." in cards(built, "index")["twice"]
    assert cards(built, "other") == {}


def test_which_pages_load_it(larger: Project) -> None:
    larger.write({"own.md": "---\norphan: true\n---\n\n# Own\n\n```{glossary}\noven\n    Hot.\n```\n\n{term}`oven`\n"})
    larger.write({"any.md": f"{ORPHAN}# Any\n\n{{any}}`token` and {{any}}`oven`\n"})
    built = larger.build()
    assert re.findall('class="glossary-link[^>]*#([^"]*)', built.text("any.html")) == ["term-token"]
    assert loads(built, "only.html") == (True, ["cards.css"])
    assert loads(built, "index.html") == (True, ["terms.css", "index.css"])
    assert loads(built, "glossary-terms.html") == (True, ["terms.css"])
    assert loads(built, "genindex.html") == (False, ["terms.css"])
    assert loads(built, "search.html") == (False, ["search.css"])
    for name in ("plain", "own"):
        assert loads(built, f"{name}.html") == (False, [])
    # It has a term, and no link.
    larger.write({"alone.md": "---\norphan: true\n---\n\n# Alone\n\n````{term} alone\nText.\n````\n"})
    assert loads(larger.build(), "alone.html") == (False, ["terms.css"])


def test_switched_off(larger: Project) -> None:
    built = larger.build()
    assert scripts(built) == {"model.js", "sub/token.js"}
    off = larger.build(glossary_terms_hover_cards=False)
    assert scripts(off) == set()
    assert loads(off, "only.html") == (False, [])
    assert loads(off, "index.html") == (False, ["terms.css", "index.css"])
    again = larger.build()
    (again.outdir / ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx's own
    same(larger, again)


def test_dirhtml_and_singlehtml(larger: Project) -> None:
    larger.write({"index.md": BILINGUAL["index.md"] + "\n````{term} Home\nHere.\n````\n"})
    built = larger.build("dirhtml")
    assert scripts(built) == {"index.js", "model/index.js", "sub/token/index.js"}
    assert 'href="../sub/token/#term-token"' in cards(built, "model/index")["language-model"]
    built = larger.build("singlehtml")
    assert scripts(built) == {"index.js"}
    assert list(cards(built, "index")) == ["home", "language-model", "token"]
    assert 'href="#term-token"' in cards(built, "index")["language-model"]
    assert loads(built, "index.html") == (True, ["terms.css", "index.css"])


def test_terms_that_are_gone(larger: Project) -> None:
    """Those of a page that is gone stay, as its HTML does."""
    larger.write({"sub/extra.md": "---\norphan: true\n---\n\n# Extra\n\n````{term} extra\nText.\n````\n"})
    assert scripts(larger.build()) == {"model.js", "sub/extra.js", "sub/token.js"}
    (larger.source / "sub/extra.md").unlink()
    larger.write({"sub/token.md": "# Tokens\n"})
    assert scripts(larger.build()) == {"model.js", "sub/extra.js"}
    larger.write({"model.md": "# Models\n"})
    assert scripts(larger.build()) == {"sub/extra.js"}


def test_japanese(bilingual: Project) -> None:
    built = bilingual.build(language="ja")
    assert cards(built, "sub/token")["token"].splitlines()[0] == '<p class="glossary-card-name">トークン</p>'
    assert cards(built, "model")["language-model"].endswith("ごとに文章を続けます。</p>")
    assert "lang=" not in cards(built, "sub/token")["token"]
    bilingual.translate("sub/token", {"Token": "", "A piece.": ""})
    built = bilingual.build(language="ja")
    name, definition = cards(built, "sub/token")["token"].splitlines()
    assert name == '<p class="glossary-card-name"><span lang="en">Token</span></p>'
    assert re.sub(r' class="[^"]*"', "", definition) == '<p lang="en">A piece.</p>'
    assert 'lang="en">token</span></a>ごとに' in cards(built, "model")["language-model"]
    same(bilingual, built, language="ja")
