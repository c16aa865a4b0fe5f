"""The programs in the manual's glossary: what is said of their results is what comes out: `make content`."""

from __future__ import annotations

import ast
import io
import math
import re
import runpy
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from babel.messages.pofile import read_po

GLOSSARY = Path(__file__).parent / "glossary"

PROGRAMS = [
    (path.stem, code)
    for path in sorted(GLOSSARY.glob("*.md"))
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


def program(name: str) -> dict[str, Any]:
    return runpy.run_path(str(GLOSSARY / "experiments" / f"{name}.py"))


def text(page: str) -> str:
    return (GLOSSARY / f"{page}.md").read_text("utf-8")


def row(page: str, head: str) -> list[float]:
    """The numbers of a row of a table."""
    line = re.search(rf"^\| {re.escape(head)} \|(.*)\|$", text(page), re.MULTILINE)
    assert line, head
    return [float(cell.strip(" %")) for cell in line[1].split("|")]


def test_the_experiment_with_lists_comes_out() -> None:
    found = program("vector_database")["experiment"]()
    assert row("vector-database", "lists visited") == list(found)
    assert row("vector-database", "share of data seen") == [round(100 * seen) for seen, _ in found.values()]
    said = row("vector-database", "recall of the top 10")
    assert said == pytest.approx([100 * recall for _, recall in found.values()], abs=0.5)


@pytest.mark.parametrize("eps", ["0.00", "0.01", "0.10", "0.50"])
def test_the_experiment_with_two_machines_comes_out(eps: str) -> None:
    reward, better = program("reinforcement_learning")["experiment"](float(eps))
    assert row("reinforcement-learning", eps) == [round(reward, 3), round(100 * better)]


def test_the_experiments_on_choosing_by_a_score_come_out() -> None:
    experiment = program("best_of_n")["experiment"]
    chosen = [experiment(int(n)) for n in row("reward-model", "n")]
    assert row("reward-model", "score of the chosen answer") == pytest.approx([score for score, _ in chosen], abs=0.02)
    assert row("reward-model", "its true quality") == pytest.approx([quality for _, quality in chosen], abs=0.02)
    for errors, head in (("normal", "normal errors"), ("huge", "rare huge errors")):
        chosen = [experiment(int(n), errors) for n in row("alignment", "candidates to choose from")]
        measured, true = row("alignment", f"{head}: measured value"), row("alignment", f"{head}: true quality")
        assert measured == pytest.approx([score for score, _ in chosen], rel=0.02)
        assert true == pytest.approx([quality for _, quality in chosen], abs=0.05)


def test_the_experiments_on_groups_come_out() -> None:
    functions = program("unsupervised_learning")
    said = text("unsupervised-learning")
    raw, scaled = functions["scales"]()
    assert f"in {raw} of 200 cases" in said
    assert f"in all {scaled} cases" in said
    two, four, eight = (round(100 * share) for share in functions["chance"]().values())
    assert f"two groups explain {two} percent of the squared distances, " in said
    assert f"four explain {four} percent and eight {eight}" in said


def test_the_experiment_with_pairs_comes_out() -> None:
    found = list(program("byte_pair_encoding")["experiment"]())
    said = re.findall("about (.*) bytes after 250.* (.*) after 1,000 and (.*) after", text("byte-pair-encoding"))[0]
    assert [float(number) for number in said] == pytest.approx([size for size, _ in found], abs=0.1)
    assert found[-1][1] <= 2


def printed(page: str, name: str) -> list[list[float]]:
    """The numbers of each line that the program with this name on a page prints."""
    code = next(code for found, code in PROGRAMS if found == page and name in code)
    with redirect_stdout(io.StringIO()) as lines:
        exec(code, {})
    return [
        [float(number) for number in re.findall(r"(?<!\w)-?\d+(?:\.\d+)?(?:e-?\d+)?", line)]
        for line in lines.getvalue().splitlines()
    ]


def test_what_the_pages_tell_of_their_own_programs_comes_out() -> None:
    assert row("model-collapse", "kinds that are left") == [left for _, left in printed("model-collapse", "generation")]

    for degree, *errors in printed("overfitting", "polyfit"):
        assert row("overfitting", f"{degree:.0f}") == [round(error, 2) for error in errors]

    (_, one, one_wrong), (_, many, many_wrong) = printed("supervised-learning", "predict")
    assert f"fall from {one:.2f} to {one_wrong:.2f}" in text("supervised-learning")
    assert f"falls from {many:.2f} to {many_wrong:.2f}" in text("supervised-learning")

    names: dict[str, Any] = {}
    exec(next(code for page, code in PROGRAMS if page == "residual-connection"), names)
    lengths = {
        shortcut: [names["gradient_at_input"](shortcut, spread) for spread in (0.5, 1, 2)] for shortcut in (False, True)
    }
    assert lengths[False] == pytest.approx([3e-16, 0.04, 1700], rel=0.2)
    assert lengths[True] == pytest.approx([7, 28, 230], rel=0.1)


def test_the_japanese_programs_differ_in_comments_and_sentences_only() -> None:
    """And none of them was left in English."""

    def shape(code: str) -> str:
        return re.sub(r"Constant\(value='[^']*'\)", "text", ast.dump(ast.parse(code)))

    compared = 0
    for path in sorted(Path(__file__).parents[1].glob("locales/ja/LC_MESSAGES/glossary/*.po")):
        messages = read_po(path.read_bytes().splitlines(keepends=True))
        catalog = {message.id: str(message.string) for message in messages}
        for code in [code for name, code in PROGRAMS if name == path.stem]:
            translation = catalog.get(code) or catalog.get(code.rstrip("\n"))
            if translation is not None:
                assert shape(translation) == shape(code), path.stem
                assert not re.search(r"# [^#\n]*\b[a-z]{3,} [a-z]{2,} ", translation), path.stem
                compared += 1
    assert compared > 30
