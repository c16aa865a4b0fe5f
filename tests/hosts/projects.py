"""Which projects are built: source distributions on PyPI that have their documentation in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Host:
    """A project of others, and what its documentation needs to be built here."""

    name: str
    version: str
    sha256: str
    docs: str
    """The folder of conf.py."""
    page: str
    """The page that gets a sentence with a reference."""
    shows: str
    """What it has that others have not."""
    settings: str = ""
    """Lines for the end of its conf.py, in every build."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Sources that it would fetch from elsewhere."""
    myst: bool = False
    rst_suffix: str = ".rst"
    builders: bool = False
    """Whether it is also built by the other builders."""


def _conf(page: str, theme: str, *extensions: str) -> str:
    """The settings of a project of which only one page is built, with the terms."""
    return f"""\
extensions = {list(extensions)}
project = "Glossary"
html_theme = "{theme}"
root_doc = "{page}"
include_patterns = ["{page}.*", "words-of-*"]
default_role = "py:obj"
"""


HOSTS = [
    Host(
        "attrs",
        "26.1.0",
        "d03ceb89cb322a8fd706d4fb91940737b6642aa36998fe130a9bc96c985eff32",
        docs="docs",
        page="why.md",
        shows="MyST, napoleon, typed signatures; theme furo",
        myst=True,
        builders=True,
    ),
    Host(
        "jinja2",
        "3.1.6",
        "0137fb05990d35f1275a587e9aee6d56da821fc83491a0fb838183be43f66d6d",
        docs="docs",
        page="faq.rst",
        shows="autodoc; themes of Pallets",
    ),
    Host(
        "flask",
        "3.1.3",
        "0ef0e52b8a9cd932855379197dd8f94047b359ca0a78695144304cb45f87c9eb",
        docs="docs",
        page="design.rst",
        shows="sphinx-tabs; themes of Pallets",
    ),
    Host(
        "sphinx-book-theme",
        "1.4.0",
        "fee3cd70573d9a8cd4ab380a3cb1f11139c24dcaa2cf47d06d7f924f1b44eaff",
        docs="docs",
        page="content/launch.md",
        shows="MyST, sphinx-design, sphinxcontrib-bibtex, blog; theme of Jupyter Book",
        myst=True,
        settings='nb_execution_mode = "off"',
        files={
            "content/pydata-content-blocks.md": "# PyData Theme Elements\n\nThis page comes from another project.\n"
        },
    ),
    Host(
        "structlog",
        "26.1.0",
        "f63a716cbd1b1291cf7661de7794b455acfa4c43c5bcf1630e6ad5ddc1adb3b7",
        docs="docs",
        page="why.md",
        shows="MyST, napoleon, viewcode, Mermaid of its own",
        # Sphinx 9.0 cannot document a module that is made when it is first wanted.
        settings="autodoc_use_legacy_class_based = True",
        myst=True,
    ),
    Host(
        "nanobind",
        "3.1.0",
        "6661e3dc1434d78781ccf7913442d90361dab395c3424efadb63bbb6ddea7ea3",
        docs="docs",
        page="why.rst",
        shows="C++ and CMake signatures; theme furo",
        builders=True,
    ),
    Host(
        "sphinxcontrib-bibtex",
        "2.7.0",
        "fee700f7aae29bb8f654c62913f00d34ac44fc0b8ca0fa67ac922ff4453addee",
        docs="doc",
        page="related.rst",
        shows="theme alabaster",
    ),
    Host(
        "pytest",
        "9.2.0",
        "97c4f3b1f3c7414aa36465e09b8220f1d03627993bd51b1282e193753c80557b",
        docs="doc/en",
        page="history.rst",
        shows="autosummary; theme furo",
    ),
    Host(
        "pyramid",
        "2.1",
        "5a24bc1b5f9e0f0d1c0b6ddd1111e84c15dac44a07e3c1d24e74dd9bb4fc22eb",
        docs="docs",
        page="designdefense.rst",
        shows="a glossary of 191 entries",
    ),
    Host(
        "sphinx",
        "9.0.4",
        "594ef59d042972abbc581d8baa577404abe4e6c3b04ef61bd7fc2acbd51f3fa3",
        docs="doc",
        page="faq.rst",
        shows="signatures of every domain",
        builders=True,
    ),
    Host(
        "django",
        "5.2.19",
        "ad03d8abc51dbff95ebf34b27123cf0c26a3b62db7ba0cd520783686362533d1",
        docs="docs",
        page="glossary.txt",
        rst_suffix=".txt",
        shows="657 pages, roles and directives of its own",
    ),
    Host(
        "anyio",
        "4.16.0",
        "59bb03251907983d1603d27c3087ddb1e93299ea2163adcdba37899a4fb12ffb",
        docs="docs",
        page="faq.rst",
        shows="theme of Read the Docs",
    ),
    Host(
        "jupyter-client",
        "8.10.0",
        "9f7116294dca55f1785be880057d44544db9b1567718d92cb33c58886afb9497",
        docs="docs",
        page="migration.md",
        shows="MyST, napoleon; PyData theme",
        myst=True,
    ),
    Host(
        "networkx",
        "3.6.1",
        "26b7c357accc0c8cde558ad486283728b65b6a95d85ee1cd66bafab4c8168509",
        docs="doc",
        page="install.rst",
        shows="autosummary, numpydoc, plots, notebooks; PyData theme",
        # Its examples would take an hour.
        settings='extensions.remove("sphinx_gallery.gen_gallery")',
    ),
    Host(
        "astropy",
        "8.0.2",
        "e6af35823099ad6a40b57dbe5ff845f577374ea131925c9fa4b49eeab06c5310",
        docs="docs",
        page="glossary.rst",
        shows="the glossary alone: names such as `-like`",
        files={"conf.py": _conf("glossary", "pydata_sphinx_theme")},
    ),
    Host(
        "celery",
        "5.7.0",
        "6a5dfcf6662287204f009a02002b9e66c83d4105e47ebabdc7079108772fc6f0",
        docs="docs",
        page="glossary.rst",
        shows="the glossary alone: sorted by Sphinx",
        files={"conf.py": _conf("glossary", "alabaster")},
    ),
    Host(
        "xarray",
        "2026.9.0",
        "6abc69694c22fa1f0fb2f357ff4e41d88beb4477ed71091f944b7dbf67ed54fe",
        docs="doc",
        page="user-guide/terminology.rst",
        shows="the glossary alone: definitions of several paragraphs, with code",
        files={"conf.py": _conf("user-guide/terminology", "pydata_sphinx_theme")},
    ),
    Host(
        "sympy",
        "1.14.0",
        "d3d3fe8df1e5a0b42f0e7bdf50541697dbe7d23746e894990c030e2b05e72517",
        docs="doc/src",
        page="explanation/glossary.md",
        shows="the glossary alone: MyST, formulas, names that are classes; theme furo",
        myst=True,
        files={
            "conf.py": _conf("explanation/glossary", "furo", "myst_parser")
            + 'myst_enable_extensions = ["dollarmath"]\n'
        },
    ),
    Host(
        "sqlalchemy",
        "2.1.9",
        "d700a8b2edfb26282a470333d6bc4a454c4acda4d201a3bea7b72fa76c217d28",
        docs="doc/build",
        page="glossary.rst",
        shows="the glossary alone: long, sorted, several names an entry",
        files={"conf.py": _conf("glossary", "alabaster")},
    ),
    Host(
        "colander",
        "2.0",
        "419cd68178d2ee6ee4cae5d5cb1830725634b0a2840917156e89eb2592237ef3",
        docs="docs",
        page="glossary.rst",
        shows="the glossary alone: sorted; theme of Read the Docs",
        files={"conf.py": _conf("glossary", "sphinx_rtd_theme")},
    ),
]
