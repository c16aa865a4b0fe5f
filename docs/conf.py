"""Configuration of the manual and its glossary."""

import re
import shutil
import subprocess
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.locale import _
from sphinx.locale import init as init_locale
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

try:
    import sphinx_design  # noqa: F401
    from latex2mathml.converter import convert
except ImportError as error:
    raise ConfigError(f"{error}; `make html` installs what the documentation needs") from error

from sphinx_glossary_terms import __version__
from sphinx_glossary_terms.checks.rules import RULES

project = "sphinx-glossary-terms"
author = "The sphinx-glossary-terms maintainers"
# The exports take the licence from here.
project_copyright = f"2026, {author}; the glossary: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinx_glossary_terms",
    "sphinx_glossary_terms.japanese_search",
]
exclude_patterns = ["_build", "snippets", "benchmark"]
templates_path = ["_templates"]
myst_enable_extensions = ["dollarmath"]
# Formulas as MathML, which browsers show without a script (see setup).
html_math_renderer = "mathml"

# The second one has the words of Sphinx's scripts, for which Sphinx looks below the folder in which it was started.
locale_dirs = ["../locales", str(Path(__file__).parent / "_locales")]
gettext_compact = False
glossary_terms_source_language = "en"
glossary_terms_graph_output = "svg"
glossary_terms_autolink = "section"
# Names of parameters ("In code") that are words of everyday language, too.
glossary_terms_autolink_exclude = ["stop", "seed"]
# Every page of the glossary is a term: nothing is outside of it. Its sources are full of names such as MMLU.
WITHOUT = {"unused-term", "unexplained-abbreviation"}
glossary_terms_checks = [rule.code for rule in RULES if not rule.always and rule.code not in WITHOUT]
# Relative addresses, since nobody knows yet where the site will lie.
glossary_terms_languages = {"en": "../en/", "ja": "../ja/"}
glossary_terms_relations = {
    "mitigates": {"label": "Mitigates", "inverse": "mitigated-by", "inverse_label": "Mitigated by"},
    "trains": {"label": "Used to train", "inverse": "trained-with", "inverse_label": "Trained with"},
    "contrast-with": {"label": "Not to be confused with", "symmetric": True},
}
glossary_terms_fields = {
    "in-practice": {"label": "In practice"},
    "elsewhere": {"label": "How others define it", "folds": True},
    # Where the subject moves within months; python -m docs.checked lists what is due.
    "checked": {"label": "Checked on"},
}

epub_description = "A glossary extension for Sphinx, and a glossary of artificial intelligence"
epub_identifier = "sphinx-glossary-terms"
epub_tocscope = "includehidden"
epub_tocdepth = 2
latex_elements = {"papersize": "a4paper"}

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_favicon = "_static/favicon.svg"
html_additional_pages = {"404": "404.html"}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/language.html",
        "sidebar/place.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
# A folder for each, side by side (see the Makefile); how each calls itself.
LANGUAGES = {"en": "English", "ja": "日本語"}


class Example(SphinxDirective):
    """A snippet in both markups, and pictures of its result (`make pictures`); the content describes these."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        tabs = "".join(
            f"~~~~{{tab-item}} {title}\n:sync: {suffix}\n"
            f"```{{literalinclude}} snippets/{name}.{suffix}\n:language: {language}\n```\n~~~~\n"
            for title, suffix, language in (("MyST", "md", "markdown"), ("reStructuredText", "rst", "rst"))
        )
        made = self.parse_text_to_nodes(f"~~~~~{{tab-set}}\n:sync-group: markup\n{tabs}~~~~~\n")
        light, dark = (
            nodes.image(
                uri=f"images/examples/{name}{ending}.png", alt=" ".join(self.content), classes=["example", scheme]
            )
            for ending, scheme in (("", "only-light"), ("-dark", "only-dark"))
        )
        for image in (light, dark):
            self.set_source_info(image)
        return [*made, light, addnodes.only("", dark, expr="builder_html")]


class Numbers(SphinxDirective):
    """Tables of numbers, which are nothing to translate."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        parsed = self.parse_content_to_nodes()
        for paragraph in (found for node in parsed for found in node.findall(nodes.paragraph)):
            paragraph["translatable"] = not paragraph.astext()[:1].isdigit()
        return parsed


class PdfOfDrawing(ImageConverter):
    """LaTeX knows no SVG; needs Debian's librsvg2-bin."""

    conversion_rules: ClassVar = [("image/svg+xml", "application/pdf")]

    def is_available(self) -> bool:
        return shutil.which("rsvg-convert") is not None

    def convert(self, source: str, target: str) -> bool:
        subprocess.run(["rsvg-convert", "-f", "pdf", "-o", target, source], check=True)  # noqa: S603, S607
        return True


