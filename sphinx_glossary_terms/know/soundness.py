"""Names and relations with which nothing is wrong, from build to build: finding out takes long in a large glossary."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from sphinx_glossary_terms import config
from sphinx_glossary_terms.know.domain import glossary_domain
from sphinx_glossary_terms.know.record import Sound
from sphinx_glossary_terms.model.digest import digest_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_sound(app: Sphinx, env: BuildEnvironment, /) -> None:
    """Note whether anything is wrong with names and relations, unless they are as they were (`env-updated`).

    Before the environment is pickled, and after other domains have got the names: what these were made of decides what
    a relation leads to.
    """
    domain = glossary_domain(env)
    # What other projects say changes ends, too, and how much of it is shown depends on references and queries.
    if not domain.is_used or domain.projects is not None:
        return
    declared = [(docname, record.relations_digest) for docname, record in sorted(domain.records.items())]
    state = digest_of((domain.published.state, declared, config.relation_types(env.config)))
    if domain.knows_as_sound(state):
        return
    # Imported here: most builds do not need it.
    from sphinx_glossary_terms.know.checks import rule_options
    from sphinx_glossary_terms.model.rules.table import RULES, findings

    glossary = domain.glossary
    rules = [rule for rule in RULES if rule.always]
    is_sound = not glossary.problems and not findings(glossary, rules, **rule_options(domain, rules))
    ends = pickle.dumps(glossary.ends, pickle.HIGHEST_PROTOCOL)
    domain.note_sound(Sound(state, ends, glossary.has_doubtful_names) if is_sound else Sound())
