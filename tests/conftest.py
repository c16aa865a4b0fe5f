"""Fixtures: an empty project, one with the pages of a module, and two that have catalogs, too."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from shutil import copytree, rmtree

import pytest
import sphinx.locale
from sphinx.application import builtin_extensions

from support.attack import load_profile
from support.known import keep_what_is_known, leave_alone_what_stays
from support.needs import EVERYDAY
from support.pages import BILINGUAL, LARGER, PROJECTS
from support.project import Project

# A domain that is imported by a build has the names of its fields in the language of that build as long as the process
# lives; one that is imported before translates them.
for module in builtin_extensions:
    import_module(module)


# Before the tests are imported, which have it for what they do not say.
load_profile()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Have an option that writes what tests compare with."""
    parser.addoption(
        "--regen", action="store_true", help="write the files that tests compare with; look at the difference"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Run the tier of every day, unless paths or a marker are given; a file that is named is run as a whole."""
    if config.args_source is not pytest.Config.ArgsSource.ARGS and not config.option.markexpr:
        config.option.markexpr = EVERYDAY


def pytest_collection_finish() -> None:
    """Everything that the tests import is there."""
    leave_alone_what_stays()


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


@pytest.fixture
def pages(project: Project, request: pytest.FixtureRequest) -> Project:
    """A project with the pages of the module of the test: its `PAGES`."""
    project.write(request.module.PAGES)
    return project


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What `bilingual` is a copy of: to make the catalogs takes longer than most tests."""
    project = Project(tmp_path_factory.mktemp("bilingual"))
    project.write(BILINGUAL)
    project.update_catalogs()
    project.translate_all(PROJECTS / "bilingual" / "ja.yaml")
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
