"""`python -m sphinx_glossary_terms check`: names to avoid in any files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import sphinx.locale

from sphinx_glossary_terms.__main__ import main
from sphinx_glossary_terms.model.names import Name
from sphinx_glossary_terms.programs.export.json_reader import read
from sphinx_glossary_terms.programs.export.values import Entry, Export, Words
from sphinx_glossary_terms.programs.words.check import Avoided
from sphinx_glossary_terms.untrusted.limits import UnusableError
from support import ROOT
from support.needs import needs
from support.project import CONF, Project
from support.two_projects import site

TERMS = """\
# Words

```{term} neural network
:avoid: neural net, NN, net
:aliases: net of neurons
```

```{term} large language model
:abbreviation: LLM
:avoid: AI
```

```{term} data store
:avoid: data base, databank
```

```{term} coin
```

```{term} old chip
:aliases: token
:replaced-by: coin
```
"""


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("glossary"), conf=CONF)
    project.write({"index.md": TERMS})
    built = project.build("glossary-export")
    sphinx.locale.translators.clear()
    return built.outdir / "glossary.json"


def avoided(*names: str, good: Sequence[str] = (), language: str = "en") -> Avoided:
    terms: dict[str, tuple[Name, ...]] = {
        f"t{number}": (Name("good", "preferred"), Name(name, "avoid")) for number, name in enumerate(names)
    }
    terms |= {f"g{number}": (Name(name, "preferred"),) for number, name in enumerate(good)}
    return Avoided(
        Export(
            project="",
            base_url="",
            index="",
            source_language=language,
            sides=(),
            terms={term_id: Entry(id=term_id, address="") for term_id in terms},
            words=(Words(language=language, names=terms),),
        )
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a neural net", ["neural net"]),
        ("Neural nets, NEURAL-NETS", ["Neural nets", "NEURAL-NETS"]),
        ("neural_net NEURAL_NET neural-net", ["neural_net", "NEURAL_NET", "neural-net"]),
        ("neuralNet myNeuralNets NeuralNetFactory", ["neuralNet", "NeuralNets", "NeuralNet"]),
        ("HTTPNeuralNet2 x_neural_net_y", ["NeuralNet", "neural_net"]),
        ("a neural\n    net", ["neural\n    net"]),
        ("neuralnet, neural network, aneural net, neural nettle", []),
        ("the neural net of neurons", ["neural net"]),
        ("a net of neurons, nets of neurons", []),
        ("the NN is not the nn, NNs", ["NN", "NNs"]),
        ("C++ is no c+", ["C++"]),
        ("c/c++/d", ["c++"]),
        ("Straße ÌİI neural net", ["neural net"]),
    ],
)
def test_names_in_a_text(text: str, found: list[str]) -> None:
    names = avoided("neural net", "NN", "c++", good=["net of neurons", "neural network"])
    assert [text[start:end] for start, end, _instead in names.find(text)] == found


def test_a_good_name_hides_what_is_in_it() -> None:
    text = "a data base, and a data base system"
    assert [start for start, *_rest in avoided("data base", good=["data base system"]).find(text)] == [2]
    # What is right for one term cannot be wrong everywhere.
    assert [*avoided("token", good=["token"]).find("a token")] == []


def test_scripts_without_spaces() -> None:
    text = "神経網を使う。神経網羅。再神経網。パターン、パターンズ"
    names = avoided("神経網", "パターン", language="ja")
    assert [start for start, *_rest in names.find(text)] == [0, 17]


def test_names_that_begin_alike() -> None:
    """The longest one counts, if it ends where a word ends."""
    names = avoided("data", "data base", "data base base")
    assert [end for _start, end, _instead in names.find("data base bases; data basement")] == [15, 21]


def run(*arguments: str) -> int:
    return main(["check", *arguments])


def test_places(glossary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "code.py"
    file.write_text(
        dedent(
            """\
            # The databank, and a data base.
            class NeuralNet:
                old_chip = "token"  # an AI, not "ai"
            :avoid: neural net
            _Avoid_: neural net
            """
        ),
        encoding="utf-8",
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0neural net")
    (tmp_path / "latin").write_bytes(b"\xe9 neural net")
    files = [str(tmp_path / name) for name in ("code.py", "picture.png", "latin")]
    assert run(*files, "--glossary", str(glossary)) == 1
    lines = capsys.readouterr().out.replace(f"{tmp_path.as_posix()}/", "").splitlines()
    assert lines == [
        "code.py:1:7: 'databank': write 'data store'",
        "code.py:1:23: 'data base': write 'data store'",
        "code.py:2:7: 'NeuralNet': write 'neural network'",
        "code.py:3:5: 'old_chip': write 'coin'",
        "code.py:3:17: 'token': write 'coin'",
        "code.py:3:30: 'AI': write 'large language model'",
        "latin:1:3: 'neural net': write 'neural network'",
    ]


def test_nothing_found(glossary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.md").write_text("A neural network.\n", encoding="utf-8")
    assert run(str(tmp_path / "good.md"), "--glossary", str(glossary)) == 0
    assert run("--glossary", str(glossary)) == 0
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_read(glossary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.md").write_text("A neural net.\n", encoding="utf-8")
    assert run(str(tmp_path / "none.md"), str(tmp_path / "bad.md"), "--glossary", str(glossary)) == 2
    captured = capsys.readouterr()
    assert captured.err == f"{tmp_path / 'none.md'}: No such file or directory\n"
    assert "bad.md:1:3" in captured.out
    assert run("--glossary", str(tmp_path / "none.json")) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.json'}: No such file or directory\n"
    (tmp_path / "x.json").write_text('{"version": 1}', encoding="utf-8")
    assert run("--glossary", str(tmp_path / "x.json")) == 2
    assert "is not as the schema of glossary.json says" in capsys.readouterr().err


def _changed(value: Any) -> Iterator[Any]:
    """A value with something else at each of its places."""
    for other in (None, 1, "x", [1], {"x": 1}):
        if other != value:
            yield other
    if isinstance(value, dict):
        yield from ({**value, key: changed} for key, part in value.items() for changed in _changed(part))
    if isinstance(value, list):
        yield from ([changed] for part in value[:1] for changed in _changed(part))


def test_a_glossary_that_is_not_as_the_schema_says(glossary: Path) -> None:
    """Each value of another type is one error, or nothing that matters; never a traceback."""
    refused = 0
    for changed in _changed(json.loads(glossary.read_bytes())):
        try:
            read(json.dumps(changed).encode())
        except UnusableError:
            refused += 1
    assert refused > 100


def test_a_glossary_on_a_site(glossary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.md").write_text("A neural net.\n", encoding="utf-8")
    with site({"/glossary.json": glossary.read_bytes()}) as (address, _asked):
        assert run(str(tmp_path / "bad.md"), "--glossary", f"{address}/glossary.json") == 1
        assert run(str(tmp_path / "bad.md"), "--glossary", f"{address}/none.json") == 2
    assert "404" in capsys.readouterr().err


def test_formats(glossary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "100%,a.md").write_text("\nA neural\nnet.\n", encoding="utf-8")
    arguments = [str(tmp_path / "100%,a.md"), "--glossary", str(glossary), "--format"]
    path = (tmp_path / "100%,a.md").as_posix()
    assert run(*arguments, "github") == 1
    escaped = path.replace("%", "%25").replace(",", "%2C")
    assert capsys.readouterr().out == (f"::error file={escaped},line=2,col=3::'neural net': write 'neural network'\n")
    assert run(*arguments, "json") == 1
    assert json.loads(capsys.readouterr().out) == [
        {"file": path, "line": 2, "column": 3, "written": "neural\nnet", "instead": ["neural network"]}
    ]
    assert run(*arguments, "sarif") == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["message"] == {"text": "'neural net': write 'neural network'"}
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 3}


def test_the_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(tmp_path, conf=CONF)
    project.write({"index.md": "# X\n\n```{term} model\n:avoid: maquette\nA text.\n```\n"})
    project.update_catalogs("ja")
    project.translate("glossary-aliases", {("model/avoid", "model"): "もけい"}, language="ja")
    built = project.build("glossary-export")
    sphinx.locale.translators.clear()
    file = tmp_path / "text.md"
    file.write_text("もけい、maquette\n", encoding="utf-8")
    arguments = [str(file), "--glossary", str(built.outdir / "glossary.json")]
    for languages, expected in (([], ["maquette"]), (["ja"], ["もけい"]), (["ja", "en"], ["もけい", "maquette"])):
        capsys.readouterr()
        assert run(*arguments, "--format", "json", *(f"--language={language}" for language in languages)) == 1
        assert [found["written"] for found in json.loads(capsys.readouterr().out)] == expected


def test_no_sphinx() -> None:
    """It needs no build, and begins fast: Sphinx and docutils are not even loaded."""
    code = (
        "import sys; from sphinx_glossary_terms.programs.words import check, diff; "
        "print({'sphinx', 'docutils', 'requests', 'babel'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.slow
@needs("pre-commit", Path(sys.executable).with_name("pre-commit").exists(), "make .venv/.check")
def test_pre_commit(glossary: Path, tmp_path: Path) -> None:
    """The configuration of the manual checks files and messages of commits."""
    manual = (ROOT / "docs" / "exporting.md").read_text(encoding="utf-8")
    (config,) = re.findall(r"^```yaml\n(default_install_hook_types.*?)^```$", manual, re.MULTILINE | re.DOTALL)
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "glossary.json").write_bytes(glossary.read_bytes())
    (tmp_path / "code.py").write_text("neural_net = 1\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "words.md").write_text("A neural net.\n", encoding="utf-8")
    (tmp_path / "message").write_text("Add a databank\n", encoding="utf-8")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": os.devnull}

    def run_in(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert run_in("git", "init", "-q").returncode == 0
    assert run_in("git", "add", "code.py", "docs", "glossary.json").returncode == 0
    files = run_in("pre-commit", "run", "--all-files")
    assert (files.returncode, "code.py:1:1: 'neural_net': write 'neural network'" in files.stdout) == (1, True)
    assert "words.md" not in files.stdout
    message = run_in("pre-commit", "run", "--hook-stage", "commit-msg", "--commit-msg-filename", "message")
    assert (message.returncode, "message:1:7: 'databank'" in message.stdout) == (1, True)
    (tmp_path / "code.py").write_text("neural_network = 1\n", encoding="utf-8")
    assert run_in("git", "add", "code.py").returncode == 0
    assert run_in("pre-commit", "run", "--all-files").returncode == 0
