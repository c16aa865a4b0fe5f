"""Random glossaries of Sphinx, with and without `glossary_terms_builtin`: what Sphinx decides stays as it is."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path
from random import Random

import pytest
from docutils import nodes
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.attack import examples
from support.pages import data
from support.project import Built, Project
from support.two_projects import inventory

ALONE = ["myst_parser", "sphinx.ext.intersphinx"]
CONF = """\
extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_glossary_terms"]
glossary_terms_builtin = True
intersphinx_mapping = {"other": ("https://other.example/", "other.inv")}
html_theme = "basic"
locale_dirs = ["locales"]
"""
NAMES = Path(__file__).with_name("decided.txt").read_text(encoding="utf-8").splitlines()
WORDS = ["フー", "用語", "Foo", "foo", "BUS", "語"]
"""Translations: some are names, too."""


class Author:
    """Writes a project. Each reference has a paragraph of its own, which begins with a number."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.numbers = count()

    def project(self) -> dict[str, str]:
        pages = {page: self.page(page) for page in ("a", "b", "c")}
        files = {f"{page}.rst": text for page, text in pages.items()}
        files["index.rst"] = "Test\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n" + self.references()
        names = "\n".join(self.random.sample(NAMES, 2))
        files["d.md"] = f"# D\n\n```{{glossary}}\n{names}\n  Of d.\n```\n\n{{term}}`{self.random.choice(NAMES)}`\n"
        # Alone on their page: there, an order among them and entries that are shown is not known.
        omitted = "\n".join(f"   {line}" for line in self.glossary().splitlines())
        files["e.rst"] = f"E\n=\n\n.. only:: latex\n\n{omitted}\n"
        files["shared.txt"] = f"{self.glossary()}\n"
        return {"conf.py": CONF, **files}

    def page(self, name: str) -> str:
        parts = [self.glossary() for _ in range(self.random.randint(0, 2))]
        parts += [".. include:: shared.txt"] if self.random.random() < 0.4 else []
        parts.append(self.references())
        self.random.shuffle(parts)
        return "\n\n".join([f"{name}\n=", *parts, ""])

    def glossary(self, indent: str = "") -> str:
        lines = [".. glossary::", *(["   :sorted:"] if self.random.random() < 0.2 else []), ""]
        for _ in range(self.random.randint(1, 3)):
            lines += [f"   {name}" for name in self.random.sample(NAMES, self.random.choice([1, 1, 2, 3]))]
            lines += [f"      N{next(self.numbers)} :term:`{self.random.choice(NAMES)}`.", ""]
            if not indent and self.random.random() < 0.1:
                lines += [f"      {line}" for line in self.glossary("      ").splitlines()] + [""]
        return "\n".join(lines).rstrip()

    def references(self) -> str:
        return "\n\n".join(f"N{next(self.numbers)} {self.reference()}" for _ in range(8))

    def reference(self) -> str:
        target = self.random.choice(NAMES)
        target = self.random.choice([target, target, target.upper(), target.lower(), f"{target}s"])
        role = self.random.choice(["term"] * 9 + ["external:term"])
        return f":{role}:`{self.random.choice([target, target, f'text <{target}>'])}`"

    def catalog(self) -> str:
        """Translations of names, all by one word or each by another."""
        words = self.random.choice([WORDS, WORDS[:1]])
        messages = {name: self.random.choice(words) for name in NAMES if self.random.random() < 0.6}
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        return header + "".join(f'\nmsgid "{name}"\nmsgstr "{word}"\n' for name, word in messages.items())


def other_project(*names: str) -> bytes:
    """The inventory of another project, which has some names."""
    return inventory({name: f"words.html#term-{number}" for number, name in enumerate(sorted(names))})


def links(built: Built, page: str, *, with_text: bool) -> dict[str, str]:
    """Where the reference of each paragraph leads, by the number of that; the text too, if it is not translated."""
    found = {}
    for paragraph in built.page(page).findall(nodes.paragraph):
        number = paragraph.astext().partition(" ")[0]
        for link in paragraph.findall(nodes.reference):
            target = link.get("refuri") or f"#{link['refid']}"
            found[f"{page} {number} {link.parent.astext()}" if with_text else f"{page} {number}"] = target
    return found


def differences(project: Project, language: str = "en") -> list[tuple[str, str, str | None]]:
    """The links that Sphinx alone has, and that lead elsewhere with the extension; it may have more of them."""
    alone = project.build(language=language, out="alone", doctrees="alone-doctrees", extensions=ALONE)
    built = project.build(language=language)
    return [
        (key, target, with_us.get(key))
        for page in sorted(alone.app.env.found_docs)
        for without, with_us in [[links(one, page, with_text=language == "en") for one in (alone, built)]]
        for key, target in without.items()
        if with_us.get(key) != target
    ]


@pytest.mark.slow
@settings(max_examples=examples(6, 20, 200), phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 1_000_000))
def test_links_are_those_of_sphinx(seed: int) -> None:
    random = Random(seed)
    author = Author(random)
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.write(author.project())
        (project.source / "other.inv").write_bytes(other_project(*random.sample(NAMES, 6)))
        language = random.choice(["en", "en", "ja"])
        for page in "abcde" if language == "ja" else ():
            project.write({f"locales/ja/LC_MESSAGES/{page}.po": author.catalog()})
        assert differences(project, language) == [], seed


def entries(*entries: str) -> str:
    """A page with a glossary; the names of an entry are separated by commas."""
    lines = [line for entry in entries for line in ("", *(f"   {name}" for name in entry.split(", ")), "      Text.")]
    return "\n".join(["Words", "=====", "", ".. glossary::", *lines, ""])


DECISIONS = data(__file__, "decisions.yaml")


@pytest.mark.parametrize("decision", DECISIONS)
def test_each_decision(tmp_path: Path, decision: str) -> None:
    project = Project(tmp_path, CONF)
    reference, files = DECISIONS[decision].values()
    role = reference if reference.startswith(":") else f":term:`{reference}`"
    home = files.get("index.rst", "Home\n====\n")
    project.write({**files, "index.rst": f"{home}\n.. toctree::\n   :glob:\n\n   *\n\nN0 {role}\n"})
    (project.source / "other.inv").write_bytes(other_project("other names", "big-thing", "strasse"))
    assert differences(project, "ja" if "locales/ja/LC_MESSAGES/a.po" in files else "en") == []


def test_an_edit_does_not_decide(tmp_path: Path) -> None:
    """Sphinx alone takes the entry of the page that it read last, which may be the one that was edited."""
    project = Project(
        tmp_path, CONF.replace('_mapping = {"other": ("https://other.example/", "other.inv")}', "_mapping = {}")
    )
    files = {"a.rst": entries("foo bar", "Foo Bar"), "b.rst": entries("aaa, Foo bar")}
    project.write({**files, "index.rst": "Home\n====\n\n.. toctree::\n\n   a\n   b\n\nN0 :term:`FOO BAR`\n"})
    project.build()
    for name, text, link in (
        ("a", f"{files['a.rst']}\nText.\n", "b.html#term-Foo-bar"),
        ("b", entries("aaa"), "a.html#term-Foo-Bar"),
    ):
        project.write({f"{name}.rst": text})
        project.build()
        built = project.clean()
        assert (tmp_path / "html-en" / "index.html").read_bytes() == (built.outdir / "index.html").read_bytes()
        assert f'href="{link}"' in built.text("index.html")
