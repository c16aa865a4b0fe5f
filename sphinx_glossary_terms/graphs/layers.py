"""Where boxes and lines of a graph go: in layers, from top to bottom, and always in the same way.

The method is that of Sugiyama, Tagawa and Toda (1981): lines that close a circle are turned around, each box gets a
layer, the boxes of a layer get an order in which few lines cross, and then their places. A line through several layers
has a joint in each of them, which is ordered and placed like a box, so that no line runs through a box. The order is
found by barycenters, and then by swaps of neighbors as long as one removes a crossing (Gansner, Koutsofios, North and
Vo, 1993). As there, the joints of a line draw each other more than boxes do, so long lines are straight. Brandes and
Köpf (2001) place boxes by medians; here they are where the squares of distances are smallest, which keeps an order and
needs no choice of one of four alignments: isotonic regression, layer by layer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple, TypeAlias

Size: TypeAlias = "tuple[float, float]"
"""Width and height."""

_SWEEPS = 12
_PASSING = 8
"""The room beside a joint, at most."""
_PORTS = 9
"""The distance of two lines at a box, at most: the head of an arrow."""
_BOXES, _MIXED, _JOINTS = 1, 2, 8
"""How much the two ends of a line between two layers draw each other."""


class Point(NamedTuple):
    """A place in a drawing, in pixels."""

    x: float
    y: float


class Way(NamedTuple):
    """A line between two different boxes, by their numbers, and the size of its label."""

    start: int
    end: int
    label: Size | None = None


class Curve(NamedTuple):
    """A line: its points from the edge of one box to that of another, and the middle of its label.

    From point to point, it is vertical or bends between two layers.
    """

    points: list[Point]
    label: Point | None


class Layout(NamedTuple):
    """The middles of boxes, and the lines, in the order in which they were given."""

    places: list[Point]
    curves: list[Curve]


class _Network(NamedTuple):
    """Boxes and joints, by number. Joints come after boxes.

    layers, parts: the layer of each, and the connected part of the graph that it is in.
    above, below: what lines join it to, in the layers beside its own.
    sizes: the size of each; that of a joint is that of the label there.
    chains: the lines from layer to layer, downwards.
    """

    layers: list[int]
    parts: list[int]
    above: list[list[int]]
    below: list[list[int]]
    sizes: list[Size]
    chains: list[list[int]]


def layered(
    sizes: Sequence[Size], ways: Sequence[Way], across: float, down: float, /, *, is_short: bool = False
) -> Layout:
    """The layout of boxes of some sizes; `across` and `down` are the distances of boxes and of layers.

    `is_short`: boxes are where lines are short, and not as low as what they lead to allows.
    """
    backward = _backward(len(sizes), ways)
    turned = [Way(way.end, way.start, way.label) if back else way for way, back in zip(ways, backward, strict=True)]
    # A label is in a layer of its own, halfway between those of boxes.
    halves = 2 if any(way.label for way in ways) else 1
    network = _network(sizes, turned, halves, is_short=is_short)
    rows: list[list[int]] = [[] for _ in range(max(network.layers, default=-1) + 1)]
    for node in sorted(range(len(network.layers)), key=network.parts.__getitem__):
        rows[network.layers[node]].append(node)
    rows = ordered(rows, network.above, network.below, network.parts)
    x = _aligned(rows, network, len(sizes), across)
    heights = [max(network.sizes[node][1] for node in row) for row in rows]
    tops = [sum(heights[:number]) + number * down / halves for number in range(len(rows))]
    y = [tops[layer] + heights[layer] / 2 for layer in network.layers]
    places = [Point(x[box], y[box]) for box in range(len(sizes))]
    ports = _ports(network, x, len(sizes))
    curves = []
    for way, back, chain, (first, last) in zip(ways, backward, network.chains, ports, strict=True):
        at = [first, *(x[node] for node in chain[1:-1]), last]
        edges = [(tops[layer], tops[layer] + heights[layer]) for layer in map(network.layers.__getitem__, chain)]
        points = [Point(place, edge) for place, both in zip(at, edges, strict=True) for edge in both]
        points[0] = Point(first, y[chain[0]] + sizes[chain[0]][1] / 2)
        points[-1] = Point(last, y[chain[-1]] - sizes[chain[-1]][1] / 2)
        joint = next((node for node in chain[1:-1] if network.sizes[node] == way.label), None)
        label = None if joint is None else Point(x[joint], y[joint])
        curves.append(Curve(points[::-1] if back else points, label))
    return Layout(places, curves)


def _backward(count: int, ways: Sequence[Way]) -> list[bool]:
    """Whether each line closes a circle: found depth first, in the order of the boxes."""
    back = [False] * len(ways)
    is_open, is_seen = [False] * count, [False] * count

    def visit(box: int) -> None:
        is_open[box] = is_seen[box] = True
        for number, way in enumerate(ways):
            if way.start == box:
                back[number] = is_open[way.end]
                if not is_seen[way.end]:
                    visit(way.end)
        is_open[box] = False

    for box in range(count):
        if not is_seen[box]:
            visit(box)
    return back


def _network(sizes: Sequence[Size], ways: Sequence[Way], halves: int, *, is_short: bool) -> _Network:
    """The layers of boxes, and the joints of lines."""
    parts = _parts(len(sizes), ways)
    layers = [halves * rank for rank in _ranks(parts, ways, is_short=is_short)]
    all_sizes, chains = [*sizes], []
    for start, end, label in ways:
        between = range(layers[start] + 1, layers[end])
        chains.append([start, *range(len(layers), len(layers) + len(between)), end])
        middle = (layers[start] + layers[end]) // 2
        all_sizes += [label if label and layer == middle else (0, 0) for layer in between]
        parts += [parts[start]] * len(between)
        layers += between
    above: list[list[int]] = [[] for _ in layers]
    below: list[list[int]] = [[] for _ in layers]
    for upper, lower in (step for chain in chains for step in pairwise(chain)):
        below[upper].append(lower)
        above[lower].append(upper)
    return _Network(layers, parts, above, below, all_sizes, chains)


def _parts(count: int, ways: Sequence[Way]) -> list[int]:
    """The connected part that each box is in, from 0: the largest comes first, and tells what the graph is about."""
    parts = list(range(count))
    for start, end, _label in ways:
        first, other = sorted((parts[start], parts[end]))
        parts = [first if part == other else part for part in parts]
    count_of = Counter(parts)
    largest = sorted(count_of, key=lambda part: -count_of[part])
    return [largest.index(part) for part in parts]


def _ranks(parts: Sequence[int], ways: Sequence[Way], *, is_short: bool) -> list[int]:
    """The layer of each box, from 0: as low as what it leads to allows, or as near as possible to most of its lines."""
    ranks = [0] * len(parts)
    for _ in parts:
        for start, end, _label in ways:
            ranks[start] = min(ranks[start], ranks[end] - 1)
    if not is_short:
        return [rank - min(ranks) for rank in ranks]
    for _ in range(_SWEEPS):
        for box in range(len(ranks)):
            above = [ranks[way.start] for way in ways if way.end == box]
            below = [ranks[way.end] for way in ways if way.start == box]
            if len(above) > len(below):
                ranks[box] = max(above) + 1
            elif len(below) > len(above):
                ranks[box] = min(below) - 1
    first = [min(other for other, its in zip(ranks, parts, strict=True) if its == part) for part in parts]
    return [rank - start for rank, start in zip(ranks, first, strict=True)]


_Near: TypeAlias = "Sequence[Sequence[int]]"


def ordered(rows: Sequence[Sequence[int]], above: _Near, below: _Near, parts: Sequence[int], /) -> list[list[int]]:
    """The same rows in an order in which few lines cross, and in which swapping two neighbors removes no crossing.

    `above` and `below` are what lines join each number to, in the rows beside its own. Numbers of a part stay together.
    """
    current = [list(row) for row in rows]
    place = [0] * len(parts)
    for row in current:
        _number(row, place)
    _swap(current, above, below, place)
    best, fewest = [list(row) for row in current], _crossings(current, below, place)
    for sweep in range(_SWEEPS if fewest else 0):
        near = below if sweep % 2 else above
        for row in reversed(current) if sweep % 2 else current:
            means = {
                node: sum(place[other] for other in near[node]) / len(near[node]) if near[node] else place[node]
                for node in row
            }
            row.sort(key=lambda node, means=means: (parts[node], means[node]))  # type: ignore[misc]
            _number(row, place)
        _swap(current, above, below, place)
        if (count := _crossings(current, below, place)) < fewest:
            best, fewest = [list(row) for row in current], count
    return best


def _number(row: Sequence[int], place: list[int]) -> None:
    for number, node in enumerate(row):
        place[node] = number


def _swap(rows: Sequence[list[int]], above: _Near, below: _Near, place: list[int]) -> None:
    """Swap neighbors as long as that removes a crossing."""

    def gain(left: int, right: int) -> int:
        """How many crossings a swap removes."""
        return sum(
            (place[one] > place[other]) - (place[one] < place[other])
            for near in (above, below)
            for one in near[left]
            for other in near[right]
        )

    is_better = True
    while is_better:
        is_better = False
        for row in rows:
            for number in range(len(row) - 1):
                left, right = row[number : number + 2]
                if gain(left, right) > 0:
                    row[number : number + 2] = right, left
                    place[left], place[right] = place[right], place[left]
                    is_better = True


def _crossings(rows: Sequence[Sequence[int]], below: _Near, place: Sequence[int]) -> int:
    """How many pairs of lines cross."""
    lines = ([(place[node], place[other]) for node in row for other in below[node]] for row in rows)
    pairs = (pair for row in lines for pair in combinations(row, 2))
    return sum((start - other) * (end - last) < 0 for (start, end), (other, last) in pairs)


def _aligned(rows: Sequence[Sequence[int]], network: _Network, boxes: int, across: float) -> list[float]:
    """The middles of all boxes and joints: near those that they are joined to, in their order, with their distances."""
    x = [0.0] * len(network.layers)
    offsets = []
    for row in rows:
        offset = [0.0]
        for left, right in pairwise(row):
            gap = across if left < boxes and right < boxes else min(across, _PASSING)
            offset.append(offset[-1] + (network.sizes[left][0] + network.sizes[right][0]) / 2 + gap)
        offsets.append(offset)
        for node, place in zip(row, offset, strict=True):
            x[node] = place - offset[-1] / 2
    pulls = [
        [
            (other, (_BOXES, _MIXED, _JOINTS)[(node >= boxes) + (other >= boxes)])
            for other in network.above[node] + network.below[node]
        ]
        for node in range(len(x))
    ]
    places = [*zip(rows, offsets, strict=True)]
    for sweep in range(_SWEEPS):
        for row, offset in reversed(places) if sweep % 2 else places:
            weights = [sum(pull for _other, pull in pulls[node]) or _BOXES for node in row]
            wanted = [
                sum(x[other] * pull for other, pull in pulls[node]) / weight if pulls[node] else x[node]
                for node, weight in zip(row, weights, strict=True)
            ]
            for node, place in zip(row, apart(wanted, weights, offset), strict=True):
                x[node] = place
    return x


def apart(wanted: Sequence[float], weights: Sequence[float], offsets: Sequence[float], /) -> list[float]:
    """The places nearest to the wanted ones that have at least the distances of `offsets`: weighted least squares.

    Isotonic regression, by pooling neighbors that are too near.
    """
    pools: list[tuple[float, float, int]] = []
    for place, weight, offset in zip(wanted, weights, offsets, strict=True):
        total, heavy, size = weight * (place - offset), weight, 1
        while pools and pools[-1][0] / pools[-1][1] > total / heavy:
            more, pull, count = pools.pop()
            total, heavy, size = total + more, heavy + pull, size + count
        pools.append((total, heavy, size))
    shifts = [total / heavy for total, heavy, size in pools for _ in range(size)]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]


def _ports(network: _Network, x: Sequence[float], boxes: int) -> list[list[float]]:
    """Where each line leaves its upper box and reaches its lower one: beside each other, so that none crosses there."""
    ports = [[x[chain[0]], x[chain[-1]]] for chain in network.chains]
    for side, (at, beside) in enumerate(((0, 1), (-1, -2))):
        leaving: list[list[int]] = [[] for _ in range(boxes)]
        for number in sorted(range(len(ports)), key=lambda number: x[network.chains[number][beside]]):
            leaving[network.chains[number][at]].append(number)
        for box, numbers in enumerate(leaving):
            step = min(_PORTS, network.sizes[box][0] / 2 / max(1, len(numbers)))
            for place, number in enumerate(numbers):
                ports[number][side] = x[box] + (place - (len(numbers) - 1) / 2) * step
    return ports
