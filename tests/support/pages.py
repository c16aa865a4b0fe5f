"""Pages that several tests build."""

from __future__ import annotations

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


LARGER = {
    "index.md": BILINGUAL["index.md"].replace("sub/token\n", "sub/token\n        plain\n        only\n"),
    "plain.md": "# Plain\n\nNothing of the glossary.\n",
    "only.md": "# Only\n\nShows {term}`token`, with a text: {term}`any <language-model>`.\n",
}

BREAD = {
    "index.md": "# Home\n\n```{toctree}\nbread\nsub/yeast\nflour\nloaf\n```\n",
    "bread.md": """
        # Bread

        ```{term}
        :prerequisites: yeast, flour
        :narrower: loaf
        :related: Beer
        ```

        Baked dough.

        ## Beer

        ```{term}
        :related: bread
        ```

        Liquid.
        """,
    "sub/yeast.md": "# Yeast & co.\n\n```{term}\n:id: yeast\n```\n\nAlive.\n",
    "flour.md": "# Flour\n\n```{term}\n```\n\nGround.\n",
    "loaf.md": "# Loaf\n\n```{term}\n:no-graph:\n```\n\nOne bread.\n",
}


ENTRY = """
    # Kitchen

    ````{term} Sourdough
    :aliases: levain bread, wild bread
    :hidden-aliases: sourdo
    :reading: sower
    :prerequisites: starter
    :tags: bread

    Bread raised by wild yeast.

    More about it.

    ```{eli5}
    Invisible pets blow bubbles.
    ```

    ```{deep-dive}
    Lactic acid.
    ```

    ```{sources}
    - [A book](https://example.org/)
    ```
    ````

    ````{term} Starter
    Flour and water with a life of its own.
    ````
"""


KITCHEN = {
    "index.md": """
        # Home

        ```{toctree}
        bread
        kitchen/words
        map
        indexes
        plain
        ```

        A {term}`loaf`, more {term}`NB` and {term}`the oven <oven>`; flour stands here as plain text.
        """,
    "bread.md": """
        # Natural bread

        ```{term}
        :id: bread
        :aliases: loaf
        :abbreviation: NB
        :avoid: bun
        :hidden-aliases: bred
        :prerequisites: dough, oven
        :narrower: rye
        :related: beer
        :contrast-with: cake
        :tags: baked
        ```

        Baked {term}`dough`, *hot* and `fresh`.

        ```{eli5}
        A warm stone that one can eat.
        ```

        ```{deep-dive}
        Sugar and acids turn **brown** at 140 degrees.

        - crust
        - crumb
        ```

        ```{sources}
        - [A book](https://example.org/)
        ```

        ## History

        Long.
        """,
    "kitchen/words.md": """
        # Words of the kitchen

        ````{term} Dough
        :prerequisites: flour
        :improved-by: starter
        Flour and water, mixed.

        ```{eli5}
        Mud for cooks.
        ```
        ````

        ```{term} Flour
        :tags: baked, dry
        Ground grain.
        ```

        ```{term} Oven
        A hot box.
        ```

        ```{term} Rye
        A dark kind.
        ```

        ```{term} Beer
        It is liquid.
        ```

        ```{term} Cake
        It is sweet.
        ```

        ```{term} Starter
        It lives.
        ```
        """,
    "map.md": """
        # Map

        ```{term-graph}
        :caption: All of *it*
        ```

        ```{term-graph} bread
        :depth: 2
        ```

        ```{term-path} bread
        :show: graph
        ```

        ```{term-path} bread
        :known: flour
        ```
        """,
    "indexes.md": """
        # Indexes

        ```{term-index}
        ```

        ```{term-index}
        :by: tag
        ```

        ```{term-index}
        :only: abbreviations
        ```

        ```{term-index}
        :used-on: kitchen
        ```
        """,
    "plain.md": "# Plain\n\nText with a [link](https://example.org/), `code`, and {doc}`another <index>`.\n",
}
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
