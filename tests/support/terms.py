"""Terms, a glossary and the view of a page, without Sphinx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from sphinx_glossary_terms.features.pages import PageView, Viewer
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.names import Declared, Name
from sphinx_glossary_terms.model.order import collation_for
from sphinx_glossary_terms.model.page import Page
from sphinx_glossary_terms.model.term import LocalizedText, Term, id_of
from sphinx_glossary_terms.settings import labels


def term(
    name: str,
    *,
    line: int = 1,
    aliases: Iterable[str] = (),
    hidden: Iterable[str] = (),
    links: Iterable[str] = (),
    **targets: str,
) -> Term:
    others = (*(Name(alias) for alias in aliases), *(Name(alias, "hidden") for alias in hidden))
    names = (Name(name, "preferred"), *others)
    return Term(
        id=id_of(name),
        names=names,
        source_names=names,
        docname="page",
        source="page.md",
        line=line,
        relations=tuple(
            Declared(option=option, target=target) for option, text in targets.items() for target in text.split()
        ),
        links=tuple(links),
    )


class Labels:
    """Labels as they are in the tables."""

    def side(self, side: relations.Side, /) -> LocalizedText:
        return LocalizedText(side.label)

    def parentheses(self) -> tuple[str, str]:
        return " (", ")"

    def field(self, name: str, /) -> LocalizedText:
        return LocalizedText(name)

    def context(self, context: str, /) -> LocalizedText:
        return LocalizedText(context)

    def tag(self, tag: str, /) -> LocalizedText:
        return LocalizedText(tag)

    def tag_reading(self, _tag: str, /) -> str:
        return ""

    def in_other_languages(self, _term: Term, /) -> tuple[LocalizedText, ...]:
        return ()


def glossary(*terms: Term) -> Glossary:
    return Glossary(terms, relations.BUILT_IN)


def view_of(page: Page, found: Glossary) -> PageView:
    return Viewer(found, collation_for("en"), cast("labels.Labels", Labels())).page("page", page)


def page_view(page: Page, *terms: Term) -> PageView:
    return view_of(page, glossary(*terms))
