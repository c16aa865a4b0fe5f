"""Every option of conf.py, with every kind of value that it cannot have: a warning, never an error."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.config import OPTIONS, PREFIX
from support.project import CONF, Project

VALUES: dict[str, Any] = {
    "list": ["svg"],
    "nested-list": [["svg"], {}],
    "empty-list": [],
    "dict": {"a": "b"},
    "dict-of-rows": {"a": {"label": ["b"], "symmetric": [], "edge": {}, "level": {}}},
    "dict-of-numbers": {1: 2},
    "tuple": ("svg", 1),
    "set": {"svg"},
    "int": 7,
    "negative": -1,
    "float": 1.5,
    "none": None,
    "true": True,
    "false": False,
    "bytes": b"svg",
    "text": "ja",
    "empty-text": "",
    "type": Ellipsis,
}

# Of those without an entry, Sphinx itself says what is wrong.
ACCEPTED = {
    "source_language": {"text", "none"},
    "languages": set(),
    "relations": set(),
    "fields": set(),
    "graph_output": set(),
    "checks": {"empty-list", "empty-text"},
    "autolink": {"false"},
    "autolink_exclude": {"list", "set", "text", "empty-list", "empty-text"},
    "projects": {"list", "set", "text", "empty-list", "empty-text"},
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_wrong_value_is_a_warning(project: Project, kind: str) -> None:
    project.write(
        {"index.md": "# Home\n\n````{term} Bread\n:related: Beer\nBaked.\n````\n\n````{term} Beer\nX.\n````\n"}
    )
    # Not as on the command line, where Sphinx itself looks at values.
    project.write({"conf.py": CONF + "".join(f"{option.name} = {VALUES[kind]!r}\n" for option in OPTIONS)})
    built = project.build()
    by_sphinx = [option for option in OPTIONS if f"The config value `{option.name}'" in str(built.warnings)]
    assert (bool in [option.types for option in by_sphinx]) == (kind not in {"true", "false", "int", "negative"})
    # That there is no such project is another warning.
    lines = [line for line in built.warnings if not re.search(r"\[glossary\.project\]$|The config value `", line)]
    found = [re.fullmatch(rf"conf\.py:\d+: WARNING: {PREFIX}(\w+): .*", line) for line in lines]
    assert None not in found
    refused = {match[1] for match in found if match}
    assert refused == {name for name, accepted in ACCEPTED.items() if kind not in accepted}
    assert set(ACCEPTED) == {option.name.removeprefix(PREFIX) for option in OPTIONS if option.clean}
    assert "Bread" in built.text("index.html")


def test_an_option_that_does_not_exist(project: Project) -> None:
    """Sphinx says nothing about it. What conf.py itself reads, or another extension knows, is no mistake."""
    own = Path(__file__).with_name("unknown_options.txt").read_text(encoding="utf-8")
    project.write({"index.md": "# Home\n", "conf.py": CONF + own})
    line = CONF.count("\n") + 1
    assert project.build().warnings == [
        f"conf.py:{line}: WARNING: there is no option `glossary_terms_autolnk`; did you mean `glossary_terms_autolink`? "
        "[glossary.config]",
        *(
            f"conf.py:{line + place}: WARNING: there is no option `glossary_terms_{name}`; remove it [glossary.config]"
            for place, name in ((2, "zzzzzzzzzzzz"), (3, "refresh_navigation"), (4, "qqqqqqqqqqqq"))
        ),
    ]


def _said(project: Project, *options: str) -> str:
    command = [sys.executable, "-W", "default", "-m", "sphinx", "-q", *options, str(project.source)]
    return subprocess.run([*command, str(project.folder / "out")], capture_output=True, text=True, check=True).stderr


def test_what_is_wrong_with_conf_py_itself_is_said_once_and_it_may_be_missing(project: Project) -> None:
    project.write({"index.rst": "Home\n====\n"})
    assert "WARNING" not in _said(project, "-C", "-D", "extensions=sphinx_glossary_terms")
    project.write({"conf.py": f'{CONF}glossary_terms_relations = {{}}\nescape = "\\d"\n'})
    assert _said(project).count("invalid escape sequence") == 1


ROWS: dict[str, tuple[str, Any]] = {
    "relations": ("graph", {"label": "A", "inverse_label": "B"}),
    "fields": ("analogy", {"label": "A"}),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize(
    ("option", "key"),
    [
        *(("relations", key) for key in ("label", "inverse", "inverse_label", "symmetric", "acyclic", "edge")),
        *(("fields", key) for key in ("label", "level", "folds")),
    ],
)
def test_a_wrong_value_in_a_row_leaves_the_row_out(option: str, key: str, kind: str) -> None:
    (clean,) = [known.clean for known in OPTIONS if known.clean and known.name == PREFIX + option]
    name, row = ROWS[option]
    rows, problems = clean({name: {**row, key: VALUES[kind]}})
    assert rows.keys() - {name} == clean({})[0].keys()
    text, flag = {"text"}, {"true", "false"}
    good = {**dict.fromkeys(("label", "inverse", "inverse_label"), text), "symmetric": {"false"}}
    good |= dict.fromkeys(("acyclic", "folds"), flag)
    if kind in good.get(key, set()):
        assert name in rows
        assert problems == []
    else:
        assert name not in rows
        assert len(problems) == 1


@pytest.mark.parametrize("name", ["prerequisites-inverse", "narrower", "related", "term"])
def test_a_relation_type_cannot_have_the_name_of_a_side_of_another(name: str) -> None:
    (clean,) = [option.clean for option in OPTIONS if option.clean and option.name == "glossary_terms_relations"]
    ours = clean({})[0]
    assert clean({name: {"label": "A", "symmetric": True}})[0] == ours
    for inverse in (name, "helps"):
        assert clean({"helps": {"label": "A", "inverse": inverse, "inverse_label": "B"}})[0] == ours
    made = {"helps": {"label": "A", "inverse_label": "B"}, "helps-inverse": {"label": "A", "symmetric": True}}
    for rows in (made, dict(reversed(made.items()))):
        assert len(clean(rows)[0]) == len(ours) + 1


def test_all_projects_are_kept() -> None:
    assert config.projects(["b", "a"]) == (["a", "b"], [])
