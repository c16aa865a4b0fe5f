"""Builders that others wrote: no warning, and every page, name, definition and relation is in what they write."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest
from docutils import nodes

from support.needs import needs
from support.pages import KITCHEN, KITCHEN_CONF, PROJECTS
from support.project import CONF, Built, Project

pytestmark = pytest.mark.nightly

FOLDER = Path(__file__).with_name("others")
MORE = (FOLDER / "more.md").read_text(encoding="utf-8")
CONF_OF_ALL = (
    CONF.replace('html_theme = "basic"\n', "")
    + """\
author = "Bakers"
release = version
glossary_terms_autolink = "page"
"""
    + KITCHEN_CONF
)


def of_pages(suffix: str) -> Callable[[Path], str]:
    """The text of files of plain text or of markup."""

    def text(folder: Path) -> str:
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob(f"*{suffix}")))

    return text


def of_markdown(folder: Path) -> str:
    return re.sub(r"\]\([^()]*\)|<[^<>]*>", "", of_pages(".md")(folder))


def of_confluence(folder: Path) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", of_pages(".conf")(folder).replace("<![CDATA[", "").replace("]]>", "")))


def of_pdf(folder: Path) -> str:
    """In three orders: those of the file, of the page, and of its columns."""
    (file,) = folder.glob("*.pdf")
    orders: list[list[str]] = [["-raw"], ["-layout"], []]
    commands = (["pdftotext", *order, str(file), "-"] for order in orders)
    return "".join(subprocess.run(line, capture_output=True, text=True, check=True).stdout for line in commands)


def of_docx(folder: Path) -> str:
    (path,) = folder.glob("*.docx")
    with zipfile.ZipFile(path) as book:
        return "".join(ET.fromstring(book.read("word/document.xml")).itertext())


FONT = Path("/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf")
needs_font = needs("TrueType font of Japanese", FONT.exists(), "apt-get install fonts-vlgothic")
KINDS = [family + style for family in ("Serif", "Sans", "Mono") for style in ("", "Bold", "Italic", "BoldItalic")]
FILES = {
    # rst2pdf has no font with Japanese letters of its own.
    "ja.yaml": f"embeddedFonts: [[{', '.join([FONT.name] * 4)}]]\n"
    f"fontsAlias: {{{', '.join(f'font{kind}: {FONT.stem}' for kind in KINDS)}}}\n",
    # By itself rinoh writes "Chapter 1" for every link to a chapter.
    **{file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("texts.*")},
}
SETTINGS = {
    "rinoh": 'rinoh_documents = [{"doc": "index", "target": "test", "template": "texts.rtt"}]\n',
    "rst2pdf": f'pdf_font_path = ["{FONT.parent}"]\npdf_style_path = [__file__.removesuffix("conf.py")]\n',
    "rst2pdf-ja": 'pdf_stylesheets = ["sphinx", "a4", "ja"]\n',
}


@dataclass(frozen=True)
class Builder:
    """An extension with a builder, what that is called, and how its output is read.

    base: the builder of Sphinx that has the same text.
    """

    extension: str
    name: str
    text: Callable[[Path], str]
    base: str = "text"


BUILDERS = {
    "confluence": Builder("sphinxcontrib.confluencebuilder", "confluence", of_confluence),
    "docx": Builder("docxbuilder", "docx", of_docx),
    "llm": Builder("sphinx_llm.txt", "html", of_markdown),
    "llm-friendly": Builder("sphinx_llm_friendly", "html", of_markdown),
    "markdown": Builder("sphinx_markdown_builder", "markdown", of_markdown),
    "rinoh": Builder("rinoh.frontend.sphinx", "rinoh", of_pdf),
    "rst2pdf": Builder("rst2pdf.pdfbuilder", "pdf", of_pdf),
    "simplepdf": Builder("sphinx_simplepdf", "simplepdf", of_pdf, "singlehtml"),
}
CASES = [
    pytest.param(name, language, marks=needs_font if (name, language) == ("rst2pdf", "ja") else [])
    for name, language in product(BUILDERS, ("en", "ja"))
    if (name, language) != ("rinoh", "ja")  # a language that it warns of in a plain project, too
]


def letters(text: str) -> str:
    """A text without spaces and marks, which builders set as they like."""
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


def parts(built: Built) -> list[str]:
    """What has to be in every output: headings, names, definitions, lists of relations."""
    kinds = (nodes.title, nodes.rubric, nodes.term, nodes.paragraph)
    found = [node for page in built.resolved.values() for kind in kinds for node in page.findall(kind)]
    # Paper has no steps to click through.
    return [node.astext() for node in found if "glossary-steps" not in node["classes"]]


@pytest.mark.parametrize("graphs", ["mermaid", "svg"])
@pytest.mark.parametrize(("name", "language"), CASES)
def test_builder(tmp_path: Path, name: str, language: str, graphs: str) -> None:
    builder, out = BUILDERS[name], tmp_path / "out"
    project = Project(tmp_path, f'{CONF_OF_ALL}glossary_terms_graph_output = "{graphs}"\n')
    project.write({**KITCHEN, "kitchen/words.md": KITCHEN["kitchen/words.md"] + dedent(MORE)})
    if language == "ja":
        project.update_catalogs()
        project.translate_all(PROJECTS / "kitchen" / "ja.yaml")
    wanted = parts(project.build(builder.base, language=language))
    settings = SETTINGS.get(name, "") + SETTINGS.get(f"{name}-{language}", "")
    project.write({**FILES, "conf.py": f'{project.conf}extensions.append("{builder.extension}")\n{settings}'})
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", builder.name]
    command += ["-D", f"language={language}", str(project.source), str(out)]
    # With the programs of the environment, which a test need not have on its path.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path})
    assert done.returncode == 0, done.stderr
    text = letters(builder.text(out))
    missing = [part for part in wanted if letters(part) not in text]
    assert missing == [], "\n--\n".join(missing)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_llms_txt_describes_a_term_by_its_definition(project: Project, language: str) -> None:
    """And nothing else has that description: neither a catalog, nor a page beside its own."""
    front = "---\nmyst:\n  html_meta:\n    description: Mine.\n---\n"
    project.write({"index.md": "# Home\n\n```{toctree}\nllm\nown\n```\n"})
    project.write({"llm.md": "# Large language model\n\n```{term}\n:aliases: LLM\n```\n\nIt *continues* text.\n"})
    project.write({"own.md": f"{front}# Own\n\n```{{term}}\n:aliases: other one\n```\n\nX.\n"})
    project.write({"conf.py": f'{project.conf}extensions.append("sphinx_llm.txt")\nproject = "Test"\n'})
    project.update_catalogs()
    project.translate("llm", {"It *continues* text.": "文章の*続き*を作ります。"})
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"language={language}"]
    out = project.folder / "out"
    subprocess.run([*command, str(project.source), str(out)], check=True)
    text = "文章の続きを作ります。" if language == "ja" else "It continues text."
    described = (out / "llms.txt").read_text(encoding="utf-8")
    assert [line for line in (f": {text}\n", ": Mine.\n") if line not in described] == []
    assert (out / "llm.html").read_text(encoding="utf-8").count(f'"description" content="{text}"') == 1
    assert "It continues text." not in project.build("gettext").text("llm.pot")
