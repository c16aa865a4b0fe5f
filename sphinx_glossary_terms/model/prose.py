"""Mentions of terms in plain text: the names of terms in the text of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from sphinx_glossary_terms.model.characters import HAN, HANGUL, HIRAGANA, KATAKANA
from sphinx_glossary_terms.model.glossary import Glossary
from sphinx_glossary_terms.model.lookup import MatchKind
from sphinx_glossary_terms.model.names import PREFERRED, Name, is_excluded, plurals
from sphinx_glossary_terms.model.page import Passage, TextBlock
from sphinx_glossary_terms.model.term import Term, plain_text, sentence_case


def is_unlinked(term: Term, name: Name, function_words: AbstractSet[str], /) -> bool:
    """Whether mentions of a name do not become links because it is a function word and nobody wants them.

    With a capital it is none: so it is not found at such words.
    """
    is_heading = term.is_section and name.kind == PREFERRED.name
    text = sentence_case(name.text) if is_heading else name.text
    return term.is_autolinked is None and text in function_words


class Found(NamedTuple):
    """A name of a term in a text.

    start, end: its place in the text.
    term_id: the id of the term.
    """

    start: int
    end: int
    term_id: str


_KANJI = f"ヶ{HAN}"  # ヶ is written like katakana and read as a kanji
# Signs that Python does not count as parts of a word: combining marks, and the vowels of Indic scripts.
_LETTER = rf"(?:[^\W_{HAN}{HIRAGANA}{KATAKANA}{HANGUL}]|[\u0300-\u036f\u0900-\u0dff])"
# A run of these signs is tried once, and not from each of its signs.
_WORD = rf"(?:(?<![@$#_])[@$#_]*+)?{_LETTER}+(?:[-‐‑.&:_]{_LETTER}+)*[+#]*"
_KATAKANA = rf"(?:(?!ヶ)[{KATAKANA}])"
_KATAKANA_WORD = rf"{_KATAKANA}+(?:・{_KATAKANA}+|\n\s*{_KATAKANA}+)*"
# What is put behind a word as it is, such as "during" or "for". A shorter word would be one with it.
_ENDING = rf"[用後中時前内上側等](?![{_KANJI}])"
_KANJI_WORD = rf"[{_KANJI}]{{2,}}?(?={_ENDING})|[{_KANJI}]+(?:\n\s*[{_KANJI}]+)*"

_TOKEN = re.compile(rf"{_WORD}|{_KATAKANA_WORD}|{_KANJI_WORD}|\S")
# Chinese has no other script between its words.
_CHINESE_TOKEN = re.compile(rf"{_WORD}|{_KATAKANA_WORD}|\S")
_PIECE = re.compile(rf"{_LETTER}+")
# Too short to match: a single letter, or a Korean syllable, which makes another word with a particle.
_SINGLE = re.compile(rf"{_LETTER}|[{HANGUL}]")


class Names:
    """The names of terms in one language, to be found in its texts.

    A text is cut into tokens, and a name is a row of them: a word with its hyphens, a run of kanji or of katakana, or a
    single character of anything else, such as a Korean syllable. So a name is never found in the middle of a word, and
    how long it takes does not depend on the number of names.
    """

    def __init__(self, names: Iterable[tuple[str, str]], /, *, language: str, with_plurals: bool = False) -> None:
        """Take the names, each with the id of its term; a name of several terms is found, and means none of them.

        So is a name with an empty id, unless a term has it, too: a shorter name is not found in it.

        `with_plurals`: regular English plurals are found, too, where they are not the name of another term.
        """
        self._token = _CHINESE_TOKEN if language.lower().startswith("zh") else _TOKEN
        self._key_of = cache(_key)  # most tokens occur again and again
        # By the keys of a name the id of its term; empty: several have it; None: only spellings in `_written` count.
        self._ids: dict[tuple[str, ...], str | None] = {}
        # By the keys of a name that has capitals, by its spellings, the same.
        self._written: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
        # The words of the names of each term that has some of several words.
        self._words: dict[str, set[str]] = {}
        lengths: dict[str, set[int]] = {}
        names = sorted(names, key=lambda item: not item[1])
        exact = {self._keys(name) for name, _term_id in names}
        forms = ((plural, term_id) for name, term_id in names if with_plurals for plural in plurals(name))
        others = ((form, term_id) for form, term_id in forms if self._keys(form) not in exact)
        for name, term_id in (*names, *others):
            keys, written = self._keys(name), tuple(map(_written, self._token.findall(name)))
            if not keys or _SINGLE.fullmatch(name) or (not term_id and keys in self._ids):
                continue
            if len(keys) > 1:
                self._words.setdefault(term_id, set()).update(keys)
            # The capital of "Large language model" is that of a heading.
            if written == keys or _is_sentence_case(name):
                self._ids[keys] = term_id if self._ids.get(keys) in {None, term_id} else ""
            else:
                self._ids.setdefault(keys, None)
                ids = self._written.setdefault(keys, {})
                ids[written] = term_id if ids.get(written, term_id) == term_id else ""
            lengths.setdefault(keys[0], set()).add(len(keys))
        self._lengths = {key: sorted(numbers, reverse=True) for key, numbers in lengths.items()}

    def _keys(self, name: str) -> tuple[str, ...]:
        return tuple(map(self._key_of, self._token.findall(name)))

    def find(self, text: str, /) -> Iterator[Found]:
        """The names in a text from left to right, of several at one place the longest."""
        tokens = list(self._token.finditer(text))
        keys = [self._key_of(token[0]) for token in tokens]
        free = 0
        for number, key in enumerate(keys):
            if number < free or key not in self._lengths:
                continue
            for length in self._lengths[key]:
                row = tuple(keys[number : number + length])
                if len(row) < length or row not in self._ids:
                    continue
                start, end = tokens[number].start(), tokens[number + length - 1].end()
                term_id = self._ids[row]
                if row in self._written:
                    term_id = self._as_written(row, tokens[number : number + length], text)
                if length > 1:
                    term_id = term_id or ""  # A shorter name in it means something else.
                elif term_id and (self._is_in_row(text, tokens, number) or self._is_of_others(keys, number, term_id)):
                    term_id = ""
                if term_id is not None and not _is_in_longer_word(text, start, end):
                    free = number + length
                    if term_id and not _is_in_code(text, start, end):
                        yield Found(start, end, term_id)
                    break

    def _as_written(self, row: tuple[str, ...], tokens: Sequence[re.Match[str]], text: str) -> str | None:
        """The id of the name with this spelling; empty: nobody can tell which it is; None: this is no name."""
        written = tuple([_written(token[0]) for token in tokens])
        ids = self._written[row]
        if written not in ids:
            return ids.get((row[0], *written[1:]), self._ids[row])
        is_word = len(row) == 1 and row[0].isalpha()  # not "C++"
        return "" if is_word and _begins_sentence(text, tokens[0].start(), tokens[0].end()) else ids[written]

    def _is_in_row(self, text: str, tokens: Sequence[re.Match[str]], number: int) -> bool:
        """Whether a word stands in a row of capitalized words that we do not know: "Adam Kalai" is not about Adam.

        The capital of a word that begins a sentence proves nothing.
        """
        word = tokens[number]
        return word[0].istitle() and any(
            other[0].istitle()
            and text[min(other.end(), word.end()) : max(other.start(), word.start())].isspace()
            and (self._key_of(other[0]),) not in self._ids
            and not (other.start() < word.start() and _is_first(text, other.start()))
            for other in (*tokens[max(number - 1, 0) : number], *tokens[number + 1 : number + 2])
        )

    def _is_of_others(self, keys: Sequence[str], number: int, term_id: str) -> bool:
        """Whether the words before an abbreviation in brackets spell out another thing: "Tmux Plugin Manager (TPM)"."""
        words = keys[max(number - 1 - len(keys[number]), 0) : number - 1] if keys[number - 1 : number] == ["("] else []
        spelled = "".join(word[0] for word in words).upper() == keys[number]
        return spelled and self._words.get(term_id, {*words}).isdisjoint(words)


_IS_KANJI = re.compile(rf"[{_KANJI}]")
_IS_KATAKANA = re.compile(_KATAKANA)
_ENDS_IN_HIRAGANA = re.compile(rf"[{HIRAGANA}]$")
# What makes a verb or another word of a name that ends in hiragana.
_ENDS_INSIDE = re.compile(rf"(?!{_ENDING})[{_KANJI}]|ま[すしせ]|た[いく]|つつ|ながら|やす|にく|すぎ|[づつ]け|づら|そう")

_IN_HANGUL = re.compile(rf"[{HANGUL}]")


def _is_in_longer_word(text: str, start: int, end: int) -> bool:
    """Whether a name is only a part of a word there, beside what the tokens say.

    That is about a single kanji, which is part of a word in katakana beside it, and about hiragana and Korean, of which
    every character is a token. A Korean word may go on behind a name, mostly with a particle.
    """
    # Not `text[:start]`: for every mention that would copy the text before it.
    name, before = text[start:end], text[max(start - 1, 0) : start]
    if _IN_HANGUL.match(name) and _IN_HANGUL.match(before):
        return True
    if len(name) == 1 and _IS_KANJI.match(name):
        return _IS_KATAKANA.match(text, end) is not None or _IS_KATAKANA.match(before) is not None
    return _ENDS_IN_HIRAGANA.search(name) is not None and _ENDS_INSIDE.match(text, end) is not None


_NEAR = 200
"""How far around a name one looks for what it is a part of."""

_OPENING = " \t\r\n\"'“‘«„([{*"
_ENDS_SENTENCE = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)[.!?:…。！？]$")
# After a name: a possessive or a colon, the end of an item that is nothing else, or a text in another script.
_AFTER_NAME = re.compile(r"['’]s\b|:|[\s.]*\Z|[^\x00-\x7f]")


def _begins_sentence(text: str, start: int, end: int) -> bool:
    """Whether a word may have its capital because a sentence begins there: "Go home." is not about the language."""
    return _is_first(text, start) and _AFTER_NAME.match(text, end) is None


def _is_first(text: str, start: int) -> bool:
    """Whether a sentence begins at a place."""
    before = text[max(start - _NEAR, 0) : start].rstrip(_OPENING)
    return not before or _ENDS_SENTENCE.search(before) is not None


# Signs beside a name that most texts do not have there: only then is it worth a closer look.
_SIGNS_BEFORE = frozenset("/\\@_=:>.+~<%{?&#$`–-")
_SIGNS_AFTER = frozenset("/\\@_=<>+~%&`(.:?-")
_BETWEEN_SIGNS = re.compile(rf"[^!-~–\ufffc{_KANJI}{KATAKANA}]+")
_CODE = re.compile(
    r"""://|[\\@_]|=[!-~]|::|->|[<>`]|\(\)|\$\{|%\w+%
    |^[("'\[]*(?:~|\.\.?)?/|/[)\].,;:!?"']*$|\w/[\w.+-]*[a-z][\w.+-]*/|\.\w[\w-]*/|/[\w+-]*\.\w  # paths
    |www\.|^[("'\[]*[–-]{1,2}[A-Za-z]|\d[\w.-]*[+~]|x\.\w                                        # versions, options
    """,
    re.ASCII | re.VERBOSE,
)


def _is_in_code(text: str, start: int, end: int) -> bool:
    """Whether a name is a part of an address, a path, an e-mail, a version or a piece of code.

    The name itself may have any signs, such as "CI/CD", so the pattern is given a letter in its place.
    """
    if text[start - 1 : start] not in _SIGNS_BEFORE and text[end : end + 1] not in _SIGNS_AFTER:
        return False
    before = _BETWEEN_SIGNS.split(text[max(start - _NEAR, 0) : start])[-1]
    after = _BETWEEN_SIGNS.split(text[end : end + _NEAR], maxsplit=1)[0]
    return _CODE.search(f"{before}x{after}") is not None


def _key(token: str) -> str:
    """The form by which tokens are found: without the capital at the beginning of a word.

    Other capitals count always. So the abbreviation "IT" is not "it", and the verb "rest" is not "REST".
    """
    token = _written(token)
    if token.islower() or len(token) == 1 or any(piece[1:] != piece[1:].lower() for piece in _PIECE.findall(token)):
        return token
    return token.lower()


def _written(token: str) -> str:
    """A token as it is written, in the form in which tokens are compared."""
    if token.isascii():
        return token
    return unicodedata.normalize("NFKC", "".join(token.split())).replace("’", "'")


def _is_sentence_case(name: str) -> bool:
    """Whether a name has several words, and none but the first begins with a capital and goes on without."""
    _first, *others = _PIECE.findall(name) or [""]
    return bool(others) and not any(word[:1].isupper() and word[1:].islower() for word in others)


def uncapitalized(name: str, /) -> str:
    """A name that is found with and without the capitals of its words."""
    return _TOKEN.sub(lambda token: _key(token[0]), name)


# What people write in the place of a definition, and a reference to another entry instead of one.
_PLACEHOLDER = re.compile(
    r"""\W*(?:(?:work\ in\ progress|wip|tb[ad]|to\ be\ (?:added|defined|determined|done|written)|coming\ soon
    |placeholder)\W*|(?:todo|fixme)\b.*|see\b[^.]*\.?\W*)?""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def is_placeholder(term: Term, /) -> bool:
    """Whether an entry of Sphinx's own glossary has no definition to show."""
    return term.is_builtin and _PLACEHOLDER.fullmatch(plain_text(term.definition)) is not None


words = re.compile(rf"{_LETTER}+|[{HAN}{HIRAGANA}{KATAKANA}{HANGUL}]+").findall
"""The words of a text, and of the names in code; of Japanese and Korean, what stands between other characters."""
# Roman numerals, the key words of RFC 2119, units, and names that nobody spells out.
_NO_ABBREVIATION = (
    r"M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"
    r"|MUST|NOT|REQUIRED|SHALL|SHOULD|RECOMMENDED|MAY|OPTIONAL|[KMGTPE]B|[KMG]?HZ|AM|PM|OK|RFC|UNIX|MIT|BSD|TODO|FIXME|HOWTO"
)
abbreviations = re.compile(
    rf"(?<!{_LETTER})(?<![@#$%&./\\_+-])(?!(?:{_NO_ABBREVIATION})\d*s?(?!{_LETTER}))"
    rf"([A-Z](?:\d?[A-Z])+)\d*(?:s|['’]s)?(?!{_LETTER}|[@#$%&/\\_+]|[.-]\w)"
).findall
"""What looks like an abbreviation, without the number at its end: no part of code, of a path or of an address.

Two or more capitals, with at most a digit between them; a name with a larger number in it is that of a product.
"""


def explained_abbreviations(text: str, /) -> Iterator[str]:
    """The words that others beside them explain: `Secure Shell (SSH)`, `SSH (Secure Shell)`.

    One of these begins with the same letter, or is not written in ASCII, as in Japanese. Of those outside the brackets
    at most three more count than the abbreviation has letters.
    """
    for before, after in pairwise(re.split("[(（]", text)):
        outside, inside = words(re.split("[.;:)）]", before)[-1]), words(re.split("[)）]", after)[0])
        pairs = [(word, inside) for word in outside[-1:]] + [(word, outside[-len(word) - 3 :]) for word in inside[:1]]
        yield from (
            word for word, near in pairs if any(other[0].upper() == word[0] or not other.isascii() for other in near)
        )


class Prose:
    """Finds the mentions of terms in the texts of pages.

    `language` is that of the build, and `source_language` that of the source texts; `function_words` knows such words
    of a language, whose mentions are mostly not about the term of that name; `excluded` are names that never become
    links, with wildcards.
    """

    def __init__(
        self,
        glossary: Glossary,
        /,
        *,
        language: str,
        source_language: str,
        function_words: Callable[[str], AbstractSet[str]],
        excluded: Iterable[str] = (),
    ) -> None:
        self._glossary = glossary
        self._excluded = tuple(excluded)
        self._function_words = function_words
        self._language = language
        self._source_language = source_language

    def first_mentions(self, passages: Iterable[Passage], /, *, scope: str) -> Iterator[tuple[TextBlock, Found]]:
        """The first mention of each term in each passage, or on the page (the `scope`), where no link to it stands."""
        passages = list(passages)
        linked = [self._linked(passage) for passage in passages]
        seen = set().union(*linked) if scope == "page" else set()
        blocks = ((block, *around) for around in zip(passages, linked, strict=True) for block in around[0].blocks)
        prose = (item for item in blocks if item[0].number >= 0)
        for block, passage, links in sorted(prose, key=lambda item: item[0].number):
            known = seen if scope == "page" else links
            for mention in self._find(block):
                if mention.term_id not in known and mention.term_id != passage.owner:
                    known.add(mention.term_id)
                    yield block, mention

    def mentioned(self, texts: Iterable[str], /) -> set[str]:
        """The ids of the terms that source texts mention, also where no link is made."""
        terms = self._glossary.current.values()
        names = [(uncapitalized(name.text), term.id) for term in terms for name in term.source_names]
        found = Names(names, language=self._source_language, with_plurals="source" in self._glossary.english_kinds)
        return {mention.term_id for text in texts for mention in found.find(text)}

    def _linked(self, passage: Passage) -> set[str]:
        return {term_id for target in passage.targets for term_id in self._glossary.resolve(target).ids}

    def _find(self, block: TextBlock) -> Iterator[Found]:
        """The names in a block: those of the language that it is in."""
        if block.language in {"", self._language}:
            return self._local.find(block.text)
        if block.language == self._source_language:
            return self._source.find(block.text)
        return iter(())

    @cached_property
    def _local(self) -> Names:
        return self._names(lambda term: term.names, self._language, "local")

    @cached_property
    def _source(self) -> Names:
        return self._names(lambda term: term.source_names, self._source_language, "source")

    def _names(self, names_of: Callable[[Term], tuple[Name, ...]], language: str, kind: MatchKind) -> Names:
        """The names in a language that become links; a name without a translation is in another one.

        Every heading begins with a capital, so that of a name which is one says nothing. Nor does that of a name of
        several words in Sphinx's own glossary, where most people write names with capitals.
        """
        function_words = self._function_words(language)
        names = (
            (
                uncapitalized(name.text)
                if (term.is_section and name.kind == PREFERRED.name) or (term.is_builtin and " " in name.text)
                else name.text,
                "" if is_linkless or name.is_explained or is_excluded(name.text, self._excluded) else term.id,
            )
            for term in self._glossary.current.values()
            for is_linkless in [term.is_autolinked is False or is_placeholder(term)]
            for name in names_of(term)
            if not name.is_avoided and name.language in {"", language} and not is_unlinked(term, name, function_words)
        )
        return Names(names, language=language, with_plurals=kind in self._glossary.english_kinds)