def add_languages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell templates where this page is in each language, and whose it is in this one."""

    def in_language(code: str) -> str:
        return f"{context['content_root']}../{code}/{app.builder.get_target_uri(pagename)}"

    context |= {"languages": LANGUAGES, "in_language": in_language, "copyright": app.config.epub_copyright}


def collapse_navigation(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """The sidebar opens the topic of the page only: 300 links on each page took more than half of a build."""
    if toctree := context.get("toctree"):
        context["toctree"] = lambda **options: toctree(**{**options, "collapse": True})


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """The first paragraph of a page of the manual is its description; entries have theirs."""
    paragraph = doctree.next_node(nodes.paragraph) if doctree is not None else None
    tags = context.get("metatags") or ""
    if paragraph is not None and 'name="description"' not in tags:
        text = escape(" ".join(paragraph.astext().split()))
        context["metatags"] = f'{tags}<meta name="description" content="{text}" />\n'


def give_readings(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What Sphinx calls an option has a place in the order of Japanese, too."""
    for _heading, entries in context.get("genindexentries", ()):
        entries[:] = [(name, (*entry[:2], "せっていち" if name == "設定値" else entry[2])) for name, entry in entries]


def name_owner(app: Sphinx, config: Config) -> None:
    if config.language == "ja":
        config.epub_copyright = (
            "2026 sphinx-glossary-terms開発者。用語集：CC BY 4.0（https://creativecommons.org/licenses/by/4.0/）"
        )


def name_parts(app: Sphinx) -> None:
    """What Sphinx does not look for in its catalogs: an option in a search result, and the contents of an EPUB."""
    app.env.domains.standard_domain.object_types["confval"].lname = _("configuration value")
    if isinstance(app.builder, Epub3Builder):
        app.builder.guide_titles = {**app.builder.guide_titles, "toc": _("Table of Contents")}


# Pages whose examples are Japanese in the Japanese edition, with their pictures (`make pictures`).
EXAMPLES = {"start", "writing", "relating", "referring", "showing"}
# A comment in a program, or a sentence.
PROSE = re.compile(r'# .*[a-z]{2}|"[A-Z][a-z]* [a-z]+ [a-z]+')


def translate_code(app: Sphinx, doctree: nodes.document) -> None:
    """Examples, and comments in programs. Sphinx itself can do so in reStructuredText only."""
    name = app.env.docname
    if name not in {"index", *EXAMPLES} and not name.startswith("glossary/"):
        return
    blocks = [
        node
        for node in doctree.findall(nodes.literal_block)
        if name in EXAMPLES or node.get("language") in {"text", "markdown"} or PROSE.search(node.astext())
    ]
    catalog, _ = init_locale([app.srcdir / folder for folder in app.config.locale_dirs], app.config.language, name)
    for node in blocks:
        message = node.rawsource or node.astext()
        if app.builder.name == "gettext":
            node["translatable"] = True
        elif translation := catalog.gettext(message):
            node.rawsource = translation.rstrip("\n")
            node[:] = [nodes.Text(node.rawsource)]


# A space between the name of a function and what follows without a bracket.
FUNCTION = re.compile(r"((?<!<msub>)<mi>(?:log|ln|cos|tanh)</mi>|<msub><mi>log</mi><mn>2</mn></msub>)(?=<m(?!o))")


def mathml(formula: str, display: str) -> str:
    return FUNCTION.sub(r'\1<mspace width="0.167em" />', convert(formula, display=display))


def write_formula(writer: HTML5Translator, node: nodes.math) -> None:
    # A fraction within a line is shown as large as one that stands alone: its letters would be too small.
    writer.body.append(mathml(node.astext(), "inline").replace("<math ", '<math displaystyle="true" ', 1))
    raise nodes.SkipNode


def write_display(writer: HTML5Translator, node: nodes.math_block) -> None:
    writer.body.append(f'<div class="math">{mathml(node.astext(), "block")}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (write_formula, None), (write_display, None))
    app.add_post_transform(PdfOfDrawing)
    app.connect("config-inited", name_owner)
    app.connect("builder-inited", name_parts)
    app.connect("doctree-read", translate_code)
    app.connect("html-page-context", add_languages)
    app.connect("html-page-context", collapse_navigation, priority=400)  # before the theme takes it
    app.connect("html-page-context", describe)
    app.connect("html-page-context", give_readings, priority=400)
    app.add_directive("example", Example)
    app.add_directive("numbers", Numbers)
