"""After a build that was killed or failed, or wrote only some pages, or shared its environment, the next one is right."""

from __future__ import annotations

import os
import signal
import warnings

import pytest
import sphinx
from sphinx.application import Sphinx

from support.output import same
from support.pages import BILINGUAL, token
from support.project import CONF, Project

EVENTS = [
    *("env-before-read-docs", "source-read:sub/token", "doctree-read", "env-updated", "env-check-consistency"),
    *("write-started", "html-page-context:model", "html-page-context:genindex", "build-finished"),
    "!html-page-context:model",  # fails there
]


def kill(project: Project, event: str, *, language: str = "en", parallel: int = 1) -> None:
    """Build in a copy of this process, which kills itself or fails at an event, when it comes to a page (if one is given)."""
    name, _, page = event.removeprefix("!").partition(":")
    fails = name != event.partition(":")[0]

    def die(_app: Sphinx, *arguments: object) -> None:
        if fails and page in arguments:
            raise RuntimeError
        if not page or page in arguments:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(app: Sphinx) -> None:
        app.connect(name, die)

    # A warning for those who have threads, which only wait here.
    with warnings.catch_warnings(action="ignore"):
        copy = os.fork()
    if not copy:
        try:
            project.build(language=language, parallel=parallel, before=connect)
        finally:
            os._exit(1)
    _, status = os.waitpid(copy, 0)
    assert os.waitstatus_to_exitcode(status) == (1 if fails else -signal.SIGKILL)


RENAMED = token("{term} Token", "{term} Lexeme\n:id: token")


@pytest.mark.parametrize("event", EVENTS)
def test_killed(larger: Project, event: str) -> None:
    # Sphinx by itself would not write the page `model` again: it was read, and its source is older than its output.
    larger.prepare(language="ja")
    larger.write(RENAMED)
    larger.translate("model", {"Language model": "模型"})
    kill(larger, event, language="ja")
    same(larger, larger.build(language="ja"), language="ja")


@pytest.mark.parametrize("event", ["env-before-read-docs", "env-check-consistency", "html-page-context:model"])
def test_killed_at_the_first_build(larger: Project, event: str) -> None:
    kill(larger, event)
    same(larger, larger.build())


@pytest.mark.parametrize("event", ["env-updated", "write-started", "build-finished"])
def test_killed_in_parallel(larger: Project, event: str) -> None:
    larger.write({f"extra{number}.md": f"# Extra {number}\n\n{{term}}`token`\n" for number in range(12)})
    larger.build(parallel=2)
    larger.write(RENAMED)
    kill(larger, event, parallel=2)
    same(larger, larger.build(parallel=2))


@pytest.mark.parametrize("is_shown", [True, False])
@pytest.mark.parametrize("parallel", [1, 2])
def test_killed_with_other_tags(project: Project, is_shown: bool, parallel: int) -> None:
    """The doctrees show other parts of pages than the environment says."""
    tag = 'tags.add("internal")\n'
    term = "````{term} Plan\nA secret.\n\n```{eli5}\nSimple.\n```\n````"
    project.write({"index.md": f"# Home\n\n:::::{{only}} internal\n{term}\n:::::\n", "conf.py": CONF + tag * is_shown})
    project.write({f"page{number}.md": "# Page\n\n```{term-index}\n```\n" for number in range(12)})
    project.build(parallel=parallel)
    project.write({"conf.py": CONF + tag * (not is_shown)})
    kill(project, "env-updated", parallel=parallel)
    project.write({"conf.py": CONF + tag * is_shown})
    built = project.build(parallel=parallel)
    (built.outdir / ".buildinfo.bak").unlink(missing_ok=True)  # of Sphinx
    same(project, built)
    assert project.build(parallel=parallel).written == []


def test_single_files(larger: Project) -> None:
    larger.prepare()
    larger.write(RENAMED)
    assert larger.build(only=["sub/token.md"]).written == ["index", "sub/token"]
    built = larger.build()
    assert built.written == ["index", "model", "only"]
    same(larger, built)


CHECKSUMS = pytest.mark.skipif(sphinx.version_info < (8,), reason="Sphinx 7 adds checksums of files in a second build")


@pytest.mark.parametrize("second", ["html", pytest.param("singlehtml", marks=CHECKSUMS), "latex"])
def test_two_outputs_of_one_doctree_directory(larger: Project, second: str) -> None:
    larger.prepare(doctrees="shared")
    larger.build(second, doctrees="shared", out="second")
    larger.write(RENAMED)
    first_built = larger.build(doctrees="shared")
    same(larger, larger.build(second, doctrees="shared", out="second"), builder=second)
    same(larger, first_built)


def test_killed_and_taken_back(larger: Project) -> None:
    """Pages that the killed build has written show a name that no source has any more."""
    larger.prepare()
    larger.write(RENAMED)
    kill(larger, "html-collect-pages")
    larger.write({"sub/token.md": BILINGUAL["sub/token.md"]})
    same(larger, larger.build())
