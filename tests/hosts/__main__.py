"""Build documentation of others without the extension, with it, and with terms; run Sphinx's tests with it.

`python -m hosts docs [--only NAME ...]` and `python -m hosts sphinx [--part]`: exit status 1 if the extension changes
something. `make hosts` and `make sphinx-tests` make the environments.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

HERE = Path(__file__).parent
WORK = Path("build/hosts").resolve()
EXTENSION = 'extensions.append("sphinx_glossary_terms")'
# No proxy listens there: whatever wants something from the network fails at once, and in every build alike.
NOBODY = "http://127.0.0.1:9"
BUILDERS = {"attrs", "nanobind", "sphinx"}
"""The hosts that other builders build, too."""


class Host(NamedTuple):
    """A source distribution on PyPI with its documentation, and what that needs to be built here.

    docs: the folder of conf.py.
    page: the only page that is built, in a project without anything else; empty: all.
    """

    name: str
    version: str
    sha256: str
    docs: str
    page: str = ""


# Name, version, sha256, folder of conf.py, and the page if its glossary alone is built.
HOSTS = [Host(*row.split()) for row in (HERE / "hosts.txt").read_text(encoding="utf-8").splitlines()]
# Settings, files and what may differ.
DATA: dict[str, Any] = tomllib.loads((HERE / "hosts.toml").read_text(encoding="utf-8"))
SETTINGS, FILES, PART, RANDOM, NEW = (DATA[name] for name in ("settings", "files", "part", "random", "new"))
SPHINX = Host("sphinx", "9.2.0", "90470459f3cab15d9dfed146c71cf77694b0445df17b2e0e69059cb9f7fc9ee4", "")
# Sphinx writes the versions of all extensions with something in its environment into the indexes that this test compares.
KNOWN = re.compile(r"tests\.test_search::test_check_js_search_indexes\[")


def unpacked(host: Host, target: Path) -> Path:
    """A fresh copy of a source distribution, which pip downloads once."""
    folder = WORK / "downloads" / f"{host.name}-{host.version}"
    if not any(folder.glob("*.tar.gz")):
        folder.mkdir(parents=True, exist_ok=True)
        wanted = folder / "requirements.txt"
        wanted.write_text(f"{host.name}=={host.version} --hash=sha256:{host.sha256}\n", encoding="utf-8")
        options = ["--quiet", "--no-deps", "--no-binary", host.name, "--require-hashes", "-d", str(folder)]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, "-r", str(wanted)], check=True)
    (archive,) = folder.glob("*.tar.gz")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != host.sha256:
        raise ValueError(f"{archive} is not the file that was pinned")
    for path in (target, parts := target.with_suffix(".parts")):
        shutil.rmtree(path, ignore_errors=True)
    with tarfile.open(archive) as files:
        files.extractall(parts, filter="data")
    (root,) = parts.iterdir()
    root.rename(target)
    return target


class Built(NamedTuple):
    """The output of a build, its warnings, and the end of what it said if it failed."""

    output: Path
    warnings: Counter[str]
    crash: str


def build(host: Host, kind: str, builder: str = "html", *options: str) -> Built:
    """Build as one of three kinds: `plain`, `extension`, `terms`; always at the same place."""
    folder = WORK / host.name
    docs = unpacked(host, folder / "source") / host.docs
    lines = ["intersphinx_mapping = {}", SETTINGS.get(host.name, ""), *([EXTENSION] if kind != "plain" else [])]
    before = (docs / "conf.py").read_text(encoding="utf-8")
    if host.page:
        before = f'extensions = []\nproject = "Glossary"\nroot_doc = "{host.page}"\ndefault_role = "py:obj"\n'
        before += f'include_patterns = ["{host.page}.*", "words-of-*"]\n'
    (docs / "conf.py").write_text("\n".join([before, *lines, ""]), encoding="utf-8")
    if host.name in FILES:
        path, text = FILES[host.name]
        (docs / path).write_text(text, encoding="utf-8")
    if kind == "terms":
        shutil.copy(
            HERE / "words-of-sailing.rst", docs / f"words-of-sailing.{'txt' if host.name == 'django' else 'rst'}"
        )
        if "myst" in (docs / "conf.py").read_text(encoding="utf-8"):
            shutil.copy(HERE / "words-of-kitchens.md", docs)
    output = folder / "output"
    shutil.rmtree(folder / "doctrees", ignore_errors=True)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOBODY)
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    fixed = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": path}
    # -P: modules come from the environment, not from where we happen to be.
    command = [sys.executable, "-P", "-m", "sphinx", "-q", "--no-color", "--show-traceback", "-b", builder, *options]
    run = subprocess.run(
        [*command, "-d", str(folder / "doctrees"), str(docs), str(output)],
        cwd=docs,
        # Some hosts ask git for their version, and would be told ours.
        env={**os.environ, **proxies, **fixed, "GIT_CEILING_DIRECTORIES": str(WORK)},
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    target = folder / kind / builder
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    output.mkdir(exist_ok=True)
    output.rename(target)
    # The extension adds a proposal to Sphinx's own warning about a reference, where a term has a similar name.
    lines = [re.sub(r"; did you mean '.*'\?(?= \[ref\.)", "", line) for line in run.stderr.splitlines() if line.strip()]
    return Built(target, Counter(lines), "\n".join(lines[-12:]) if run.returncode else "")


def comparable(path: str, content: bytes) -> bytes:
    """The content of a file without what may differ."""
    for files, pattern in RANDOM:
        if fnmatch(path, files):
            content = re.sub(pattern.encode(), b"", content, flags=re.MULTILINE)
    if path == "searchindex.js":
        data: dict[str, Any] = json.loads(content.removeprefix(b"Search.setIndex(").removesuffix(b")"))
        for name in ("sphinx_glossary_terms", "sphinxcontrib.mermaid", "glossary"):
            data["envversion"].pop(name, None)
        content = json.dumps(data).encode()
    return content


def differences(before: Path, after: Path, ignored: Sequence[str] = ()) -> list[str]:
    """The files that differ, each with the first lines of the difference."""
    paths = {file.relative_to(top).as_posix() for top in (before, after) for file in top.rglob("*") if file.is_file()}
    found = []
    for path in sorted(path for path in paths if not any(fnmatch(path, pattern) for pattern in ignored)):
        files = [top / path for top in (before, after)]
        if not all(file.is_file() for file in files):
            found.append(f"{path}: only in {next(file for file in files if file.is_file())}")
            continue
        old, new = (comparable(path, file.read_bytes()) for file in files)
        if old != new:
            left, right = (text.decode("utf-8", "replace").splitlines() for text in (old, new))
            diff = [line[:240] for line in difflib.unified_diff(left, right, n=0, lineterm="")][2:14]
            found.append("\n".join([f"{path}:", *diff]))
    return found


def examine(host: Host) -> list[str]:
    """What the extension changes in the documentation of a project."""
    plain, extension, terms = build(host, "plain"), build(host, "extension"), build(host, "terms")
    found = [f"does not build without the extension:\n{plain.crash}"] if plain.crash else []
    found += differences(plain.output, extension.output)
    found += differences(plain.output, terms.output, NEW)
    for built in (extension, terms):
        found += [built.crash] * bool(built.crash) + [*(built.warnings - plain.warnings).elements()]
    others = [["latex"], ["epub"], ["text"], ["gettext"], ["html", "-j", "2"]] if host.name in BUILDERS else []
    for builder, *options in others:
        before, after = build(host, "plain", builder, *options), build(host, "terms", builder, *options)
        found += [after.crash] * bool(after.crash) + [*(after.warnings - before.warnings).elements()]
    return found


def outcomes(junit: Path) -> dict[str, str]:
    """How each test ended: what pytest said of it, or nothing if it passed."""
    return {
        f"{case.get('classname')}::{case.get('name')}": "".join(
            f"{part.tag}: {part.text or ''}" for part in case if part.tag in {"failure", "error", "skipped"}
        )
        for case in ElementTree.parse(junit).iter("testcase")
    }


def sphinx_tests(tests: Sequence[str]) -> list[str]:
    """Sphinx's own tests that fail, or are skipped, only with the extension in every application."""
    work = WORK / "sphinx-tests"
    work.mkdir(parents=True, exist_ok=True)
    (work / "applications").write_bytes(b"")
    runs = {"without": [], "with": ["-p", "load_everywhere", "--applications", str(work / "applications")]}
    processes = []
    for name, more in runs.items():
        source = unpacked(SPHINX, work / name)
        options = ["-c", "pyproject.toml", "-p", "no:cacheprovider", "--basetemp", f"{source}.tmp"]
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
        with (work / f"{name}.log").open("wb") as log:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "pytest", *options, f"--junitxml={source}.xml", *more, *tests],
                    cwd=source,
                    env={**inherited, "PYTHONPATH": str(HERE), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )
    # 1: tests failed. Anything else means that they could not be run.
    codes = [process.wait() for process in processes]
    if max(codes) > 1 or not (work / "applications").stat().st_size:
        return [f"the tests could not be run with the extension: see {work}/*.log"]
    without, having = (outcomes(work / f"{name}.xml") for name in runs)
    return [
        f"{name}: {having.get(name, 'did not run')}"
        for name, said in without.items()
        if not said and having.get(name, "did not run") and not KNOWN.match(name)
    ]


def main() -> int:
    """Print what the extension changes."""
    parser = argparse.ArgumentParser(prog="hosts", description=__doc__)
    parser.add_argument("what", choices=["docs", "sphinx"])
    parser.add_argument("--only", nargs="+", choices=[host.name for host in HOSTS], metavar="NAME", help="these hosts")
    parser.add_argument("--part", action="store_true", help="a part of Sphinx's tests, for some minutes")
    options = parser.parse_args()
    count = 0
    hosts = [host for host in HOSTS if options.only is None or host.name in options.only]
    for host in hosts if options.what == "docs" else [SPHINX]:
        found = examine(host) if options.what == "docs" else sphinx_tests(PART if options.part else ["tests"])
        sys.stdout.write("\n".join([f"--- {host.name} {host.version}: {len(found)} differences", *found, ""]))
        sys.stdout.flush()
        count += len(found)
    return bool(count)


if __name__ == "__main__":
    sys.exit(main())
