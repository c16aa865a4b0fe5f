"""Fixtures: an empty project, and two that have pages and catalogs; and what a run says at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
import sphinx.locale
from playwright.sync_api import Browser
from sphinx.application import builtin_extensions

from support.attack import load_profile
from support.browser import chromium
from support.known import keep_what_is_known, leave_alone_what_stays
from support.needs import EVERYDAY, summary, tier, without_browser
from support.pages import BILINGUAL, LARGER
from support.project import Project

# A domain that is imported by a build has the names of its fields in the language of that build as long as the process
# lives; one that is imported before translates them.
for module in builtin_extensions:
    import_module(module)


# Before the tests are imported, which have it for what they do not say.
load_profile()

left_out: pytest.StashKey[Counter[str]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Have an option that writes what tests compare with."""
    parser.addoption(
        "--regen", action="store_true", help="write the files that tests compare with; look at the difference"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Run the tier of every day, unless paths or a marker are given; a file that is named is run as a whole."""
    config.stash[left_out] = Counter[str]()
    if config.args_source is not pytest.Config.ArgsSource.ARGS and not config.option.markexpr:
        config.option.markexpr = EVERYDAY


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Where no browser is, its tests are skipped."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(without_browser)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Count what is left out because of its tier."""
    if items:
        counts = items[0].config.stash[left_out]
        counts.update(name for item in items if (name := tier(item)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell it to the process that prints."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        counts = session.config.stash[left_out]
        output["left_out"] = dict(counts)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each process has collected all tests: the one that prints takes what one of them left out."""
    counts: Counter[str] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))
    node.config.stash[left_out] = counts


def pytest_collection_finish() -> None:
    """Everything that the tests import is there."""
    leave_alone_what_stays()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line what was not run, and how it can be run."""
    reasons = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", ())]
    counts = config.stash[left_out]
    if line := summary(reasons, counts):
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(scope="session", autouse=True)
def known() -> Iterator[None]:
    """What all builds of a run share."""
    with pytest.MonkeyPatch.context() as patch:
        keep_what_is_known(patch)
        yield


@pytest.fixture(scope="session")
def project_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the projects of all tests of a process: Sphinx uses an environment in its own folder only."""
    return tmp_path_factory.mktemp("projects") / "project"


@pytest.fixture
def project(project_folder: Path) -> Iterator[Project]:
    """An empty project."""
    if project_folder.exists():
        rmtree(project_folder)
    project_folder.mkdir()
    yield Project(project_folder)
    sphinx.locale.translators.clear()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What `bilingual` is a copy of: to make the catalogs takes longer than most tests."""
    project = Project(tmp_path_factory.mktemp("bilingual"))
    project.write(BILINGUAL)
    project.update_catalogs()
    project.translate(
        "model",
        {
            "Language model": "言語モデル",
            "It continues text, {term}`token` by token.": "{term}`token`ごとに文章を続けます。",
        },
    )
    project.translate("sub/token", {"Tokens": "トークンのページ", "Token": "トークン", "A piece.": "ひとかけら。"})
    project.translate(
        "index",
        {
            "A {term}`model`, a {term}`LM`, {term}`the model <language-model>`, {term}`language-model`, "
            "{term}`token`.": "{term}`model`、{term}`LM`、{term}`そのモデル <language-model>`、"
            "{term}`language-model`、{term}`token`。"
        },
    )
    project.translate("glossary-aliases", {("language-model", "Language model"): "モデル、LM|えるえむ"})
    project.translate(
        "glossary-readings",
        {("language-model/reading", "Language model"): "げんごもでる", ("token/reading", "Token"): "とーくん"},
    )
    return project


@pytest.fixture
def bilingual(template: Project, project: Project) -> Project:
    """A project with catalogs; the token is translated in full, the model but for its picture."""
    copytree(template.source, project.source)
    return project


@pytest.fixture
def larger(bilingual: Project) -> Project:
    """The same with a page that shows a term, and one that shows nothing of the glossary."""
    bilingual.write(LARGER)
    return bilingual


@pytest.fixture(scope="session")
def started_browser() -> Iterator[Browser]:
    """One browser for a whole run: Playwright can drive only one at a time in a process."""
    with chromium() as started:
        yield started


@pytest.fixture
def browser(started_browser: Browser) -> Iterator[Browser]:
    """The browser; what a test leaves open in it is closed."""
    yield started_browser
    for context in started_browser.contexts:
        context.close()
