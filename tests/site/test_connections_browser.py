"""The lists of a term as its graph, in a browser: nothing outside, nothing covered, every line to be seen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypedDict

import pytest
import sphinx.locale
from playwright.sync_api import Browser, Page

from support.browser import needs_browser, served
from support.project import CONF, Project

pytestmark = needs_browser

TERMS = {
    "Token": "トークン",
    "Transformer architecture": "トランスフォーマー",
    "Pre-training": "事前学習",
    "Reward model": "報酬モデル",
    "Context window": "コンテキストウィンドウ",
    "Hallucination": "ハルシネーション",
    "Instruction tuning": "指示チューニング",
    "KV cache": "KVキャッシュ",
    "Nucleus sampling": "nucleusサンプリング",
    "Prompt": "プロンプト",
    "Reinforcement learning from human feedback": "人間のフィードバックによる強化学習",
    "Speculative decoding": "投機的デコード",
    "System prompt": "システムプロンプト",
    "Temperature": "温度",
    "AI agent": "AIエージェント",
    "Scaling law": "スケーリング則",
    "Foundation model": "基盤モデル",
    "Language model": "言語モデル",
    "Neural network": "ニューラルネットワーク",
    "Chatbot": "チャットボット",
    "Generative AI": "生成AI",
    "Knowledge cutoff": "知識カットオフ",
    "Multimodal model": "マルチモーダルモデル",
    "Autoregressive model": "自己回帰モデル",
    "Grounding": "グラウンディング",
    "Emergent ability": "創発的能力",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente": "大規模言語モデルのためのトランスフォーマーアーキテクチャという長い名前",
    "Mixture of experts": "専門家混合モデル",
    "In-context learning": "文脈内学習",
    "Distillation": "蒸留",
}
ENGLISH, JAPANESE = list(TERMS), list(TERMS.values())

# How many terms stand at the other end of each relation.
SHAPES = {
    "three": {"prerequisites": 1, "leads": 1, "related": 1},
    "eight": {"prerequisites": 2, "broader": 1, "leads": 3, "related": 2},
    "fifteen": {"prerequisites": 4, "broader": 1, "leads": 6, "related": 4},
    "twenty": {"prerequisites": 5, "broader": 2, "leads": 9, "related": 4},
    "thirty": {"prerequisites": 7, "broader": 2, "leads": 15, "related": 6},
    "before": {"prerequisites": 3},
    "after": {"leads": 9, "related": 2},
    "below": {"related": 3},
    "own": {"broader": 2, "like": 2, "related": 2},
}
OWN = """
html_theme = "furo"
glossary_terms_graph_output = "html"
glossary_terms_checks = []
suppress_warnings = ["glossary"]
glossary_terms_relations = {
    "leads": {"label": "Used for", "inverse_label": "Uses", "edge": "thick"},
    "like": {"label": "Like", "symmetric": True},
}
"""
NAMES = {"en": ("Large language model", ENGLISH), "ja": ("大規模言語モデル", JAPANESE)}
PAGE = "# {name}\n\n```{{term}}\n:id: {page}\n{options}```\n\nText.\n"


def pages() -> dict[str, str]:
    found = {"conf.py": CONF.replace('html_theme = "basic"\n', "") + OWN}
    for language, (name, names) in NAMES.items():
        entries = (f"````{{term}} {one}\n:id: {language}-{n}\nText.\n````\n" for n, one in enumerate(names))
        found[f"{language}.md"] = "# Names\n\n" + "\n".join(entries)
        for shape, counts in SHAPES.items():
            numbers = iter(range(len(names)))
            options = "".join(
                f":{option}: {', '.join(f'{language}-{next(numbers)}' for _ in range(count))}\n"
                for option, count in counts.items()
            )
            found[f"{language}-{shape}.md"] = PAGE.format(name=name, page=f"{language}-{shape}", options=options)
    listed = "\n".join(name.removesuffix(".md") for name in found if name.endswith(".md"))
    return {**found, "index.md": f"# Home\n\n```{{toctree}}\n{listed}\n```\n"}


PAGES = [*(f"en-{shape}" for shape in SHAPES), "ja-twenty", "ja-thirty"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project(tmp_path_factory.mktemp("connections"))
    project.write(pages())
    built = project.build()
    sphinx.locale.translators.clear()
    assert built.warnings == []
    with served(built.outdir) as address:
        yield address


class Look(NamedTuple):
    """How a reader looks at a page."""

    width: int
    direction: Literal["ltr", "rtl"] = "ltr"
    colors: Literal["light", "dark", "forced"] = "light"


LOOKS = [
    Look(width, direction, colors)
    for width in (320, 390, 768, 1280)
    for direction in ("ltr", "rtl")
    for colors in ("light", "dark", "forced")
]


class Colors(TypedDict):
    """The settings of a reader, as Playwright has them."""

    color_scheme: Literal["light", "dark"]
    forced_colors: Literal["active", "none"]


def colors_of(look: Look) -> Colors:
    return {
        "color_scheme": "dark" if look.colors == "dark" else "light",
        "forced_colors": "active" if look.colors == "forced" else "none",
    }


def opened(browser: Browser, look: Look, *, is_touched: bool = False) -> Page:
    return browser.new_page(
        viewport={"width": look.width, "height": 1200},
        **colors_of(look),
        has_touch=is_touched,
        is_mobile=is_touched,
    )


def go(page: Page, site: str, name: str, look: Look) -> None:
    page.goto(f"{site}/{name}.html")
    # What Furo lays over any page.
    page.add_style_tag(content=".back-to-top, .mobile-header { display: none !important }")
    page.evaluate(
        "([dir, lang]) => Object.assign(document.documentElement, {dir, lang})",
        [look.direction, name.partition("-")[0]],
    )


# What is wrong with the boxes of a graph, and where its lines have to be. A line is a strip of pixels; along it, every
# pixel that is not of a dotted line is of another color than the ground.
GEOMETRY = """() => {
  const frame = document.querySelector(".glossary-connections");
  const place = frame.getBoundingClientRect();
  const box = (node) => node.getBoundingClientRect();
  const all = (selector) => [...frame.querySelectorAll(selector)];
  const text = (node) => node.textContent.trim().slice(0, 40);
  const inside = (a, b) =>
    a.left >= b.left - 0.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5;
  const apart = (a, b) =>
    a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
  const outside = all("*").filter((node) => node.checkVisibility() && !inside(box(node), place)).map(text);
  const clipped = all("a, summary").filter((node) => node.scrollWidth > node.clientWidth + 1).map(text);
  const name = frame.querySelector("strong");
  const groups = all(".glossary-relation");
  const overlaps = [];
  for (const boxes of [[name, ...groups], all("a, summary, h2, h3").filter((node) => node.checkVisibility())])
    boxes.forEach((one, at) => {
      for (const other of boxes.slice(at + 1)) if (!apart(box(one), box(other))) overlaps.push([text(one), text(other)]);
    });

  const isWide = getComputedStyle(frame.firstElementChild).gridTemplateColumns.split(" ").length > 1;
  const isMirrored = document.documentElement.dir === "rtl";
  const middle = ({ top, height }) => top + height / 2;
  const strips = [];
  const strip = (what, left, right, top, bottom, along) =>
    strips.push({ what, along, x: Math.min(left, right) - place.left, y: top - place.top,
                  width: Math.abs(right - left), height: bottom - top });
  for (const group of groups) {
    const at = box(group);
    const where = group.parentElement.className.replace("glossary-connections-", "");
    const isSolid = !group.classList.contains("glossary-connector-dotted");
    const alone = getComputedStyle(group, "::after").display === "none";
    if (where === "below" && (isWide || alone)) {
      const x = box(name).left + box(name).width / 2;
      strip(text(group), x - 3, x + 3, box(name).bottom + 1, at.top - 1, isSolid ? "rows" : "some");
      continue;
    }
    const isAtEnd = isWide && where === "before";
    const edge = isAtEnd !== isMirrored ? at.right + 1 : at.left - 1;
    const away = isAtEnd !== isMirrored ? 14 : -14;
    strip(text(group), edge, edge + away, middle(at) - 7, middle(at) + 7, isSolid ? "columns" : "some");
  }
  if (!isWide && groups.some((group) => !group.parentElement.matches(".glossary-connections-below"))) {
    // The line that all boxes hang on.
    const x = isMirrored ? box(groups[0]).right + 16 : box(groups[0]).left - 16;
    const [first, last] = [middle(box(groups[0])), middle(box(groups.at(-1)))];
    const { top, bottom } = box(name);
    if (first < top) strip("line above", x - 3, x + 3, first, top, "rows");
    if (last > bottom) strip("line below", x - 3, x + 3, bottom + 1, last, "rows");
  }
  return {
    outside, clipped, overlaps, strips, isWide, height: place.height,
    page: document.documentElement.scrollWidth - innerWidth,
    text: Math.min(...all("a, strong, h2, h3, summary").map((node) => parseFloat(getComputedStyle(node).fontSize))),
  };
}"""

# In which strips a picture differs from one without lines.
COMPARE = """async ([before, after, strips]) => {
  const pixels = async (picture) => {
    const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` });
    await image.decode();
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const colors = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
    return (x, y) => colors[y * width + x];
  };
  const [one, other] = [await pixels(before), await pixels(after)];
  const differs = (x, y) => one(x, y) !== other(x, y);
  const range = (start, length) => Array.from({ length: Math.max(0, Math.floor(length)) }, (_, at) => Math.ceil(start) + at);
  return strips.filter(({ x, y, width, height, along }) => {
    const [columns, rows] = [range(x, width), range(y, height)];
    if (!columns.length || !rows.length) return true;
    if (along === "columns") return !columns.every((x) => rows.some((y) => differs(x, y)));
    if (along === "rows") return !rows.every((y) => columns.some((x) => differs(x, y)));
    return columns.flatMap((x) => rows.map((y) => differs(x, y))).filter(Boolean).length < 8;
  }).map(({ what }) => what);
}"""

WITHOUT_LINES = ".glossary-connections :is(*, #weight)::before, .glossary-connections :is(*, #weight)::after"


def without_lines(page: Page, strips: list[dict[str, Any]]) -> list[str]:
    """The strips in which no line is to be seen."""
    frame = page.locator(".glossary-connections")
    before = frame.screenshot()
    style = page.add_style_tag(content=f"{WITHOUT_LINES} {{ display: none !important }}")
    after = frame.screenshot()
    style.evaluate("style => style.remove()")
    missing: list[str] = page.evaluate(COMPARE, [b64encode(before).decode(), b64encode(after).decode(), strips])
    return missing


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_outside_or_covered_and_lines_are_there(browser: Browser, site: str, name: str) -> None:
    page = opened(browser, LOOKS[0])
    go(page, site, name, LOOKS[0])
    shape = name.partition("-")[2]
    for look in LOOKS:
        # Colors move nothing.
        if look.colors != "light" and name not in ("en-thirty", "ja-twenty"):
            continue
        page.set_viewport_size({"width": look.width, "height": 1200})
        page.emulate_media(**colors_of(look))
        page.evaluate("dir => document.documentElement.dir = dir", look.direction)
        found = page.evaluate(GEOMETRY)
        assert (found["outside"], found["clipped"], found["overlaps"], found["page"]) == ([], [], [], 0), look
        assert found["text"] >= 12, look
        assert found["isWide"] == (look.width >= 768 and shape != "below"), look
        assert len(found["strips"]) >= len(SHAPES[shape]), look
        assert without_lines(page, found["strips"]) == [], look
    page.close()


def test_a_graph_is_low_enough(browser: Browser, site: str) -> None:
    """As high as a screen at most, for as many terms as can be read."""
    for look, limit in ((Look(1280), 450), (Look(390), 640)):
        page = opened(browser, look)
        for language in NAMES:
            for shape in ("three", "eight", "fifteen", "twenty"):
                go(page, site, f"{language}-{shape}", look)
                assert page.evaluate(GEOMETRY)["height"] <= limit, (language, shape, look)
        page.close()


def test_the_width_of_the_place_decides(browser: Browser, site: str) -> None:
    page = opened(browser, Look(1280))
    go(page, site, "en-fifteen", Look(1280))
    assert page.evaluate(GEOMETRY)["isWide"]
    page.locator(".glossary-relations").evaluate("box => box.style.width = '400px'")
    found = page.evaluate(GEOMETRY)
    assert not found["isWide"]
    assert (found["outside"], found["overlaps"]) == ([], [])
    page.close()


def test_japanese_breaks_between_words(browser: Browser, site: str) -> None:
    page = opened(browser, Look(390))
    go(page, site, "ja-twenty", Look(390))
    page.locator(".glossary-relations").evaluate("box => box.style.width = '200px'")
    lines = (
        page.locator(".glossary-connections")
        .get_by_role("link", name="コンテキストウィンドウ")
        .evaluate(
            """link => {
            const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode();
            const range = document.createRange();
            const lines = [];
            let last;
            [...text.data].forEach((letter, at) => {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                const {top} = range.getBoundingClientRect();
                if (top !== last) lines.push("");
                last = top;
                lines[lines.length - 1] += letter;
            });
            return lines;
        }"""
        )
    )
    assert len(lines) > 1
    assert lines == ["コンテキスト", "ウィンドウ"]
    page.close()


def test_every_neighbor_is_one_stop_of_the_keyboard_and_has_a_card(browser: Browser, site: str) -> None:
    page = opened(browser, Look(1280))
    go(page, site, "en-eight", Look(1280))
    page.locator(".glossary-read-first a").first.focus()
    reached = []
    while page.evaluate("document.activeElement.closest('.glossary-relations, .glossary-read-first') !== null"):
        reached.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert sorted(reached) == sorted(ENGLISH[:8])
    page.get_by_role("link", name="Context window").last.hover()
    page.locator("#glossary-hover", has_text="Context window").wait_for()
    page.close()


def test_a_box_leads_to_the_list_of_the_rest(browser: Browser, site: str) -> None:
    look = Look(390)
    page = opened(browser, look)
    go(page, site, "en-thirty", look)
    page.locator(".glossary-connections .more").first.click()
    assert "--relations-" in page.url
    rest = page.locator(":target details")
    assert not rest.locator("a").first.is_visible()
    rest.locator("summary").click()
    assert rest.locator("a").first.is_visible()
    page.close()


@pytest.mark.parametrize("is_touched", [False, True])
def test_links_are_large_enough_to_be_hit(browser: Browser, site: str, is_touched: bool) -> None:
    look = Look(390)
    page = opened(browser, look, is_touched=is_touched)
    go(page, site, "ja-thirty", look)
    heights = page.locator(".glossary-connections :is(a, summary):visible").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().height)"
    )
    assert len(heights) > 10
    assert min(heights) >= (44 if is_touched else 24)
    assert page.evaluate(GEOMETRY)["overlaps"] == []
    page.close()


def test_on_paper_all_is_there(browser: Browser, site: str) -> None:
    page = opened(browser, Look(768))
    go(page, site, "en-thirty", Look(768))
    page.emulate_media(media="print")
    links = page.locator(".glossary-relation-lists a")
    # What to read first is in a line above.
    assert links.count() == sum(SHAPES["thirty"].values()) - SHAPES["thirty"]["prerequisites"]
    assert (
        links.evaluate_all(
            "links => links.filter(link => !link.checkVisibility({contentVisibilityAuto: true}) || !link.offsetHeight).length"
        )
        == 0
    )
    assert not page.locator(".glossary-relation-lists summary").first.is_visible()
    name = page.locator(".glossary-connections strong").evaluate(
        "name => [getComputedStyle(name).color, getComputedStyle(name).backgroundColor]"
    )
    assert name[0] != name[1]
    page.close()


def test_without_style_sheets_there_are_lists(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.route("**/*.css*", lambda route: route.abort())
    page.goto(f"{site}/en-three.html")
    text = page.locator(".glossary-relations").inner_text()
    expected = [
        "Connections",
        "Prerequisites",
        ENGLISH[0],
        "Large language model",
        "Used for",
        ENGLISH[1],
        "Related terms",
    ]
    # Without the link of the heading.
    found = [line.strip("¶ ") for line in text.splitlines() if line.strip()]
    assert found[: len(expected) + 1] == [*expected, ENGLISH[2]]
    assert f"{ENGLISH[2]} – Text." in found
    page.close()


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_lines_and_edges_have_contrast(browser: Browser, site: str, colors: Literal["light", "dark"]) -> None:
    """At least 3 to 1 (WCAG 1.4.11), text 4.5 to 1 (1.4.3)."""
    page = opened(browser, Look(1280, colors=colors))
    go(page, site, "en-fifteen", Look(1280, colors=colors))
    found = page.evaluate(
        """() => {
            const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const light = (color) => {
                const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(channel);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
            const frame = document.querySelector(".glossary-connections");
            const ground = getComputedStyle(frame).backgroundColor;
            const groups = [...frame.querySelectorAll(".glossary-relation")];
            const lines = groups.flatMap((group) => [
                ratio(getComputedStyle(group, "::after").borderBlockStartColor, ground),
                ratio(getComputedStyle(group, "::before").borderInlineStartColor, ground),
            ]);
            const links = [...frame.querySelectorAll("a")].map((link) => getComputedStyle(link));
            const name = getComputedStyle(frame.querySelector("strong"));
            return {
                lines: Math.min(...lines),
                edges: Math.min(...links.map((link) => ratio(link.borderTopColor, link.backgroundColor))),
                text: Math.min(
                    ratio(name.color, name.backgroundColor),
                    ...links.map((link) => ratio(link.color, link.backgroundColor)),
                ),
            };
        }"""
    )
    assert found["lines"] >= 3
    assert found["edges"] >= 3
    assert found["text"] >= 4.5
    page.close()
