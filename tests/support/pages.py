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
