"""The colors of pages and of books, in one table."""

from __future__ import annotations

from textwrap import indent
from typing import NamedTuple


class Token(NamedTuple):
    """A color that has a name: the custom property `--glossary-NAME` of pages.

    name: its name.
    light, dark: its values.
    furo, pydata: the custom properties of these themes, which go before it.
    relations: the relation types that are shown in it, in lists and in graphs.
    """

    name: str
    light: str
    dark: str
    furo: str = ""
    pydata: str = ""
    relations: tuple[str, ...] = ()

    @property
    def property(self) -> str:
        """The custom property."""
        return f"--glossary-{self.name}"


TOKENS = (
    Token("prerequisites", "#0b6e4f", "#5fd3a8", relations=("prerequisites",)),
    Token("leads-to", "#7a4d00", "#f0b45a", relations=("prerequisites-inverse",)),
    Token("hierarchy", "#2f4fa8", "#9db4ff", relations=("broader", "narrower")),
    Token("related", "#6b3fa0", "#cfa6ff", relations=("related",)),
    Token("center", "#1f2937", "#e6edf3"),
    Token("on-center", "#ffffff", "#14181d"),
    Token("node", "#ffffff", "#1b2027", "--color-background-primary", "--pst-color-on-background"),
    Token("ink", "#1f2937", "#e6edf3", "--color-foreground-primary", "--pst-color-text-base"),
    Token("quiet", "#57606a", "#a5b0bb", "--color-foreground-secondary", "--pst-color-text-muted"),
    Token("line", "#d0d7de", "#3d444d", "--color-background-border", "--pst-color-border"),
    Token("muted", "#f6f8fa", "#1b2027", "--color-background-secondary", "--pst-color-surface"),
    Token("eli5", "#fff8e6", "#2b2413"),
    Token("eli5-edge", "#e0a800", "#c99400"),
)

LIGHT = {token.property: token.light for token in TOKENS}
"""The colors of books, which have no dark mode and no theme."""

_HEAD = """\
/* Colors, which a style sheet of the project may set again. Where Furo or PyData has a color for one, it is that:
   PyData defines its colors for the whole page, Furo for its body. */"""
_SCHEME = "/* Some themes say only by `color-scheme` that they are dark. */"
_AUTO = "/* Only where the theme says that it follows the system: a light theme stays light. */"
_PAPER = "/* Paper is light, whatever was chosen on the page. */"
_ROLES = "/* The color of a relation type, in lists and in graphs */"


def style_sheet() -> str:
    """The custom properties of pages, in the light and in the dark."""
    light = _block({token: (token.pydata, token.light) for token in TOKENS})
    of_furo = _block({token: (token.furo, "inherit") for token in TOKENS if token.furo})
    dark = _block({token: (token.furo, token.pydata, token.dark) for token in TOKENS})
    auto = indent(f'body[data-theme="auto"] {dark}', "  ")
    both = _block({token: (token.pydata, f"light-dark({token.light}, {token.dark})") for token in TOKENS})
    on_screens = [
        f":root {light}",
        f"{_SCHEME}\n@supports (color: light-dark(red, red)) {{\n{indent(f':root {both}', '  ')}\n}}",
        f"body {of_furo}",
        f"{_AUTO}\n@media (prefers-color-scheme: dark) {{\n{auto}\n}}",
        f':root[data-theme="dark"],\nbody[data-theme="dark"] {dark}',
    ]
    screens = indent("\n\n".join(on_screens), "  ")
    rules = [
        f"{_PAPER}\n:root {_block({token: (token.light,) for token in TOKENS})}",
        f"@media not print {{\n{screens}\n}}",
        _ROLES,
        *(relation_rule(token, "--glossary-role", f"var({token.property})") for token in TOKENS if token.relations),
    ]
    return "\n\n".join([_HEAD, *rules]) + "\n"


def relation_rule(token: Token, name: str, value: str, /) -> str:
    """A rule for all that is of the relation types of a token."""
    selector = ", ".join(f".glossary-relation-type-{relation}" for relation in token.relations)
    return f"{selector} {{ {name}: {value}; }}"


def _block(values: dict[Token, tuple[str, ...]]) -> str:
    lines = (f"  {token.property}: {_first_of(*names)};" for token, names in values.items())
    return "\n".join(("{", *lines, "}"))


def _first_of(*names: str) -> str:
    """The value of the first custom property that is there, or the last one, which is a value."""
    *properties, value = (name for name in names if name)
    for name in reversed(properties):
        value = f"var({name}, {value})"
    return value
