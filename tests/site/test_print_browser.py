"""Terms on paper: no page is left almost empty because something was kept together."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, PdfMargins

from sphinx_glossary_terms.graphs.colors import LIGHT
from support.browser import THEMES, needs_browser, served
from support.project import CONF, Project

pytestmark = needs_browser

TEXT = "A line of text that says something about it and is long enough to be one. "
PARAGRAPHS = "\n\n".join([TEXT * 4] * 8)
# The terms of a letter fill more than half a page.
TERMS = [f"{letter}{number}" for letter in "ABCDEFGH" for number in range(9)]
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nindices\nterms\nbread\n```\n",
    "indices.md": "# Index\n\n```{term-index}\n```\n",
    "terms.md": "# Terms\n\n"
    + "".join(f"```{{term}} {name}\n:related: bread\n\n{TEXT * 2}\n```\n\n" for name in TERMS),
    "bread.md": f"""# Bread

```{{term}}
:no-graph:
```

{PARAGRAPHS}

```{{eli5}}
{PARAGRAPHS}
```

```{{sources}}
{"".join(f"- {TEXT}" + chr(10) for _ in range(30))}
```
""",
}
# What the button of a theme leaves on the page.
DARK = {
    "furo": "document.body.dataset.theme = 'dark'",
    "pydata_sphinx_theme": "document.documentElement.dataset.theme = 'dark'",
}
COLORS = "() => TOKENS.map((name) => getComputedStyle(document.querySelector('dl')).getPropertyValue(name).trim())"

# A4 with margins of 15 mm, in pixels.
WIDTH, HEIGHT = 680, 1009


@pytest.mark.parametrize("theme", DARK)
def test_paper_is_light_whatever_was_chosen(browser: Browser, project: Project, theme: str) -> None:
    """A heading in the green of the dark had 1.9 to 1 on paper."""
    project.write({"conf.py": CONF.replace('"basic"', f'"{theme}"'), **PAGES})
    script = COLORS.replace("TOKENS", str(list(LIGHT)))
    with served(project.build().outdir) as site:
        page = browser.new_page(color_scheme="dark")
        page.goto(f"{site}/terms.html")
        page.evaluate(DARK[theme])
        assert page.evaluate(script)[0] == "#5fd3a8"
        page.emulate_media(media="print")
        assert page.evaluate(script) == list(LIGHT.values())
        page.close()


@pytest.mark.parametrize("theme", THEMES)
def test_no_more_pages_than_the_text_fills(browser: Browser, project: Project, theme: str) -> None:
    project.write({"conf.py": CONF.replace('"basic"', f'"{theme}"'), **PAGES})
    margin: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
    with served(project.build().outdir) as site:
        for name in ("indices", "bread", "glossary-terms"):
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(f"{site}/{name}.html")
            page.emulate_media(media="print")
            full = page.evaluate("document.documentElement.scrollHeight") / HEIGHT
            printed = page.pdf(format="A4", margin=margin)
            pages = len(re.findall(rb"/Type\s*/Page\b", printed))
            # One for the page that is begun, and a tenth of one for lines that go with the next.
            assert pages <= full + 1.1, name
            page.close()
