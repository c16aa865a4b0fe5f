"""Search of Japanese pages by pairs of characters: an extension of its own, for Sphinx's own search.

Sphinx cuts the text of Japanese pages into words, but not what a reader types, so most searches find nothing. Here both
are cut in the same way, without a dictionary: into pairs of characters, so that any part of any word is found.

Pairs of hiragana such as "ます" are on nearly every page. They say little and are left out. Where one is left out, the
three characters that hold it are indexed instead. Of these there are many, so several share a token of two characters:
a page may be found by mistake where such tokens are the same, but none is missed.

The other half of it, for what a reader types, is `search.js` beside this file. Both are used through Sphinx's public
interface, `Sphinx.add_search_language` and `SearchLanguage`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.search import SearchLanguage

from sphinx_glossary_terms import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTICLES = "のをがはにでとも"
"""Particles: the pair of one and the beginning of the next word is left out, too."""

_HIRAGANA = "\u3041-\u3096\u309d\u309e"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JAPANESE = _HIRAGANA + _KATAKANA + _HAN
_RUN = re.compile(rf"[{_JAPANESE}]+|(?:(?![{_JAPANESE}])\w)+")
_IS_JAPANESE = re.compile(rf"[{_JAPANESE}]")
_PARTICLE = re.compile(rf"[{PARTICLES}][^{_HIRAGANA}ー]")
_ALONE = re.compile(rf"(?<![{_HAN}])[{_HAN}](?![{_HAN}])")
_IS_HAN = re.compile(rf"[{_HAN}]")

COMMON_PAIRS = (
    "あっありあるあれいいいういかいがいきいくいこいたいだいっいついていでいといないにいのいはいまいもいるうかうがうこうしうちうとうなうにうのうまえがえたえてえなえのえばえまえらえるえをおきおくおりかいかかかがかけかしかっかで"
    "かどかなかにかのかはかめかもからかりかるかれかをがあがいがかがすがそがっがでがどがながよがりがわきいきかきくきさきたきできなきにきのきはきまきるくあくいくさくしくだくつくてくとくなくのくらけたけてけでけなけのけまけらける"
    "けれけをこうこかこここでことこにこのこれころごとさいさくさせさなさのさはされさんしいしかしくしたしてしなしのしましょしれじでじめじよすいすかすがすぎすこすとすべするすれずつずにせたせてせませるせんそうそこそしそのそれぞれ"
    "たいたかたがたくたこただたとたのたびためたもたらたりだかだけださだしだとだれちがちまちらったってっとつあついつかつけつずつでつのつまつもていておてきてくてしてのてはてもであでいできでしですでのではでもといとえとおとがとき"
    "とことしとすとでとなとにとのとはとばともとをとんどうどこどちどのどれどんないなかながなくなけなしなっなどなのなもならなりなるにあにしにすにつになにはにもによのあのうのかのがのきのこのたのでのとのなのにのはのほのまのものよ"
    "のをはあはいはじはそはなばなばればんびにびまへのべきべてべまべるほうほかほとほどまいまうまくましますまずませまたまっまでまままりまるまれみのみまみをめためてめにめのめまめらめるもあもうもしもっもでもなものもよもらやすやり"
    "ゅうょうよいようよくよっよりよるらいらからがらでらならにらのらはられりがりしりすりでりにりのりはりまりもりをるかるこるたるだるとるなるのるもるよるわれかれがれぞれたれだれてれでれなれにれはればれまれもれやれるれをわかわけ"
    "わずわせわっわなわりわるわれをしをすんがんだんでんどんなんの"
)
"""The most frequent pairs of hiragana in the Japanese pages of this project's own documentation, one after another."""

# Not more than two characters: of longer ones Sphinx's search takes parts of words for a match, and it counts words of
# more than two characters apart from others (`performTermsSearch` in searchtools.js). With a sign in each, none is a
# word. No hyphen, which excludes a word from a search, and nothing that JSON escapes.
_SIGNS = "!#$%&'()*+,./:;<=>?@[]^_`{|}~"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_TOKENS = [a + b for a in _SIGNS for b in _SIGNS + _LETTERS] + [a + b for a in _LETTERS for b in _SIGNS]

BESIDE_JAPANESE = "\N{WORD JOINER}"
"""Behind a word in other letters in a search that has Japanese words, too (see `_TOKENS`), and behind a number, which
Sphinx's search leaves out."""

_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}

_COMMON = frozenset(re.findall("..", COMMON_PAIRS.translate(_TO_KATAKANA)))


class JapaneseSearch(SearchLanguage):
    """Sphinx's search for Japanese, by pairs of characters."""

    lang = "ja"
    language_name = "Japanese"
    js_splitter_code = ""  # with the stemmer, which takes from it whether a search has Japanese words

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        constants = {
            "JAPANESE": _JAPANESE,
            "HIRAGANA": _HIRAGANA,
            "HAN": _HAN,
            "PARTICLES": PARTICLES,
            "COMMON": COMMON_PAIRS,
            "SIGNS": _SIGNS,
            "LETTERS": _LETTERS,
            "BESIDE": BESIDE_JAPANESE,
        }
        script = Path(__file__).with_name("search.js").read_text(encoding="utf-8")
        head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
        self.js_stemmer_code = f"{{\n{head}{script}}}\n"

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is Sphinx's
        """What a text is found by."""
        return list(_tokens(unicodedata.normalize("NFKC", input)))

    def stem(self, word: str) -> str:
        """The token in the index for a part of a text: any kana are katakana."""
        return _stem(word)

    def word_filter(self, word: str) -> bool:
        """Numbers count, too."""
        return True


def _tokens(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if _IS_JAPANESE.match(run):
            yield from _parts(run)
            continue
        if not run.isdecimal():
            yield run
        if len(run) > 2 or run.isdecimal():
            yield run + BESIDE_JAPANESE


def _parts(run: str) -> Iterator[str]:
    """The parts of text that has no space and no punctuation."""
    if len(run) == 1:
        yield run
    for number, pair in enumerate(map("".join, pairwise(run))):
        if not _is_common(pair) and not _PARTICLE.match(pair):
            yield pair
        three = run[number : number + 3]
        if len(three) == 3 and (_is_common(pair) or _is_common(three[1:])):
            yield three
    yield from _ALONE.findall(run)


@cache
def _is_common(pair: str) -> bool:
    """Whether a pair is left out, in hiragana or katakana."""
    return pair.translate(_TO_KATAKANA) in _COMMON


@cache
def _stem(word: str) -> str:
    if word.endswith(BESIDE_JAPANESE):
        return _short(word.removesuffix(BESIDE_JAPANESE).lower())
    if not _IS_JAPANESE.match(word):
        return word.lower()
    if not _IS_HAN.search(word):
        word = word.translate(_TO_KATAKANA)
    return word if len(word) < 3 else _short(word)


def _short(text: str) -> str:
    """The token of two characters for a longer text, which others may share: a hash as in Java's `String.hashCode`."""
    number = 0
    for char in text:
        number = (31 * number + ord(char)) % 2**32
    return _TOKENS[number % len(_TOKENS)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of Sphinx's own search for Japanese; sites in other languages stay as they are."""
    app.add_search_language(JapaneseSearch)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
