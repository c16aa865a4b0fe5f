"""Cards of terms of another project as a reader has them: from our own site, with no request to the other one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sphinx.locale
from playwright.sync_api import Browser, Page, expect

from support.browser import LOCAL_MERMAID, local_mermaid, opened, served
from support.project import Built
from support.two_projects import conf_of, published, site, two


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str, list[tuple[str, int]]]]:
    """Where both projects are, the address of the site of the other one, and what it has been asked for."""
    with site(published(tmp_path / "there")) as (address, asked):
        yield tmp_path, f"{address}/docs/", asked
    sphinx.locale.translators.clear()


THREE = "````{term} Three\n:related: ai:large-language-model, ai:token, ai:agent\nText.\n````\n"


def built(folder: Path, address: str, builder: str = "html", **settings: Any) -> Built:
    ours, _ai = two(folder)
    ours.write({"conf.py": conf_of("Ours", "ai", address)})
    ours.write(
        {"sub/page.md": "---\norphan: true\n---\n\n# Page\n\nA {term}`ai:token`, a {term}`chatbot`.\n\n" + THREE}
    )
    done = ours.build(builder, **settings)
    assert not [line for line in done.warnings if "[glossary" in line]
    return done


def says(page: Page, name: str, text: str) -> None:
    """The card of the link of a name says something."""
    page.mouse.move(0, 0)
    page.locator(".body").get_by_role("link", name=name, exact=True).first.hover()
    expect(page.locator("#glossary-hover")).to_contain_text(text)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_card_comes_from_our_own_site(
    browser: Browser, elsewhere: tuple[Path, str, list[tuple[str, int]]], builder: str
) -> None:
    folder, address, asked = elsewhere
    done = built(folder, address, builder, glossary_terms_graph_output="svg")
    asked.clear()
    way = {"html": "sub/page.html", "dirhtml": "sub/page/", "singlehtml": "index.html"}[builder]
    with opened(browser, done.outdir, way) as page:
        says(page, "Token", "A piece of text.")
        expect(page.locator(".glossary-card-project")).to_have_text("AI handbook")
        says(page, "Chatbot" if builder == "singlehtml" else "chatbot", "A program that writes Token by token.")
    assert not asked


def test_two_sites_side_by_side(browser: Browser, tmp_path: Path) -> None:
    """Their addresses are relative, and one has a term with the id of one of the other."""
    ours, ai = two(tmp_path)
    orphan = "---\norphan: true\n---\n\n"
    ours.write({"sub/page.md": f"{orphan}# Page\n\n{{term}}`ai:token`, {{term}}`token`, {{term}}`ai:agent`\n"})
    ours.write({"coin.md": f"{orphan}# Coins\n\n````{{term}} Token\nA piece of metal.\n````\n"})
    ai.build()
    ours.build()
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}/ours/html-en/sub/page.html")
        for name, text in (("token", "A piece of metal."), ("Agent", "It acts."), ("Token", "A piece of text.")):
            says(page, name, text)
        page.get_by_role("link", name="Token", exact=True).first.click()
        page.wait_for_url("**/ai/html-en/terms.html#term-token")


@pytest.mark.parametrize("output", ["svg", "mermaid"])
def test_a_node_leads_there(browser: Browser, elsewhere: tuple[Path, str, list[tuple[str, int]]], output: str) -> None:
    folder, address, _asked = elsewhere
    settings: dict[str, Any] = {"glossary_terms_graph_output": output}
    if output == "mermaid":
        local_mermaid(folder / "ours" / "source" / "static")
        settings |= {"html_static_path": ["static"], "mermaid_use_local": LOCAL_MERMAID}
    done = built(folder, address, **settings)
    with opened(browser, done.outdir, "sub/page.html") as page:
        node = page.locator(".glossary-graph svg a[*|href$='#term-large-language-model']").first
        expect(node).to_be_visible()
        target = node.evaluate("node => node.href.baseVal ?? node.href")
        assert target == f"{address}terms.html#term-large-language-model"
        node.hover()
        expect(page.locator("#glossary-hover")).to_contain_text("Predicts the next token.")
