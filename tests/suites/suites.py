"""Which test suites are run, and where they are found.

The source distribution of MyST-Parser has no tests; Debian's has. Those of sphinx-design and of sphinxcontrib-mermaid
have none either, and what Debian has of them is missing or older than what we support, so they are not here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suite:
    """A test suite. Its environment is made of `requirements/<name>.txt`."""

    name: str
    project: str
    version: str
    sha256: str
    tests: str
    config: str
    """Where pytest finds its settings. Named, because pytest would look for them in our folders too."""
    part: tuple[str, ...] = ()
    """The tests that are run when there is little time."""
    pool: str = ""
    """The path of the archive on a mirror of Debian, if it is not from PyPI."""


SUITES = {
    suite.name: suite
    for suite in [
        Suite(
            "sphinx-oldest",
            "sphinx",
            "8.2.0",
            "5b0067853d6e97f3fa87563e3404ebd008fce03525b55b25da90706764da6215",
            tests="tests",
            config="pyproject.toml",
        ),
        Suite(
            "sphinx-newest",
            "sphinx",
            "9.2.0",
            "90470459f3cab15d9dfed146c71cf77694b0445df17b2e0e69059cb9f7fc9ee4",
            tests="tests",
            config="pyproject.toml",
            # What has references, signatures, citations, indices, translations or files beside the pages.
            part=(
                "tests/test_builders/test_build_html.py",
                "tests/test_builders/test_build_html_assets.py",
                "tests/test_builders/test_build_epub.py",
                "tests/test_builders/test_build_gettext.py",
                "tests/test_builders/test_incremental_reading.py",
                "tests/test_domains",
                "tests/test_environment",
                "tests/test_ext_autosummary",
                "tests/test_intl",
                "tests/test_search.py",
            ),
        ),
        Suite(
            "myst-parser",
            "myst-parser",
            "4.0.1",
            "472eacf90753abcd65739fd1b88f9eb41b14008968f53da23882c4331f36b2b6",
            tests="tests",
            config="pyproject.toml",
            pool="pool/main/m/myst-parser/myst-parser_4.0.1.orig.tar.gz",
        ),
        Suite(
            "sphinxcontrib-bibtex",
            "sphinxcontrib-bibtex",
            "2.7.0",
            "fee700f7aae29bb8f654c62913f00d34ac44fc0b8ca0fa67ac922ff4453addee",
            tests="test",
            config="pytest.ini",
        ),
    ]
}
