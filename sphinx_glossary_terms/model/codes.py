"""The code of every warning, with what it means."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """The codes of warnings. `suppress_warnings = ["glossary.<code>"]` silences one, `["glossary"]` all.

    says: what the warning means.
    remedy: what to do about it.

    Both are shown in the reference of the manual.
    """

    def __new__(cls, value: str, says: str = "", remedy: str = "") -> Self:
        """A member whose value is the code alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.says, member.remedy = says, remedy
        return member

    says: str
    remedy: str

    NO_ID = (
        "no-id",
        "No id can be made of the name of a term. The term is not in the glossary.",
        "Add the option `id`.",
    )
    MALFORMED_ID = (
        "malformed-id",
        "An id has other characters than lower-case letters, digits and single hyphens. If the warning "
        "proposes one, that one is used.",
        "Write an id as the warning says.",
    )
    DUPLICATE_ID = (
        "duplicate-id",
        "Two terms have the same id. The first one counts, in the order of page names and lines.",
        "Give one of them another id.",
    )
    UNKNOWN_TARGET = (
        "unknown-target",
        "A relation, a `term-path` or a `term-graph` names a term that does not exist.",
        "Correct it; the warning lists ids that are close. Or write that term.",
    )
    AMBIGUOUS_TARGET = (
        "ambiguous-target",
        "A relation, a `term-path` or a `term-graph` names several terms.",
        "Write the id of one.",
    )
    NO_CONVERTER = (
        "no-converter",
        "Graphs are drawn when the site is built, but a program that a PDF needs for them is missing or fails.",
        "Install it, or take the lists, which say the same.",
    )
    EMPTY_GRAPH = (
        "empty-graph",
        "A `term-graph` has nothing to show.",
        "Correct its tags, or take it out.",
    )
    DRAWING = (
        "drawing",
        "A graph could not be drawn when the site was built, or not exactly; the reader's browser draws it.",
        "Report it with the names in that graph; silence the warning meanwhile.",
    )
    SELF_RELATION = (
        "self-relation",
        "A term names itself in a relation.",
        "Take it out.",
    )
    DUPLICATE_RELATION = (
        "duplicate-relation",
        "Two terms are related twice. The stronger relation counts.",
        "Take the other one out.",
    )
    AMBIGUOUS_REFERENCE = (
        "ambiguous-reference",
        "The text of a `term` reference is the name of several terms. It becomes text without a link.",
        "Write your text and the id of one.",
    )
    CYCLE = (
        "cycle",
        "Relations go in a circle, such as terms that each need the other first. The shortest circle is shown.",
        "Take one of its relations out.",
    )
    RELATED_ANCESTOR = (
        "related-ancestor",
        "A term is `related` to one that stands above it in the hierarchy: narrower and broader terms are related "
        "already (SKOS S27).",
        "Take the relation out.",
    )
    REPEATED_LABEL = (
        "repeated-label",
        "One string is two of name, alias and hidden alias of a term (SKOS S13).",
        "Leave one of them.",
    )
    REDUNDANT_RELATION = (
        "redundant-relation",
        "A relation follows from others of its type: a longer way leads to the same term.",
        "Take it out.",
    )
    SHARED_NAME = (
        "shared-name",
        "Two terms have the same name or alias. A reference by it is ambiguous.",
        "Make one term of them, or give each a name of its own.",
    )
    ORPHAN = (
        "orphan",
        "A term has no relation to another term.",
        "Add one.",
    )
    ISLAND = (
        "island",
        "A few terms are related only to each other.",
        "Relate one of them to a term outside.",
    )
    UNDECLARED_LINK = (
        "undeclared-link",
        "The definition of a term links to another term, and no relation joins the two.",
        "Add the relation.",
    )
    WANTED_TERM = (
        "wanted-term",
        "Relations or `term` references name a term that does not exist. The warning says how many.",
        "Write that term.",
    )
    NO_ELI5 = (
        "no-eli5",
        "A term has no `eli5`.",
        "Write one.",
    )
    NO_DEEP_DIVE = (
        "no-deep-dive",
        "A term has no `deep-dive`.",
        "Write one.",
    )
    NO_SOURCES = (
        "no-sources",
        "A term has no `sources`.",
        "Say where its text comes from.",
    )
    DEFINITION_OPENING = (
        "definition-opening",
        "A definition begins with the name of its term and a verb, such as “X is”.",
        "Begin with what it is: a definition can stand in the place of the name (ISO 704).",
    )
    CIRCULAR_DEFINITION = (
        "circular-definition",
        "A definition contains a name of its own term (ISO 704).",
        "Write it in other words.",
    )
    DEFINITION_CYCLE = (
        "definition-cycle",
        "Two or more definitions link to each other in a circle (ISO 704).",
        "Write one of them without the other term.",
    )
    LONG_DEFINITION = (
        "long-definition",
        "A definition has too many words. Two characters of Japanese or Chinese count as one.",
        "Keep what the term means, and move the rest to a paragraph below.",
    )
    BASELINE = (
        "baseline",
        "The baseline is missing or cannot be read, or it has findings that no longer occur.",
        "Copy the file that the warning names, or take the findings out.",
    )
    MISPLACED_TERM = (
        "misplaced-term",
        "A `term` without a name stands where there is no section, or it has a body.",
        "Put it below a heading and its text below it, or give it a name.",
    )
    SECOND_TERM = (
        "second-term",
        "A section has two `term` directives without a name. The first one counts.",
        "Put the second one below a heading of its own, or give it a name.",
    )
    EMPTY_TERM = (
        "empty-term",
        "A `term` with a name has no body.",
        "Write its definition.",
    )
    UNEXPECTED_BODY = (
        "unexpected-body",
        "A `term-index` or a `term-path` has a body. The text is shown below what is generated.",
        "Put the text below the directive.",
    )
    MISPLACED_FIELD = (
        "misplaced-field",
        "A field stands outside every term. It is shown there.",
        "Move it into a term.",
    )
    REPEATED_FIELD = (
        "repeated-field",
        "A term has the same field twice.",
        "Make one of the two.",
    )
    ANCHOR_TAKEN = (
        "anchor-taken",
        "A label or a heading of the page has the anchor of a term.",
        "Rename the label or the heading.",
    )
    BAD_OPTION = (
        "bad-option",
        "An option has a value that it cannot have. Its default is used.",
        "Write one of the values that the warning lists.",
    )
    UNKNOWN_OPTION = (
        "unknown-option",
        "A directive has an option that does not exist. It is ignored.",
        "Correct its name; the warning proposes one that is close.",
    )
    REPEATED_OPTION = (
        "repeated-option",
        "An option stands twice in one directive. Only the last one counts.",
        "Write one option with both values.",
    )
    UNFINISHED_OPTION = (
        "unfinished-option",
        "An option is empty, or its list ends in a comma: what was meant to follow is in the next line and lost.",
        "Write the value in one line, or take the option out.",
    )
    OPTION_IN_TEXT = (
        "option-in-text",
        "What looks like an option stands in the text, because something above it ended the options.",
        "Move it right below the directive, and write each option in one line.",
    )
    OPEN_FENCE = (
        "open-fence",
        "A fence ends too early: a fence inside it is as long as itself. What follows has become text or code.",
        "Give the outer fence more colons or backticks than the inner ones.",
    )
    FENCE_AS_TEXT = (
        "fence-as-text",
        "A fence was not recognized and is text.",
        "Turn `colon_fence` on; or, for a name with a backtick, use colon fences or the section form.",
    )
    REFERENCE_IN_NAME = (
        "reference-in-name",
        "A name contains a link or a footnote mark.",
        "Move it into the text.",
    )
    BUILT_IN_NAME = (
        "built-in-name",
        "Sphinx's own glossary has an entry with the name of a term. References lead to the term.",
        "Rename one, or take the entry out.",
    )
    RESERVED_DOCUMENT = (
        "reserved-document",
        "A document has the name of the generated index, which overwrites it.",
        "Rename the document.",
    )
    NAME_TAKEN = (
        "name-taken",
        "Another extension has a directive with the same short name.",
        "Write the long name, such as `glossary:sources`.",
    )
    CONFIG = (
        "config",
        "An option in `conf.py`, or a row of a table there, has a value that it cannot have. It is left out.",
        "Correct the value as the warning says.",
    )
    NO_READING = (
        "no-reading",
        "A Japanese name has kanji and no reading. Indexes cannot put it where it belongs, since a reading is never "
        "guessed.",
        "Write its reading in kana where the warning says.",
    )
    BAD_READING = (
        "bad-reading",
        "The reading of a Japanese name has kanji, or no kana at all.",
        "Write it in kana.",
    )
    CATALOG = (
        "catalog",
        "A catalog of translations cannot be read.",
        "Correct the `.po` file, and delete the `.mo` file.",
    )
    LOST_TRANSLATION = (
        "lost-translation",
        "A translation is not shown: Sphinx takes it for something else than a paragraph, such as a list.",
        "Write a backslash where the warning says. A catalog has it twice: `1\\\\. `.",
    )
    SECOND_PARAGRAPH = (
        "second-paragraph",
        "A translation has more than one paragraph. Only the first one is shown.",
        "Write one paragraph.",
    )
    LEFTOVER_MARKUP = (
        "leftover-markup",
        "Markup in a translation is shown as it was typed, such as stars beside brackets, or a substitution shows "
        "nothing.",
        "Write it as the warning says.",
    )
    CHANGED_TARGET = (
        "changed-target",
        "A translation lacks a link of its message, or has it with another target.",
        "Write the link with the same target. Its text may differ.",
    )
    EMPTY_NAME = (
        "empty-name",
        "The translation of a name renders to no text. The name of the source is shown.",
        "Write a name, or leave the `msgstr` empty.",
    )
