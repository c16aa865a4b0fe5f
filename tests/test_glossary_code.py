"""The programs in the documentation's glossary: what they say in a comment is what comes out."""

from __future__ import annotations

import ast
import math
import re
from typing import Any

import pytest

from support import ROOT

np = pytest.importorskip("numpy")

PROGRAMS = [
    (path.stem, code)
    for path in sorted((ROOT / "docs" / "glossary").glob("*.md"))
    for code in re.findall(r"^```python\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
]
NUMBER = re.compile(r"-?\d+\.\d+|\bTrue\b")
# What a program takes from another page or from the text around it.
BEFORE = {
    "parameter": "import numpy as np\nrng = np.random.default_rng(0)\nx, W1, b1, W2, b2 = "
    "(rng.normal(size=size) for size in ((5, 784), (784, 128), 128, (128, 10), 10))\n"
    + next(code for name, code in PROGRAMS if name == "neural-network" and "def forward" in code)
}
# Comments that are whole examples: page, expression, what is said to come out.
EXAMPLES: list[tuple[str, str, Any]] = [
    ("autoencoder", "encode(1, 2)", 1.0),
    ("autoencoder", "decode(encode(2, 1))", (0.8, 1.6)),
    ("autoencoder", "__import__('math').dist((2, 1), decode(0.8))", 1.34),
    ("feed-forward-network", "[one_of_two(a, b) for a in (0, 1) for b in (0, 1)]", [0, 1, 1, 0]),
    ("logit", "loss([1000, 0], 1)", 1000.0),
]


def stated(code: str, node: ast.stmt) -> list[str]:
    """The numbers in the comment at the end of a statement, up to an explanation after a colon."""
    _, found, comment = code.split("\n")[(node.end_lineno or 0) - 1].partition("   # ")
    numbers = NUMBER.findall(comment.partition(":")[0])
    return numbers if found and NUMBER.match(comment.strip()) else []


def results(node: ast.stmt, names: dict[str, Any]) -> list[float]:
    if isinstance(node, ast.Assign):
        return [names[target.id] for target in node.targets if isinstance(target, ast.Name)]
    assert isinstance(node, ast.Expr)
    value = node.value
    called = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"
    parts = value.args if called and isinstance(value, ast.Call) else [value]
    return [
        float(number)
        for part in parts
        for number in np.ravel(eval(compile(ast.Expression(part), "glossary", "eval"), names))
    ]


def run(name: str, code: str) -> tuple[dict[str, Any], list[tuple[list[float], list[str]]]]:
    names: dict[str, Any] = {}
    exec(BEFORE.get(name, ""), names)
    compared = []
    for node in ast.parse(code).body:
        numbers = stated(code, node)
        if not isinstance(node, ast.Expr):
            exec(compile(ast.Module([node], []), "glossary", "exec"), names)
        if numbers and isinstance(node, ast.Expr | ast.Assign):
            compared.append((results(node, names), numbers))
    return names, compared


def test_every_program_can_be_read() -> None:
    for _, code in PROGRAMS:
        ast.parse(code)


STATING = [(name, code) for name, code in PROGRAMS if any(stated(code, node) for node in ast.parse(code).body)]


@pytest.mark.parametrize(("name", "code"), STATING, ids=[name for name, _ in STATING])
def test_what_a_comment_states_comes_out(name: str, code: str) -> None:
    _, compared = run(name, code)
    assert compared
    for values, numbers in compared:
        said = [1.0 if number == "True" else float(number) for number in numbers]
        places = [len(number.partition(".")[2]) for number in numbers]
        # The last digit may be cut off instead of rounded.
        assert all(
            math.isclose(value, number, abs_tol=10**-place)
            for value, number, place in zip(values, said, places, strict=True)
        ), (values, numbers)


@pytest.mark.parametrize(("name", "expression", "said"), EXAMPLES)
def test_an_example_in_a_comment_comes_out(name: str, expression: str, said: object) -> None:
    code = next(code for page, code in PROGRAMS if page == name and "->" in code)
    names, _ = run(name, code)
    assert eval(expression, names) == pytest.approx(said, abs=0.005)
