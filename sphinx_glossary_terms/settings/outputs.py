"""What the output of each builder can do, and how files are written: those of outputs, and those of authors."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeGuard

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import SphinxError

from sphinx_glossary_terms.model.characters import printable

GLOSSARY_FILE = "glossary.json"
"""The file beside the pages of a site, for other projects."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What an output can do. The defaults are those of plain text.

    is_html: its pages are HTML: headings have levels, every element can have anchors, style sheets lie beside them,
        indexes begin with links to their headings, and abbreviations have their full forms in tooltips, which elsewhere
        would be read again and again.
    for_browsers: its pages are read in browsers: what is generated is written as HTML by the writer, and not lowered to
        nodes of docutils; scripts run; parts of a page can be folded.
    is_site: it is a site: `GLOSSARY_FILE` lies beside its pages, one of which is the search (`search`), and it writes
        those of the event `html-collect-pages`, of which an unchanged index can be left out.
    has_cards: links to terms open hover cards, whose files lie beside the pages.
    pictures: the format in which graphs are files, if they are drawn when the book is built: without links, and without
        our style sheet. Pages for browsers have graphs in them; elsewhere there are none, and the lists say the same.
    is_one_page: all pages are written as one page of HTML, where anchors need the name of the page that they are of.
    is_catalog: the output is what translators get: only the words of authors, and the catalogs of names.
    has_pages: it has files of pages, whose state is kept from build to build.
    """

    is_html: bool = False
    for_browsers: bool = False
    is_site: bool = False
    has_cards: bool = False
    pictures: Literal["", "svg", "pdf"] = ""
    is_one_page: bool = False
    is_catalog: bool = False
    has_pages: bool = True


PLAIN = Output()
_PAGES = Output(is_html=True, for_browsers=True)
# The files of hover cards are beside the pages, for a browser. Help viewers and serialized pages have none. About a
# builder of another extension we know nothing.
_SITE = replace(_PAGES, is_site=True, has_cards=True)

BUILDERS = {
    "html": _SITE,
    "dirhtml": _SITE,
    "singlehtml": replace(_SITE, is_site=False, is_one_page=True),
    # Not `for_browsers`: if another extension registers a visitor for this builder alone, Sphinx gives it no visitor of
    # ours (`SphinxComponentRegistry.create_translator`).
    "epub": Output(is_html=True, pictures="svg"),
    "gettext": replace(PLAIN, is_catalog=True),
    "glossary-export": replace(PLAIN, has_pages=False),
}
"""The builders whose output can do more or less than others of their format, by name."""

FORMATS = {"html": _PAGES, "latex": Output(pictures="pdf")}
"""All others, by the format of the builder: Sphinx's and those of other extensions. Every other format is text."""


def output_of(builder: Builder | type[Builder], /) -> Output:
    """What the output of a builder can do: its own row, or that of its format."""
    if output := BUILDERS.get(builder.name):
        return output
    kind = builder if isinstance(builder, type) else type(builder)
    return replace(FORMATS.get(builder.format, PLAIN), is_one_page=issubclass(kind, SingleFileHTMLBuilder))


def has_own_file(app: Sphinx, name: str, /) -> bool:
    """Whether the project has a file of that name itself, which Sphinx copies into the output at every build."""
    paths = (Path(app.confdir or app.srcdir, extra) for extra in app.config.html_extra_path)
    return any(path.name == name or (path / name).exists() for path in paths)


def has_cards(builder: Builder, /) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether the pages of an output have hover cards."""
    return output_of(builder).has_cards and builder.config.glossary_terms_hover_cards


def write_output(path: Path, content: bytes, /, *, is_kept: bool = False) -> None:
    """Write a file that a build makes.

    `is_kept`: later builds take it as it is, so it is whole or not there, even if this build is killed.

    Raises:
        SphinxError: it cannot be written, with what to do.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}") if is_kept else path
        part.write_bytes(content)
        if is_kept:
            part.replace(path)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}); make room for it or remove it, and build again"
        raise SphinxError(printable(message)) from error


def remove_file(path: Path, /) -> None:
    """Remove a file of ours if it is there; a folder of that name is somebody else's."""
    if path.is_symlink() or path.is_file():
        path.unlink()


def replace_file(path: Path, content: bytes, /) -> None:
    """Write a file as a whole: whatever happens, it has its former content or the new one.

    Its mode and its owner stay, and so does a symbolic link to it.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".glossary-part-{secrets.token_hex(8)}")
    try:
        part.write_bytes(content)
        with suppress(FileNotFoundError), target.open("r+b") as file:  # A file that must not be written stays.
            owner = os.fstat(file.fileno())
            if os.name == "posix":
                with suppress(PermissionError):  # Only root, such as in a container, writes files of others.
                    os.chown(part, owner.st_uid, owner.st_gid)
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
