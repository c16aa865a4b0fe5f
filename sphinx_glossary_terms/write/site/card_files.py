"""The scripts of hover cards as files: one beside each page with terms, or with links to terms of other projects."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import quote

from sphinx_glossary_terms.know.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.outputs import output_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

# Not below `_static`, whose files many servers let browsers keep for long: their addresses change with their content.
FOLDER = "_glossary"
FOREIGN = "_glossary-projects"
"""The folder of the cards of terms of other projects: a script for each page that links to such terms."""


def tidy(app: Sphinx, error: Exception | None, /) -> None:
    """Remove the cards of pages that are gone, or have no terms any more (`build-finished`)."""
    if error is not None or not output_of(app.builder).has_cards:
        return
    builder, domain = app.builder, glossary_domain(app.env)
    if (folder := Path(app.outdir, FOLDER)).is_dir():
        pages = (docname for docname in app.env.all_docs if has_script(domain, builder, docname))
        _tidy(folder, {path_of(builder, docname) for docname in pages} if has_cards(builder) else set())
    if (folder := Path(app.outdir, FOREIGN)).is_dir():
        # What a page has no use for any more went when it was written.
        has_foreign = has_cards(builder) and domain.projects is not None
        _tidy(folder, {path_of(builder, docname, FOREIGN) for docname in app.env.all_docs} if has_foreign else set())


def pages_without(builder: Builder, /) -> list[str]:
    """The pages whose cards somebody has removed from the output."""
    if not has_cards(builder):
        return []
    domain = glossary_domain(builder.env)
    pages = (docname for docname in domain.env.all_docs if has_script(domain, builder, docname))
    return sorted(docname for docname in pages if not path_of(builder, docname).exists())


def _tidy(folder: Path, kept: set[Path]) -> None:
    for path in (*sorted(folder.rglob("*"), reverse=True), folder):
        if path.suffix == ".js" and path not in kept:
            path.unlink()
        elif path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def has_cards(builder: Builder, /) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether the pages of an output have hover cards."""
    return output_of(builder).has_cards and builder.config.glossary_terms_hover_cards


def has_script(domain: GlossaryDomain, builder: Builder, docname: str, /) -> bool:
    """Whether there is a script of cards for a page."""
    if output_of(builder).is_one_page:
        return docname == domain.env.config.root_doc and any(page.terms for page in domain.pages.values())
    return docname in domain.pages and bool(domain.pages[docname].terms)


def path_of(builder: Builder, docname: str, folder: str = FOLDER, /) -> Path:
    """Where the script of a page is. `glossary-cards.js` makes the same of the address of a link."""
    address, quoted = builder.get_target_uri(docname), quote(docname)
    if address.startswith("#"):  # singlehtml
        address = docname
    elif address.startswith(quoted):  # The builder `dirhtml` does not quote the names of pages.
        address = docname + address.removeprefix(quoted)
    address = re.sub(r"\.html$", "", address)
    return Path(builder.outdir, folder, re.sub(r"(^|/)$", r"\1index", address) + ".js")
