"""Words that say how others belong together: as the name of a term, most of their mentions are not about it."""

from __future__ import annotations

from sphinx_glossary_terms.model.names import PREFERRED, Name
from sphinx_glossary_terms.model.term import Term, sentence_case

# Quirk et al., A Comprehensive Grammar of the English Language (1985), 2.39 to 2.40: determiners, pronouns,
# prepositions, conjunctions, auxiliary verbs, and what is between them.
_ENGLISH = """
    a about above after all also although am among an and another any are as at be because been before being below
    between both but by can cannot could did do does doing done down during each either every few for from had has have
    having he her here hers him his how however i if in into is it its just less like many may me might mine more most
    much must my neither no none nor not now of off on once one only onto or other our out over own per same several
    shall she should since so some such than that the their them then there these they this those though through thus to
    too under until up upon us very via was we were what when where whether which while who whom whose why will with
    within without would yes yet you your
"""
# Particles, formal nouns, demonstratives, auxiliary verbs, conjunctions.
_JAPANESE = """
    が の を に へ と で や も は から まで より だけ しか さえ すら こそ でも など ほど くらい ぐらい ばかり ずつ
    ながら こと もの ため とき ところ よう わけ はず つもり まま うち ほう ほか とおり 事 物 為 時 所 様 方 他 等
    これ それ あれ どれ この その あの どの ここ そこ あそこ どこ ある いる する なる できる です ます ない
    また および または かつ しかし ただし なお そして もし
"""

_WORDS = {language: frozenset(words.split()) for language, words in {"en": _ENGLISH, "ja": _JAPANESE}.items()}


def is_function_word(name: str, language: str, /) -> bool:
    """Whether a name is such a word of a language. With a capital it is none: so it is not found at such words."""
    return name in _WORDS.get(language.replace("_", "-").partition("-")[0].lower(), ())


def is_unlinked(term: Term, name: Name, language: str, /) -> bool:
    """Whether mentions of a name in a language do not become links because it is such a word and nobody wants them."""
    is_heading = term.is_section and name.kind == PREFERRED.name
    text = sentence_case(name.text) if is_heading else name.text
    return term.is_autolinked is None and is_function_word(text, language)
