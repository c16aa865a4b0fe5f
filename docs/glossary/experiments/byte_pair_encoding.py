"""The experiment of the page "Byte-pair encoding": the average length of a piece after some numbers of rules."""

# ruff: noqa: T201

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

SIZE = 100_000


def words() -> Counter[str]:
    """Words with the space before them, and single marks, from the entries from a to c, without code and lists."""
    files = sorted(Path(__file__).parents[1].glob("[a-c]*.md"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines(keepends=True))
    text = "".join(line for line in lines if line[0].isalpha()).encode()[:SIZE].decode(errors="ignore")
    return Counter(re.findall(r" ?\w+|.", text))


def experiment(numbers: tuple[int, ...] = (250, 1_000, 4_000)) -> Iterator[tuple[float, int]]:
    """Bytes a piece, and how often the last pair occurred, after each number of rules."""
    counts = words()
    pieces = {word: list(word) for word in counts}
    pairs: Counter[tuple[str, str]] = Counter()
    places = defaultdict(set)
    for word, parts in pieces.items():
        for pair in pairwise(parts):
            pairs[pair] += counts[word]
            places[pair].add(word)
    size = sum(len(word.encode()) * count for word, count in counts.items())
    for rules in range(1, max(numbers) + 1):
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        times = pairs[best]
        for word in places.pop(best):
            parts = pieces[word]
            for pair in pairwise(parts):
                pairs[pair] -= counts[word]
            merged, i = [], 0
            while i < len(parts):
                step = 2 if tuple(parts[i : i + 2]) == best else 1
                merged.append("".join(parts[i : i + step]))
                i += step
            pieces[word] = merged
            for pair in pairwise(merged):
                pairs[pair] += counts[word]
                places[pair].add(word)
        if rules in numbers:
            yield size / sum(len(pieces[word]) * count for word, count in counts.items()), times


if __name__ == "__main__":
    for number, result in zip((250, 1_000, 4_000), experiment(), strict=True):
        print(f"{number} rules: %.1f bytes a piece, the last pair occurred %d times" % result)
