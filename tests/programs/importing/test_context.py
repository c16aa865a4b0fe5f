"""`CONTEXT.md` and `CONTEXT-MAP.md`: the forms that they have in repositories, and what is written of them."""

from __future__ import annotations

import re
import string
from pathlib import Path
from textwrap import dedent

import pytest
import sphinx.locale
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.programs.export.context_file import write
from sphinx_glossary_terms.programs.export.values import Definition, Entry, Export, Words
from sphinx_glossary_terms.programs.importing.command import read
from sphinx_glossary_terms.programs.importing.context_file import read as read_context
from sphinx_glossary_terms.programs.importing.normalizing import normalize
from sphinx_glossary_terms.programs.importing.pages import pages
from sphinx_glossary_terms.programs.importing.values import Concept
from sphinx_glossary_terms.untrusted.limits import UnusableError
from support.attack import examples
from support.project import CONF, Project


def concepts(text: str) -> dict[str, Concept]:
    return {found.names[""][0].text: found for found in read_context(dedent(text).encode()).concepts}


def names(concept: Concept, kind: str) -> list[str]:
    return [name.text for name in concept.names[""] if name.kind == kind]


def texts(concept: Concept) -> list[str]:
    return [text for by_language in concept.texts.values() for found in by_language.values() for text in found]


@pytest.mark.parametrize(
    "text",
    [
        # As the format has it, and what people make of it.
        "# Bakery\n\n## Language\n\n**Loaf**:\nBaked dough.\n_Avoid_: bun\n",
        "# Bakery\n\n**Loaf**: Baked dough.\n_Avoid_: bun\n",
        "# Bakery\n\n**Loaf** — Baked dough.\n\n*Avoid*: bun\n",
        "# Bakery\n\n**Loaf:** Baked dough.\n**Avoid**: bun.\n",
        '# Bakery\n\n**Loaf**\nBaked\ndough.\n_Avoid_: "bun"\n',
        "# Bakery\n\n**Loaf**：Baked dough.\n_Avoid_：bun\n",
        "# Bakery\n\n## Core terms\n\n- **Loaf** — Baked dough.\n  _Avoid_: bun\n- **Oven**: It is hot.\n",
        "# Bakery\n\n## Bread\n\n- **Loaf** — Baked dough.\n\n  _Avoid_: bun\n",
        "# Bakery\n\n## Glossary\n\n### Loaf\n\nBaked dough.\n_Avoid_: bun\n\n### Oven\n\nIt is hot.\n",
        "# Bakery\n\n## Relationships\n\n**Loaf**:\nBaked dough.\n_Avoid_: bun\n",
        "\ufeff# Bakery\r\n\r\n<!-- A note. -->\r\n\r\n**Loaf**:\r\nBaked dough.\r\n_Avoid_: bun\r\n",
    ],
)
def test_forms_of_an_entry(text: str) -> None:
    found = concepts(text)["Loaf"]
    assert (texts(found), names(found, "avoid")) == (["Baked dough."], ["bun"])


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("**Large language model (LLM, big model)**:", ["Large language model", "LLM", "big model"]),
        ("**Board** (kanban board):", ["Board", "kanban board"]),
        ("**看板（Board）**：", ["看板", "Board"]),
        ("**Slot** / **Court slot**:", ["Slot", "Court slot"]),
        ("**f \\(x\\)**:", ["f (x)"]),
        ("**`auth.users`**:", ["auth.users"]),
        ("**Client** (`src/client.ts`):", ["Client"]),
    ],
)
def test_names(beginning: str, expected: list[str]) -> None:
    (found,) = read_context(f"# X\n\n{beginning}\nA text.\n".encode()).concepts
    assert [name.text for name in found.names[""]] == expected
    text = "(`src/client.ts`) A text." if "src" in beginning else "A text."
    assert texts(found) == [text]


