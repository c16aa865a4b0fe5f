"""The directives: `term`, one for each field, and those of generated blocks (`generated_directives`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives

from sphinx_glossary_terms.doctree import nodes
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.model.names import ABBREVIATION, OTHERS, PREFERRED, Name
from sphinx_glossary_terms.model.relations import FieldType, RelationType
from sphinx_glossary_terms.model.term import TERM_OPTIONS, Declared, Term, is_anchor
from sphinx_glossary_terms.problems.problem import Code
from sphinx_glossary_terms.read.directive import GlossaryDirective, OptionSpec
from sphinx_glossary_terms.read.generated_directives import GENERATED

if TYPE_CHECKING:
    from docutils.nodes import Node


class TermDirective(GlossaryDirective):
    """A term: with an argument its body is the entry, without one its options describe the section that contains it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    relation_options: ClassVar[tuple[str, ...]] = ()

    def make_nodes(self) -> list[Node]:
        term = self._declared()
        content = self.parse_content_to_nodes()
        if not self.arguments:
            if content:
                self.warn(
                    Code.MISPLACED,
                    "a `term` without a name describes the section that it is in and has no body; "
                    "put the text below the directive, or give the term a name",
                )
            section = nodes.term_section("", term=term, classes=self.options.get("class", []))
            self.set_source_info(section)
            self.add_name(section)
            return [section, *content]
        if not content:
            self.warn(
                Code.EMPTY_TERM,
                f"the term '{' '.join(self.arguments[0].split())}' has no body; write its definition below the "
                "name (in reStructuredText after a blank line, and indented)",
            )
        text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        name = nodes.term_name(self.arguments[0], "", *text)
        entry = nodes.term_entry("", name, *messages, *content, term=term, classes=self.options.get("class", []))
        self.set_source_info(name)
        self.set_source_info(entry)
        self.add_name(entry)
        return [entry]

    def _declared(self) -> Term:
        preferred = Name("", PREFERRED.name, reading=self.text("reading"))
        others = (
            Name(text, kind.name, reading=reading)
            for kind in OTHERS
            for text, reading in self.named(kind.option).items()
        )
        names, tags = (preferred, *others), self.named("tags")
        if sum(name.kind == ABBREVIATION.name for name in names) > 1:
            value = str(self.options[ABBREVIATION.option]).strip()
            self.bad_option(ABBREVIATION.option, value, "write one, and others in `:aliases:`")
        return Term(
            id=self.text("id"),
            names=names,
            source_names=names,
            relations=tuple(
                Declared(option=option, target=target)
                for option in self.relation_options
                for target in self._targets(option)
            ),
            tags=tuple(tags),
            tag_readings=tuple((tag, reading) for tag, reading in tags.items() if reading),
            context=" ".join(self.text("context").split()),
            replaced_by=self.text("replaced-by"),
            old_ids=self._old_ids(),
            has_graph="no-graph" not in self.options,
            is_autolinked=self._autolinked(),
            is_translated=self.choice("translate", ("yes", "no"), "yes") == "yes",
        )

    def _autolinked(self) -> bool | None:
        """Whether the names become links; None if its author has not said so."""
        if "no-autolink" not in self.options:
            return None
        if not self.options["no-autolink"]:
            return False
        return {"true": False, "false": True}.get(self.choice("no-autolink", ("true", "false"), ""))

    def _targets(self, option: str) -> tuple[str, ...]:
        """The targets of a relation; a target that is written twice is a mistake, perhaps for another one."""
        targets = self.written_items(option)
        for target in sorted({target for target in targets if targets.count(target) > 1}):
            self.warn(Code.BAD_RELATION, f"`:{option}:` of `{self.name}` has '{target}' twice; remove one")
        return tuple(dict.fromkeys(targets))

    def _old_ids(self) -> tuple[str, ...]:
        """The former ids that may be an anchor."""
        old_ids = self.items("old-ids")
        for old in old_ids:
            if not is_anchor(old):
                fix = (
                    "it is not kept, since an anchor has letters, digits and a few signs such as `-`, `_`, `.` and `:`"
                )
                self.bad_option("old-ids", old, fix)
        return tuple(filter(is_anchor, old_ids))


class FieldDirective(GlossaryDirective):
    """A field of the term around it."""

    has_content = True
    field: ClassVar[str] = ""

    def make_nodes(self) -> list[Node]:
        field = nodes.term_field("", *self.parse_content_to_nodes(), field=self.field, term_id="")
        self.set_source_info(field)
        return [field]


def directives_for(types: Iterable[RelationType], fields: Iterable[FieldType], /) -> dict[str, type[GlossaryDirective]]:
    """All directives by name. The tables of a project decide about the options of `term`, and about the fields."""
    relation_options = tuple(relations.options(types))
    spec = OptionSpec(dict.fromkeys((*TERM_OPTIONS, *relation_options), directives.unchanged))
    spec.update({"no-graph": directives.flag, "class": directives.class_option})
    term = type("TermDirective", (TermDirective,), {"option_spec": spec, "relation_options": relation_options})
    by_field = {field.name: type("FieldDirective", (FieldDirective,), {"field": field.name}) for field in fields}
    return {**GENERATED, "term": term, **by_field}
