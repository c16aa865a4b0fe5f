"""What writing gets of the glossary, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sphinx_glossary_terms.model.collation import Collation
    from sphinx_glossary_terms.model.external import Entry
    from sphinx_glossary_terms.views.indexes import PlainIndex
    from sphinx_glossary_terms.views.page import PageView


class SiteView(Protocol):
    """What the pages of a build show, and what a site has beside its pages."""

    @property
    def is_used(self) -> bool:
        """Whether any page has a directive of this extension, or may refer to a term of another project."""

    @property
    def projects(self) -> object | None:
        """What other projects say; None if this one names none."""

    @property
    def foreign(self) -> Mapping[str, Entry]:
        """The terms of other projects by their URI."""

    @property
    def collation(self) -> Collation:
        """The order of the language."""

    @property
    def index_readings(self) -> Mapping[str, str]:
        """The readings of the names in the general index, if that is sorted by them."""

    @property
    def index_languages(self) -> Mapping[str, str]:
        """The languages of those names in it that are not in the language of the build."""

    def has_directives(self, docname: str, /) -> bool:
        """Whether a page has a directive of this extension."""

    def has_terms(self, docname: str, /) -> bool:
        """Whether a page has terms."""

    def blocks(self, docname: str, /) -> Collection[str]:
        """The kinds of the generated blocks on a page, such as an index."""

    def is_missing(self, target: str, /) -> bool:
        """Whether a reference names a term of a project that could not be read, which is reported already."""

    def advice(self, target: str, /) -> str:
        """What to do about a target that was not found; empty if nothing like it is known."""

    def view(self, docname: str, /) -> PageView:
        """What a page shows of the glossary."""

    def index(self, docnames: Collection[str] | None = None, /) -> PlainIndex:
        """The generated index of the terms on all pages, or on some."""
