"""Pages that several tests build."""

from __future__ import annotations

from pathlib import Path


def pages_of(project: str, /) -> dict[str, str]:
    """The pages of a project that stands in a folder of `projects`, by name."""
    folder = Path(__file__).with_name("projects") / project
    files = [path for ending in ("md", "rst") for path in sorted(folder.rglob(f"*.{ending}"))]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


BILINGUAL = {
    "index.md": """
        # Home

        ```{toctree}
        model
        sub/token
        ```

        A {term}`model`, a {term}`LM`, {term}`the model <language-model>`, {term}`language-model`, {term}`token`.

        ```{term-index}
        ```
        """,
    "model.md": """
        # Language model

        ```{term}
        :aliases: LM, model
        :hidden-aliases: models
        :prerequisites: token
        ```

        It continues text, {term}`token` by token.

        ```{eli5}
        A parrot.
        ```
        """,
    "sub/token.md": """
        # Tokens

        ````{term} Token
        A piece.
        ````
        """,
}


BILINGUAL_JAPANESE: dict[str, dict[str | tuple[str, str], str]] = {
    "model": {
        "Language model": "言語モデル",
        "It continues text, {term}`token` by token.": "{term}`token`ごとに文章を続けます。",
    },
    "sub/token": {"Tokens": "トークンのページ", "Token": "トークン", "A piece.": "ひとかけら。"},
    "index": {
        "A {term}`model`, a {term}`LM`, {term}`the model <language-model>`, {term}`language-model`, {term}`token`.": (
            "{term}`model`、{term}`LM`、{term}`そのモデル <language-model>`、{term}`language-model`、{term}`token`。"
        )
    },
    "glossary-aliases": {("alias", "language-model"): "モデル、LM|えるえむ"},
    "glossary-readings": {("reading", "language-model"): "げんごもでる", ("reading", "token"): "とーくん"},
}
LARGER = {
    "index.md": BILINGUAL["index.md"].replace("sub/token\n", "sub/token\n        plain\n        only\n"),
    "plain.md": "# Plain\n\nNothing of the glossary.\n",
    "only.md": "# Only\n\nShows {term}`token`, with a text: {term}`any <language-model>`.\n",
}

BREAD = pages_of("bread")
ENTRY = pages_of("entry")["index.md"]
KITCHEN = pages_of("kitchen")
"""Everything that a page can show of a glossary, for builders, themes and policies; `plain` has nothing of it."""
KITCHEN_JAPANESE: dict[str, dict[str | tuple[str, str], str]] = {
    "bread": {"Natural bread": "天然パン", "Baked {term}`dough`, *hot* and `fresh`.": "焼いた{term}`dough`。"},
    "kitchen/words": {
        "Dough": "生地",
        "Flour and water, mixed.": "粉と水を混ぜたもの。",
        "Oven": "窯",
        "A hot box.": "熱い箱。",
    },
    "glossary-readings": {
        ("reading", "bread"): "てんねんぱん",
        ("reading", "dough"): "きじ",
        ("reading", "oven"): "かま",
    },
    "glossary-aliases": {("alias", "bread"): "食パン|しょくぱん"},
}
KITCHEN_CONF = """
glossary_terms_relations = {
    "improves": {"label": "Improves", "inverse": "improved-by", "inverse_label": "Improved by"},
    "contrast-with": {"label": "Not to be confused with", "symmetric": True},
}
"""
