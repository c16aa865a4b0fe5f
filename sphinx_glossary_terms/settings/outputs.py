"""What the output of each builder can do: the only place that depends on which builder it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


class Graphs(Enum):
    """How an output shows graphs."""

    NONE = auto()
    """Not at all: the lists say the same."""
    IN_PAGES = auto()
    """In the page, drawn by Mermaid in the reader's browser or when the site is built."""
    SVG_FILES = auto()
    """As images, if they are drawn when the book is built: without links, and without our style sheet."""
    PDF_FILES = auto()
    """The same, where the next program takes no SVG."""


GLOSSARY_FILE = "glossary.json"
"""The file beside the pages of a site, for other projects."""

READER = "glossary-export-language"
"""The name of the builder that reads a language for `glossary-export`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What an output can do. The defaults are those of plain text.

    writes_html: what is generated is written as HTML by the writer, and not lowered to nodes of docutils.
    has_heading_levels: a heading that is not that of a section has a level; LaTeX would take it for a part of the book.
    has_style_sheets: the style sheets of the extension lie beside the pages.
    has_scripts: its scripts do, too, and run: readers can filter an index.
    has_navigation: an index begins with links to its headings.
    folds: readers can fold parts of a page; not in books, which are often on paper.
    has_search: the pages can be searched, at the page `search`.
    has_cards: links to terms open hover cards, whose files lie beside the pages.
    has_abbreviations: an abbreviation has its full form for a tooltip; elsewhere that would stand in the text again and
        again.
    has_glossary_file: `GLOSSARY_FILE` lies beside the pages.
    takes_pages: it writes the pages of the event `html-collect-pages`: of these, an unchanged index can be left out.
    graphs: how graphs are shown.
    is_one_page: all pages are written as one page of HTML, where anchors need the name of the page that they are of.
    has_anchors_of_boxes: a container can have anchors.
    has_anchors_of_headings: a heading that is not that of a section can have anchors.
    is_catalog: the output is what translators get: only the words of authors, and the catalogs of names.
    fetches_projects: the files of other projects are downloaded; otherwise only the copies in the cache are read.
    """

    writes_html: bool = False
    has_heading_levels: bool = False
    has_style_sheets: bool = False
    has_scripts: bool = False
    has_navigation: bool = False
    folds: bool = False
    has_search: bool = False
    has_cards: bool = False
    has_abbreviations: bool = False
    has_glossary_file: bool = False
    takes_pages: bool = False
    graphs: Graphs = Graphs.NONE
    is_one_page: bool = False
    has_anchors_of_boxes: bool = True
    has_anchors_of_headings: bool = True
    is_catalog: bool = False
    fetches_projects: bool = True

    @property
    def has_pictures(self) -> bool:
        """Whether graphs are files of their own."""
        return self.graphs in {Graphs.SVG_FILES, Graphs.PDF_FILES}


_TEXT = Output()
_PAGES = Output(
    writes_html=True,
    has_heading_levels=True,
    has_style_sheets=True,
    has_scripts=True,
    has_navigation=True,
    folds=True,
    has_abbreviations=True,
    graphs=Graphs.IN_PAGES,
)
# The files of hover cards are beside the pages, for a browser. Help viewers and serialized pages have none. About a
# builder of another extension we know nothing.
_SITE = replace(_PAGES, has_search=True, has_cards=True, has_glossary_file=True, takes_pages=True)

BUILDERS = {
    "html": _SITE,
    "dirhtml": _SITE,
    "singlehtml": replace(_SITE, has_search=False, has_glossary_file=False, takes_pages=False, is_one_page=True),
    # Not `writes_html`: if another extension registers a visitor for this builder alone, Sphinx gives it no visitor of
    # ours (`SphinxComponentRegistry.create_translator`).
    "epub": Output(
        has_heading_levels=True,
        has_style_sheets=True,
        has_navigation=True,
        has_abbreviations=True,
        graphs=Graphs.SVG_FILES,
    ),
    "gettext": replace(_TEXT, is_catalog=True),
    # The export has downloaded them before it reads the languages.
    READER: replace(_TEXT, fetches_projects=False),
}
"""The builders whose output can do more or less than others of their format, by name."""

FORMATS = {
    "html": _PAGES,
    "latex": Output(graphs=Graphs.PDF_FILES, has_anchors_of_boxes=False, has_anchors_of_headings=False),
    "texinfo": Output(has_anchors_of_boxes=False),
}
"""All others, by the format of the builder: Sphinx's and those of other extensions. Every other format is text."""


def output_of(builder: Builder | type[Builder], /) -> Output:
    """What the output of a builder can do: its own row, or that of its format."""
    return BUILDERS.get(builder.name) or FORMATS.get(builder.format, _TEXT)


@contextmanager
def writing(path: Path, /) -> Iterator[None]:
    """Write a file of ours in the output.

    Raises:
        SphinxError: it cannot be written, with what to do.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise SphinxError(f"{path} cannot be written ({error.strerror}); remove it, and build again") from error


def has_own_file(app: Sphinx, name: str, /) -> bool:
    """Whether the project has a file of that name itself, which Sphinx copies into the output at every build."""
    paths = (Path(app.confdir or app.srcdir, extra) for extra in app.config.html_extra_path)
    return any(path.name == name or (path / name).exists() for path in paths)
