"""Search of Japanese pages by pairs of characters: an extension of its own, for Sphinx's own search.

Sphinx cuts the text of Japanese pages into words, but not what a reader types. Here both are cut in the same way,
without a dictionary: into pairs of characters, but for a particle with the character on one side of it, and for pairs
of hiragana that are on nearly every page. A page may have all pairs of a phrase in different places, so there are
longer parts, too: three kana of one script, and a kanji with the two and the three hiragana behind it, which tell
verbs apart; but none with a pair of kana that is rare enough to find the phrase by.

In the index, each part has a short token of ASCII, since Sphinx writes a kanji in six bytes. Longer parts share tokens:
a page may be found by mistake, but none is missed. `search.js` does the same with what a reader types, and puts first
what has all of it in one place.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from sphinx_glossary_terms import __version__
from sphinx_glossary_terms.model.characters import HAN, HIRAGANA, KANA, KATAKANA

_JAPANESE = KANA + HAN
_RUN = re.compile(rf"[{_JAPANESE}]+|(?:(?![{_JAPANESE}])\w)+")
_IS_JAPANESE = re.compile(rf"[{_JAPANESE}]")
# With the beginning of the next word, or with the end of a noun (after a kanji, others may be the ending of a verb).
_PARTICLE = re.compile(rf"[のをがはにでとも][^{HIRAGANA}ー]|[{KATAKANA}][のをがはにでともへや]|[{HAN}][のをはに]")
_LONGER = re.compile(rf"[{HIRAGANA}ー]{{3}}|[{KATAKANA}]{{3}}|[{HAN}][{HIRAGANA}ー]{{2,3}}")
_ALONE = re.compile(rf"(?<![{HAN}])[{HAN}](?![{HAN}])")
_JOINED = re.compile(rf"(?<![{_JAPANESE}])[{_JAPANESE}]++(?:\0++[{_JAPANESE}]++)+")

_COMMON_PAIRS = (
    "あっりるれ、いいうかがきくこただっつてでとなにのはまもる、うかがこしちとなにのま、えがたてなのばまらるを、おきくり、かいかがけしっでどなにのはめもらりるれを、があいかすそっでどなよりわ、きいかくさたでな"
    "にのはまる、くあいさしだつてとなのら、けたてでなのまらるれを、こうかこでとにのれろ、ごと、さいくせなのはれん、しいかくたてなのまょれ、じでめよ、すいかがぎことべるれ、ずつに、せたてまるん、そうこしのれ、"
    "ぞれ、たいかがくこだとのびめもらり、だかけさしとれ、ちがまら、ったてと、つあいかけずでのまも、ていおきくしのはも、であいきしすのはも、といえおがきこしすでなにのはばもをん、どうこちのれん、ないかがくけし"
    "っどのもらりる、にあしすつなはもよ、のあうかがきこたでとなにはほまもよを、はあいじそな、ばなれん、びにま、への、べきてまる、ほうかとど、まいうくしすずせたっでまりるれ、みのまを、めたてにのまらる、もあう"
    "しっでなのよら、やすり、ゅう、ょう、よいうくっりる、らいかがでなにのはれ、りがしすでにのはまもを、るかこただとなのもよわ、れかがぞただてでなにはばまもやるを、わかけずせっなりるれ、をしす、んがだでどなの"
)
COMMON = {group[0] + second for group in _COMMON_PAIRS.split("、") for second in group[1:]}
"""The most frequent pairs of hiragana in the Japanese pages of this project's own documentation."""

MARK = "\N{WORD JOINER}"  # behind a number, which Sphinx's search leaves out
SHARED_BITS = 12  # longer parts share 2**12 tokens: more make a larger index with fewer pages found by mistake

_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_COMMON_IN_KATAKANA = {pair.translate(_TO_KATAKANA) for pair in COMMON}


