"""What readers get of the graph of a term, on a desk and on a phone: the limits of `make readers`, for a few terms."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from benchmarks.readers import DESK, LIMITS, PHONE, measure
from support.browser import LOCAL_MERMAID, local_mermaid, served
from support.pages import data
from support.project import CONF, Project

NAMES, SHAPES, CENTERS = data(__file__, "tables/readers.yaml").values()
RELATIONS = """
glossary_terms_relations = {
    "helps": {"label": "Helps against", "inverse_label": "Helped by"},
    "like": {"label": "Not to be confused with", "symmetric": True},
}
"""


def page_of(language: str, shape: str) -> str:
    """A page with a term, and with those around it."""
    names = iter(NAMES[language])
    options, others = "", ""
    for relation, count in SHAPES[shape].items():
        ids = []
        for number in range(count):
            ids.append(f"{shape}-{relation}-{number}")
            others += f"````{{term}} {next(names)}\n:id: {ids[-1]}\n:no-graph:\nText.\n````\n\n"
        options += f":{relation}: {', '.join(ids)}\n"
    return f"# Page\n\n````{{term}} {CENTERS[language]}\n:id: {shape}\n{options}\nText.\n````\n\n{others}"


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("output", ["mermaid", "svg"])
def test_graphs_are_within_their_limits(project: Project, browser: Browser, output: str, language: str) -> None:
    local_mermaid(project.source / "static")
    conf = CONF.replace('"basic"', '"furo"') + RELATIONS + f'glossary_terms_graph_output = "{output}"\n'
    conf += 'glossary_terms_source_language = "en"\n'
    conf += f'html_static_path = ["static"]\nmermaid_use_local = "{LOCAL_MERMAID}"\n'
    project.write({"conf.py": conf, "index.md": "# Home\n\n```{toctree}\n:glob:\n*\n```\n"})
    project.write({f"{shape}.md": page_of(language, shape) for shape in SHAPES})
    built = project.build()
    assert built.warnings == []
    beyond = []
    with served(built.outdir) as site:
        for width in (PHONE, DESK):
            page = browser.new_page(viewport={"width": width, "height": 900})
            for shape in SHAPES:
                found = measure(page, f"{site}/{shape}.html")
                beyond += [
                    (shape, limit.label, width, found[limit.key])
                    for limit in LIMITS
                    if limit.width == width and not limit.is_kept(found[limit.key])
                ]
            page.close()
    assert beyond == []