def test_what_is_said_about_names_to_avoid() -> None:
    """Remarks and instructions are comments, which readers do not see; the rest of the entry stays as it is."""
    found = concepts(
        """\
        # X

        **Loaf**:
        An **ovens** product, not a **Loaf**, with `code` and [a link](https://example.org) to [a file](x.md).
        _Avoid_: bun (a bun
        is small), "roll", treating each of them as if it were the same one, bap. Use bap
        for {include} only.

        More.

        - one
        - two

        ```{include} /etc/passwd
        code
        ```

        **Oven**: Hot.
        """
    )
    assert names(found["Loaf"], "avoid") == ["bun", "roll", "bap"]
    assert texts(found["Loaf"]) == [
        "An {term}`ovens` product, not a **Loaf**, with `code` and [a link](https://example.org) to a file.",
        "% bun (a bun is small)",
        "% treating each of them as if it were the same one",
        "% Use bap for \\{include} only.",
        "More.",
        "- one",
        "- two",
        "```\ncode\n```",
    ]


def test_groups_and_what_is_no_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "CONTEXT.md"
    file.write_text(
        "# Bank\n\nAbout money.\n\n## Language\n\n### Money\n\n**Coin**:\nRound.\n\n**Note (paper)**:\nFlat.\n\n"
        "### Words\n\n**Note (text)**:\nWritten with a **coin**.\n\n"
        "## Relationships\n\n- **Coin**: a **Note** is worth more\n",
        encoding="utf-8",
    )
    project = Project(tmp_path, conf=CONF)
    assert main(["import", str(file), "--to", str(project.source)]) == 0
    assert capsys.readouterr().err.splitlines()[:4] == [
        "not kept: text that is not an entry (2):",
        "  line 3: 1 below 'Bank'",
        "  line 22: 1 below 'Relationships'",
        f"{file}: 3 terms in en; 1 page, 0 catalogs",
    ]
    text = (project.source / "glossary.md").read_text(encoding="utf-8")
    assert ":id: note-2\n:tags: Words\n:context: text\n```\n\nWritten with a {term}`coin`.\n" in text
    project.write({"index.md": "# X\n\n```{toctree}\nglossary\n```\n"})
    assert project.build("glossary-export").ours == []
    sphinx.locale.translators.clear()


