"""Documents that nobody would write on purpose: never a traceback, never lost text, in either markup.

And glossaries that somebody could: in every output without a warning, with the same terms.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sphinx.locale
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.attack import examples
from support.pages import data
from support.project import Project

QUIET = settings(max_examples=examples(25, 90, 900))

DIRECTIVES = ["term", "eli5", "deep-dive", "sources", "term-index", "glossary:term", "glossary:eli5", "note"]
OPTIONS = ["id", "aliases", "hidden-aliases", "reading", "prerequisites", "broader", "related", "tags", "old-ids"]
OPTIONS += ["no-graph", "no-autolink", "name", "class", "by"]
VALUES = ["", "a", "a, b", "a,", "Ä b", "[a, b]", "日本", "a-b", "A_B", "-1", "LR", "tag", "x" * 80, "é|ü", "a;b"]
VALUES += ["</pre>"]
NAMES = ["", "a", "b", "a b", "日本", "C++", "*a*", "x" * 60, "a; b", "<script>", "%%", '"q"', "a|b"]

options = st.builds(lambda name, value: f":{name}: {value}".rstrip(), st.sampled_from(OPTIONS), st.sampled_from(VALUES))
marks = st.sampled_from(["```", "````", "`````", ":::", "::::", "~~~"])
inline = st.sampled_from(["", " {term}`a`", " {term}`x <b>`", " {term}`日本`", " **b**", " [l](#term-a)", " `c`"])


def words(pattern: str, /) -> st.SearchStrategy[str]:
    """Lines with a word that can be looked for."""
    return st.builds(lambda number: pattern.format(f"word{number}"), st.integers(0, 99))


directive = "{}{{{}}} {}".format
myst_line = st.one_of(
    *map(words, ("{}", "- {}", "> {}", "  {}", "# {}", "## {}")),
    *(st.builds("{}{}".format, words("{}"), inline), st.just(""), options, marks),
    st.builds(directive, marks, st.sampled_from(DIRECTIVES), st.sampled_from(NAMES)).map(str.rstrip),
)


@st.composite
def rst_block(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Paragraphs and directives, some of them with the wrong indentation."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        if depth < 3 and draw(st.booleans()):
            name, argument = draw(st.sampled_from(DIRECTIVES)), draw(st.sampled_from(NAMES))
            lines.append(f".. {name}:: {argument}".rstrip() if name.endswith("term") else f".. {name}::")
            used: set[str] = set()
            for option in draw(st.lists(options, max_size=3)) if name.endswith("term") else []:
                if option.split(":")[1] not in used | {"by", "no-graph", "no-autolink", "class"}:
                    used.add(option.split(":")[1])
                    lines.append(f"   {option}")
            lines.append("")
            indent = " " * draw(st.sampled_from([3, 3, 3, 2, 5]))
            body = draw(rst_block(depth + 1)) if name != "term-index" else []
            lines += [f"{indent}{line}" if line else "" for line in body]
        else:
            lines.append(draw(words("{}")))
        lines.append("")
    return lines


def build(name: str, text: str) -> None:
    written = {word for word in text.replace("`", " ").split() if word.startswith("word")}
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.write({name: text})
        built = project.build("html", html_theme="basic", glossary_terms_autolink="section")
        shown = built.page("index").astext()
    lost = {word for word in written if word not in shown}
    assert not lost, (lost, text, built.warnings)


@QUIET
@given(st.lists(myst_line, max_size=25))
def test_myst(lines: list[str]) -> None:
    build("index.md", "Start.\n\n" + "\n".join(lines) + "\n")


@QUIET
@given(rst_block())
def test_rst(lines: list[str]) -> None:
    build("index.rst", "Title\n=====\n\n" + "\n".join(lines) + "\n")


OUTPUTS = {"html": "html", "dirhtml": "html", "singlehtml": "html", "epub": "xhtml", "latex": "tex", "text": "txt"}
OUTPUTS |= {"man": "1", "texinfo": "texi", "gettext": "pot", "glossary-export": "json"}
"""How the names of the files of a builder end."""
FORMS = data(__file__, "forms.yaml")


def glossary(random: Random) -> dict[str, str]:
    """Pages in every form and markup. A name has a word that is in no other place: where it is, the term is."""
    names = [f"{random.choice(FORMS['signs'])} name{number}x".strip() for number in range(random.randint(3, 60))]
    kinds = random.choices([*FORMS["pages"]], k=len(names))
    ours = [number for number, kind in enumerate(kinds) if "words" not in kind]
    relations = random.sample(["prerequisites", random.choice(["broader", "related"])], 2)
    pages = {kind: FORMS["pages"][kind]["head"] for kind in sorted({*kinds})}
    for number, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        # To some before it, so that no two say the same and none is above itself.
        others = random.sample(before := [one for one in ours if one < number], min(2, len(before)))
        options = [f":{option}: t{one}" for option, one in zip(relations, others, strict=False)]
        options += [f":id: t{number}", f":aliases: other {number}", f":reading: {'かな' * random.randint(1, 3)}"]
        options += [f":{random.choice(['tags', 'context', 'avoid'])}: {random.choice('xyz')}{number}"]
        role = "{term}" if kind.endswith("md") else ":term:"
        text = " ".join([f"Text {number}, other {number + 1}", *(f"{role}`t{one}`" for one in ours[-2:])])
        form, escaped = FORMS["pages"][kind], re.sub(r"([^\w\s])", r"\\\1", name)
        own = ("\n" + form["indent"] * " ").join(random.sample(options, len(options)))
        pages[kind] += form["term"].format(name=escaped, options=own, text=text, line="-" * 99)
    blocks = "".join(f"```{{{block}}}\n```\n\n" for block in ("term-index", "term-graph"))
    toctree = "\n".join(page.partition(".")[0] for page in pages)
    return {**pages, "index.md": f"# Home\n\n```{{toctree}}\n{toctree}\n```\n\n{blocks}"}


@pytest.mark.nightly
@settings(max_examples=examples(2, 2, 40), phases=[Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_the_same_terms_in_every_output(seed: int) -> None:
    random = Random(seed)
    own = {"builtin": True, "source_language": "ja", "autolink": random.choice([False, "section", "page"])}
    own["graph_output"], language = random.choice(["mermaid", "svg", "none"]), random.choice(["en", "ja"])
    options: dict[str, Any] = {f"glossary_terms_{name}": value for name, value in own.items()}
    options |= {"epub_copyright": "x", "suppress_warnings": ["glossary.no-reading"]}
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.write(pages := glossary(random))
        written = {*re.findall(r"name\d+x", "".join(pages.values()))}
        known = set()
        for builder, ending in OUTPUTS.items():
            built = project.build(builder, language=language, **options)
            assert built.warnings == [], (seed, builder, built.warnings)
            text = "".join(path.read_text("utf-8") for path in built.outdir.rglob(f"*.{ending}"))
            assert {*re.findall(r"name\d+x", text)} == written, (seed, builder, built.warnings)
            known.add(tuple(sorted((term.id, term.name) for term in built.domain.glossary.terms.values())))
        assert len(known) == 1, seed
        assert len(*known) == len(written), seed
    sphinx.locale.translators.clear()
