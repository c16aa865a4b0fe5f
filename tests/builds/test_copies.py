"""Copies of a definition (indexes, cards, exports, heads of pages, "Used in"), for every role that Sphinx has and for some
extensions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import sphinx

from support.needs import needs_extensions
from support.output import cards
from support.pages import data
from support.project import CONF, Built, Project

BELOW = {"[1]_": ".. [1] A note.\n", "footcite": ".. footbibliography::\n"}
"""What a page has to have for a role."""
FOLDER = Path(__file__).with_name("copies")
PAGE, OTHER = ((FOLDER / name).read_text(encoding="utf-8") for name in ("page.rst", "other.rst"))
# What is written, and what a copy shows, in plain text. Of two texts, readers of the page itself get the first one, which is
# found out when that page is written. Other pages have what is written, or a title: nothing would write them again.
ROWS = [row.partition(" =>")[::2] for row in (FOLDER / "roles.txt").read_text(encoding="utf-8").splitlines()]
ROLES: dict[str, list[str]] = {role: shown.strip().split(" | ") for role, shown in ROWS}
if sphinx.version_info < (8, 1):  # which brought these
    ROLES = {role: shown for role, shown in ROLES.items() if not role.startswith((":cve:", ":cwe:"))}
# The same for extensions, by the module of each.
EXTENSIONS: dict[str, dict[str, list[str]]] = data(__file__, "copies/extensions.yaml")
SETTINGS = """
bibtex_bibfiles = ["refs.bib"]
"""


def build(project: Project, roles: Iterable[str], *, conf: str = "", text: str = "") -> Built:
    """Build a page for each role."""
    pages = {}
    for number, role in enumerate(roles):
        role = role.replace("`place`", "`place{number}`").replace("<place>", "<place{number}>")
        page = PAGE + "".join(below for part, below in BELOW.items() if part in role)
        page = page.replace("{definition}", f"Soft {role} and warm.").replace("{number}", str(number))
        pages[f"page{number}.rst"] = page
    toctree = "".join(f"   {name.removesuffix('.rst')}\n" for name in pages)
    index = f"Home\n====\n{text}\n.. toctree::\n\n   other\n{toctree}"
    conf = f"{conf}\nhtml_baseurl = 'https://example.org/'\n"
    project.write({"conf.py": conf, "index.rst": index, "other.rst": OTHER, **pages})
    (project.source / "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return project.build(suppress_warnings=["image.not_readable"])


def differences(built: Built, roles: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """Every copy of a definition that has another text than it should have, by its role and its place."""
    exported = built.exported["terms"]
    generated = _plain(built.text("glossary-terms.html"))
    found: dict[tuple[str, str], str] = {}
    for number, (role, shown) in enumerate(roles.items()):
        page = built.text(f"page{number}.html")
        copies = {
            "glossary.json": exported[f"bread-{number}"]["definitions"]["en"]["text"],
            "generated index": generated[generated.index(f"Bread {number} ") :],
            "term-index": page[page.index('class="glossary-index') :],
            "card": " ".join(cards(built, f"page{number}").values()),
            "description": re.sub(r'.*name="description" content="(.*?)".*', r"\1", page, flags=re.DOTALL),
        }
        for place, copy in copies.items():
            # Sphinx resolves those of a `term-index` when it writes that page.
            texts = shown[:1] if place in {"card", "description"} else shown
            if (sentence := _sentence(copy)) not in {" ".join(f"Soft {text} and warm.".split()) for text in texts}:
                found[role, place] = sentence
    return found


def _plain(source: str) -> str:
    source = re.sub(r"\\\\?[()]", "", source)  # what MathJax looks for
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", source)).split())


def _sentence(copy: str) -> str:
    text = _plain(copy)
    return text[text.index("Soft") : text.index("warm.") + 5]


def test_every_role_of_sphinx(project: Project) -> None:
    conf = CONF.replace('_terms"]', '_terms", "sphinx.ext.extlinks"]')
    conf += 'extlinks = {"issue": ("https://example.org/%s", "issue %s")}\nnumfig = True\n'
    built = build(project, ROLES, conf=conf)
    # What Sphinx itself cannot resolve, it says once, where it is written.
    places = [line.partition(" WARNING:")[0] for line in built.warnings]
    assert len(places) == len(set(places))
    assert differences(built, ROLES) == {}


@needs_extensions
@pytest.mark.filterwarnings("ignore")  # what Sphinx and docutils deprecate, and these extensions use
def test_roles_of_extensions(project: Project) -> None:
    roles = {role: shown for found in EXTENSIONS.values() for role, shown in found.items()}
    modules = "".join(f', "{module}"' for module in EXTENSIONS)
    project.write({"refs.bib": "@book{knuth, author={Donald Knuth}, title={TeX}, year={1984}, publisher={A}}"})
    conf = CONF.replace('_terms"]', f'_terms"{modules}]') + SETTINGS
    built = build(project, roles, conf=conf, text="\n.. bibliography::\n")
    assert built.warnings == []
    assert differences(built, roles) == {}


def test_titles_in_the_language_of_the_reader(bilingual: Project) -> None:
    term = "```{term} Extra\nSee {ref}`more` and {doc}`model`.\n```\n"
    bilingual.write({"more.md": f"---\norphan: true\n---\n\n(more)=\n# More\n\n{term}"})
    bilingual.update_catalogs()
    bilingual.translate(
        "more", {"More": "続き", "See {ref}`more` and {doc}`model`.": "{ref}`more`と{doc}`model`を見てください。"}
    )
    built = bilingual.build(language="ja")
    definitions = built.exported["terms"]["extra"]["definitions"]
    assert definitions["ja"]["text"] == "続きと言語モデルを見てください。"
