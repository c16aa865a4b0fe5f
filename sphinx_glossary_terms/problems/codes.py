"""The code of every warning, with what it means."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """The codes of warnings. `suppress_warnings = ["glossary.<code>"]` silences one, `["glossary"]` all.

    says: what the warning means.
    remedy: what to do about it.

    The reference of the manual shows both.
    """

    def __new__(cls, value: str, says: str = "", remedy: str = "") -> Self:
        """A member whose value is the code alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.says, member.remedy = says, remedy
        return member

    says: str
    remedy: str

    BAD_ID = (
        "bad-id",
        "No id can be derived from the name of a term, or an id contains characters other than lower-case letters, "
        "digits and single hyphens. If the warning proposes an id, it is used. Otherwise the term is not in the "
        "glossary.",
        "Write an id with these characters, such as the one that the warning proposes.",
    )
    DUPLICATE_ID = (
        "duplicate-id",
        "Two terms have the same id. The first one is used, in the order of page names and lines.",
        "Give one of them another id.",
    )
    UNKNOWN_TARGET = (
        "unknown-target",
        "A relation, a `term-path` or a `term-graph` names a term that does not exist.",
        "Correct the name: the warning lists similar ids. Or write the term.",
    )
    AMBIGUOUS_NAME = (
        "ambiguous-name",
        "A `term` reference, a relation, a `term-path` or a `term-graph` uses a name that several terms have. "
        "It refers to none of them.",
        "Write the id of one of them. In a reference, write your text before it.",
    )
    NO_CONVERTER = (
        "no-converter",
        "A PDF with graphs needs a program that is missing or fails. The PDF contains the lists instead.",
        "Install the program, or silence the warning: the lists show the same relations.",
    )
    EMPTY_GRAPH = (
        "empty-graph",
        "A `term-graph` has nothing to show.",
        "Correct its tags, or remove it.",
    )
    DRAWING = (
        "drawing",
        "A graph could not be drawn exactly when the site was built, so the reader's browser draws it.",
        "Report it with the names in that graph, and silence the warning until it is fixed.",
    )
    BAD_RELATION = (
        "bad-relation",
        "A term names itself in a relation, or two terms are related twice. The stronger relation is used.",
        "Remove the name.",
    )
    AVOIDED_NAME = (
        "avoided-name",
        "A `term` reference uses a name that should not be used.",
        "Write the name that the warning gives.",
    )
    REPLACED_TERM = (
        "replaced-term",
        "A `term` reference, a relation or another option names a term that has been replaced.",
        "Write the term that the warning gives.",
    )
    CYCLE = (
        "cycle",
        "Relations form a circle, such as two terms that each have the other as a prerequisite. The warning shows "
        "the shortest circle.",
        "Remove one of these relations.",
    )
    RELATED_ANCESTOR = (
        "related-ancestor",
        "A term is `related` to a term above it in the hierarchy. Broader and narrower terms are related already "
        "(SKOS S27).",
        "Remove the name from `related`.",
    )
    REPEATED_LABEL = (
        "repeated-label",
        "The name, aliases and hidden aliases of a term contain the same text twice (SKOS S13).",
        "Keep one of them.",
    )
    SHARED_NAME = (
        "shared-name",
        "Two terms have the same name or alias, so a reference by that name is ambiguous.",
        "Merge the terms, or give them different names or contexts.",
    )
    ORPHAN = (
        "orphan",
        "A term has no relation to another term.",
        "Add a relation.",
    )
    WANTED_TERM = (
        "wanted-term",
        "Relations or `term` references name a term that does not exist. The warning says how often.",
        "Write that term.",
    )
    MISSING_FIELD = (
        "missing-field",
        "A term has no `eli5`, no `deep-dive` or no `sources`.",
        "Write the one that the warning names.",
    )
    UNLINKED_MENTION = (
        "unlinked-mention",
        "Text mentions a term, but the section contains no link to it. With `glossary_terms_autolink`, every build "
        "lists the terms that are not linked because their name is a function word.",
        "Write what the warning shows, or set `glossary_terms_autolink`.",
    )
    MISPLACED = (
        "misplaced",
        "A directive or its body is in a place where it has no meaning: a `term` without a name outside every section, "
        "a second one in a section, one below the entries of a section that has no text, a field outside every term, "
        "the same field twice in a term, or the body of a directive that has none.",
        "Move the directive or its body as the warning says.",
    )
    EMPTY_TERM = (
        "empty-term",
        "A `term` with a name has no body.",
        "Write the definition.",
    )
    ANCHOR_TAKEN = (
        "anchor-taken",
        "A label or a heading on the page has the same anchor as a term.",
        "Rename the label or the heading.",
    )
    OPTION = (
        "option",
        "An option of a directive does not exist, has a value that is not allowed, is written twice, is empty, or "
        "has a list that ends with a comma. Without the option, the default is used; of two options, the last one.",
        "Correct the option as the warning says, and write its whole value on one line.",
    )
    OPTION_IN_TEXT = (
        "option-in-text",
        "A line of the text looks like an option. Something above it ended the list of options.",
        "Move it up to the other options, and write each option on one line.",
    )
    OPEN_FENCE = (
        "open-fence",
        "A fence ends too early, because a fence inside it is just as long. The rest has become text or code.",
        "Give the outer fence more backticks or colons than the inner ones.",
    )
    FENCE_AS_TEXT = (
        "fence-as-text",
        "A directive or a role is not recognized, so it is text or a comment.",
        "Write what the warning gives: another fence, `colon_fence`, or the role of the markup of that page.",
    )
    REFERENCE_IN_NAME = (
        "reference-in-name",
        "A name contains a link or a footnote mark.",
        "Move it into the text.",
    )
    BUILT_IN_NAME = (
        "built-in-name",
        "Sphinx's own `glossary` contains an entry with the name of a term. References link to the term.",
        "Rename one of them, or remove the entry.",
    )
    RESERVED_DOCUMENT = (
        "reserved-document",
        "A document has the same name as the generated index, which replaces it, or as another file of the extension, "
        "which is not written.",
        "Rename the document, or the folder that contains it.",
    )
    NAME_TAKEN = (
        "name-taken",
        "Another extension defines a directive with the same short name.",
        "Write the long name, such as `glossary:sources`.",
    )
    CONFIG = (
        "config",
        "A value in `conf.py` is not allowed, or there is no such option. It is ignored.",
        "Correct the value or the name as the warning says.",
    )
    PROJECT = (
        "project",
        "The glossary of another project cannot be read. The build goes on without it, or with an earlier copy.",
        "Do what the warning says, then build again.",
    )
    NO_READING = (
        "no-reading",
        "A Japanese name with kanji has no reading, so indexes cannot sort it.",
        "Write the reading in kana, in the place that the warning names.",
    )
    BAD_READING = (
        "bad-reading",
        "The reading of a Japanese name contains kanji, or no kana.",
        "Write the reading in kana.",
    )
    NO_ICU = (
        "no-icu",
        "The order of the language needs the library ICU, which is not installed.",
        'Install it with `pip install "pyicu-wheels>=2.15"`.',
    )
    CATALOG = (
        "catalog",
        "A catalog of translations cannot be read.",
        "Correct the `.po` file, and remove the `.mo` file next to it.",
    )
    LOST_TRANSLATION = (
        "lost-translation",
        "A translation is not shown, or only its first paragraph: Sphinx reads it as a list, another block or several "
        "paragraphs, or it is a name without visible text.",
        "Write one paragraph, or add a backslash, as the warning says. In a catalog file, write it twice: `1\\\\. `.",
    )
