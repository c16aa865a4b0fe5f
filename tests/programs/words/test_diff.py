"""`python -m sphinx_glossary_terms diff`: what has changed from one glossary.json to another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sphinx.locale

from sphinx_glossary_terms.__main__ import main
from support.project import CONF, Project

BEFORE = """\
# Words

```{term} bread
:aliases: loaf
:prerequisites: dough
:related: oven
Baked dough.
```

```{term} dough
Flour and *water*.
```

```{term} oven
It is hot.
```

```{term} tin
A form.
```

```{term} stone
Flat.
```
"""
AFTER = """\
# Words

```{term} bread
:aliases: loaf, bap
:avoid: bun
:prerequisites: dough, hearth
Baked dough.
```

```{term} dough
Flour and water, mixed.
```

```{term} hearth
:old-ids: oven
It is hot.
```

```{term} tin
:replaced-by: mold
A form.
```

```{term} mold
A form.
```
"""


def exported(folder: Path, text: str) -> Path:
    project = Project(folder, conf=CONF)
    project.write({"index.md": text})
    built = project.build("glossary-export")
    sphinx.locale.translators.clear()
    return built.outdir / "glossary.json"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("diff")
    return str(exported(folder / "old", BEFORE)), str(exported(folder / "new", AFTER))


def test_markdown(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *files]) == 1
    assert (
        capsys.readouterr().out
        == """\
## Added

- **mold**: A form.

## Renamed

- **hearth** (id): oven → hearth
- **hearth** (en, preferred): oven → hearth

## Other names

- **bread** (en, alias): loaf → loaf; bap
- **bread** (en, avoid): bun

## Redefined

- **dough** (en): Flour and water. → Flour and water, mixed.

## Replaced

- **tin**: mold

## Gone

- **stone**

## Relations

- **bread** (Prerequisites): hearth
- **bread** (Related terms): hearth → (none)

"""
    )


def test_json(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *files, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["added"] == [
        {"id": "mold", "name": "mold", "language": "", "what": "", "before": [], "after": ["A form."]}
    ]
    assert [change["id"] for change in found["renamed"]] == ["hearth", "hearth"]


def test_no_change(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", files[0], files[0]]) == 0
    assert main(["diff", files[0], "none.json"]) == 2
    assert capsys.readouterr() == ("", "none.json: No such file or directory\n")