def test_a_map(tmp_path: Path) -> None:
    """Every context is a page, and its name tells terms of one name apart. Nothing outside of the folder is read."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "CONTEXT.md").write_text("**Secret**:\nX.\n", encoding="utf-8")
    folder = tmp_path / "repository"
    for name in ("orders", "billing"):
        (folder / name).mkdir(parents=True)
        (folder / name / "CONTEXT.md").write_text(f"# X\n\n**Account**:\nFor {name}.\n", encoding="utf-8")
    (folder / "CONTEXT-MAP.md").write_text(
        "# Shop\n\n## Contexts\n\n- [Ordering](./orders/CONTEXT.md) — takes orders\n- [Secret](../secret/CONTEXT.md)\n\n"
        "| Context | Glossary |\n|---|---|\n| **Billing** | `billing/CONTEXT.md` |\n\n"
        "## Relationships\n\n- **Ordering → Billing**: an **Account**\n",
        encoding="utf-8",
    )
    vocabulary = read(folder / "CONTEXT-MAP.md")
    assert [(found.page, found.context, found.place) for found in vocabulary.concepts] == [
        ("ordering", {"": "Ordering"}, "Ordering, line 3"),
        ("billing", {"": "billing"}, "billing, line 3"),
    ]
    assert main(["import", str(folder / "CONTEXT-MAP.md"), "--to", str(tmp_path / "docs")]) == 0
    assert {path.name for path in (tmp_path / "docs").glob("*.md")} == {
        "glossary.md",
        "glossary-ordering.md",
        "glossary-billing.md",
    }
    sphinx.locale.translators.clear()


PAYLOADS = [
    "<script>evil()</script>",
    "[x](javascript:evil())",
    "{raw}`html <b>`",
    "<https://e.org/><svg/onload=evil()>",
    "`x` <img src=x onerror=evil()>",
    "![<b>](javascript:evil())",
    "```{raw} html\n<script>evil()</script>\n```",
    "~~~{include} /etc/passwd\n~~~",
    ":::{raw} html\n:::",
    "(evil)=",
    "%x",
    "+++",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_markup_of_a_file_is_markup_here(payload: str) -> None:
    """Text stays text wherever it stands, but for what is written anew: emphasis, code, lists, links to sites."""
    first = payload.splitlines()[0].replace("```", "")
    vocabulary = read_context(
        f"# {first}\n\n### {first}\n\n**Loaf ({first})**: {first}\n_Avoid_: {first} (x)\n\n{payload}\n\n- {payload}\n".encode()
    )
    normalize(vocabulary, page="x")
    (text,) = pages(vocabulary, top="x").values()
    tokens = [
        *MarkdownIt("commonmark").parse(re.sub(r"^```\{term\}\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    ]
    kinds = {token.type for outer in tokens for token in (outer, *(outer.children or ()))}
    assert not kinds & {"html_block", "html_inline", "image"}
    assert all("{" not in token.info for token in tokens)
    links = [
        str(child.attrs["href"]) for token in tokens for child in token.children or () if child.type == "link_open"
    ]
    assert all(link.startswith("https://e.org/") for link in links)
    # What only MyST reads: roles, labels, comments, breaks.
    outside = re.sub(r"`[^`]*`|\\\\.", "", text.partition("```\n\n")[2])
    assert not re.search(r"(?<!\\)\{\w+\}$|^\(.*\)=$|^\+\+\+|^:::", outside, re.MULTILINE)


@pytest.mark.parametrize("text", ["", "# X\n\nA text.\n", "# X\n\n**A sentence.** And another.\n"])
def test_a_file_without_an_entry(text: str) -> None:
    with pytest.raises(UnusableError, match="has no entry: a name in bold"):
        read_context(text.encode())


# What is written is read again

word = st.text(
    st.sampled_from(string.ascii_letters + string.digits + "*_`<>[]()#.-+:;'\"&!{}$~|/éß字かな"), min_size=1, max_size=6
)
phrases = st.lists(word, min_size=1, max_size=4).map(" ".join).filter(lambda text: any(map(str.isalnum, text)))


@st.composite
def exports(draw: st.DrawFn) -> Export:
    words: dict[str, tuple[Name, ...]] = {}
    definitions, terms = {}, {}
    for number in range(draw(st.integers(1, 5))):
        key = f"t{number}"
        found = [Name(f"{draw(phrases)} {number}", "preferred")]
        found += [Name("ABC", "abbreviation")] * draw(st.integers(0, 1))
        for kind in ("alias", "avoid"):
            items = draw(st.lists(phrases.map(lambda text: text.strip("[]")), max_size=2, unique=True))
            # A short name in capitals is read as an abbreviation: the format does not say which name is one.
            items = [text for text in items if not (kind == "alias" and re.fullmatch(r"[A-Z][A-Z0-9&/-]+s?", text))]
            found += [Name(text, kind) for text in items if text.strip() == text and any(map(str.isalnum, text))]
        words[key] = tuple(dict.fromkeys(found))
        tags = draw(st.lists(st.sampled_from(["money", "日本", "C#"]), max_size=1))
        terms[key] = Entry(id=key, address=f"x.html#term-{key}", tags=tuple(tags))
        definitions[key] = Definition("", "A text. <em>b</em> <code>c_d</code>")
    language = Words(
        language="en", names=words, definitions=definitions, tags={tag: tag for tag in ("money", "日本", "C#")}
    )
    return Export(project="X", base_url="", index="", source_language="en", sides=(), terms=terms, words=(language,))


@settings(max_examples=examples(60, 120, 2000), phases=[Phase.generate, Phase.shrink])
@given(export=exports())
def test_random_names(export: Export) -> None:
    text = write(export)
    found = {concept.names[""][0].text: concept for concept in read_context(text.encode()).concepts}
    for term_id, names_of in export.words[0].names.items():
        concept = found[names_of[0].text]
        assert [(name.text, name.kind) for name in concept.names[""]] == [
            (name.text, name.kind) for name in names_of
        ], text
        assert concept.tags == list(export.terms[term_id].tags)
        assert texts(concept) == ["A text. *b* `c_d`"]