class JapaneseSearch(SearchLanguage):
    """Sphinx's search for Japanese, by pairs of characters."""

    lang = "ja"
    language_name = "Japanese"

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        constants = {
            "JAPANESE": _JAPANESE,
            "HAN": HAN,
            "PARTICLE": _PARTICLE.pattern,
            "LONGER": _LONGER.pattern,
            "COMMON": "".join(sorted(COMMON)),
            "MARK": MARK,
            "BITS": SHARED_BITS,
        }
        script = Path(__file__).with_name("search.js").read_text(encoding="utf-8")
        head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
        self.js_stemmer_code = f"{{\n{head}{script}}}\n"

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is Sphinx's
        """What a text is found by."""
        runs = _RUN.findall(unicodedata.normalize("NFKC", input))
        return [part for run in runs for part in _parts(run)]

    def stem(self, word: str) -> str:
        return _token(word)

    def word_filter(self, word: str) -> bool:
        return True  # numbers count, too


class JoinedText(SphinxPostTransform):
    """What has markup in it, for the index alone: Sphinx splits the text on each side of a mark by itself."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Add it to the page once more, in a node of docutils that no output shows."""
        if (self.config.html_search_language or self.config.language) == JapaneseSearch.lang:
            left_out = (node for node in self.document.findall(nodes.Element) if "no-search" in node["classes"])
            hidden = {block for node in left_out for block in node.findall(nodes.TextElement)}
            blocks = (block for block in self.document.findall(nodes.TextElement) if block not in hidden)
            texts = ("\0".join(text.astext() for text in block.findall(nodes.Text)) for block in blocks)
            joined = " ".join(run for text in texts for run in _JOINED.findall(text))
            self.document += nodes.substitution_definition("", joined.replace("\0", ""))


def _parts(run: str) -> Iterator[str]:
    """The parts of text that has no space and no punctuation."""
    if not _IS_JAPANESE.match(run):
        yield run + MARK if run.isdecimal() else run
        return
    if len(run) == 1:
        yield run
    for start in range(len(run) - 1):
        pair, *longer = (run[start : start + length] for length in (2, 3, 4))
        if pair not in COMMON and not _PARTICLE.match(pair):
            yield pair
        yield from filter(_is_needed, longer)
    yield from _ALONE.findall(run)


def _is_needed(part: str) -> bool:
    """Whether a longer part is in the index: a page that has a rarer pair of its kana is found by that pair."""
    if not _LONGER.fullmatch(part) or _PARTICLE.match(part):
        return False
    kana = re.sub(f"[{HAN}]", "", part).translate(_TO_KATAKANA)
    return all(kana[start : start + 2] in _COMMON_IN_KATAKANA for start in range(len(kana) - 1))


@cache
def _token(part: str) -> str:
    """The token in the index for a part of a text: any kana are katakana.

    Sphinx's search takes parts of words of more than two characters for a match, and it counts shorter words apart
    (`performTermsSearch` in searchtools.js). So every token is longer, and none is a part of a word or another token.
    """
    if not _IS_JAPANESE.match(part):
        part = part.lower()
        return part if len(part) > 2 and not part.endswith(MARK) else f"~{_digits(part, 20)}"
    part = part.translate(_TO_KATAKANA)
    return f"~{_digits(part, 20)}" if len(part) < 3 else f"^{_digits(part, SHARED_BITS)}"


def _digits(text: str, bits: int) -> str:
    """Some bits of a text's hash FNV-1a, in base 32 (RFC 4648 section 7, but in lower case)."""
    number = 0x811C9DC5
    for char in text:
        number = (number ^ ord(char)) * 0x01000193 % 2**32
    return base64.b32hexencode((number % 2**bits).to_bytes(5)).decode().lower()[-bits // 5 :]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of Sphinx's own search for Japanese; sites in other languages stay as they are."""
    app.add_search_language(JapaneseSearch)
    app.add_post_transform(JoinedText)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
