"""The words of a glossary in the languages of its catalogs, each read as a build in that language reads it.

A definition is markup, and Sphinx drops some translations: what a catalog says is known only when its pages have been
read with it. This takes processes of their own, since Sphinx keeps the language of a build in global state.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.programs.export import context_file, csv_file, json_file, reader, tbx
from sphinx_glossary_terms.programs.export.collect import words_of
from sphinx_glossary_terms.programs.export.skos import json_ld, turtle
from sphinx_glossary_terms.programs.export.values import Export
from sphinx_glossary_terms.programs.export.yaml_files import contextive, vale
from sphinx_glossary_terms.settings import config
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE, READER
from sphinx_glossary_terms.untrusted.limits import printable

if TYPE_CHECKING:
    from sphinx_glossary_terms.programs.export.values import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Build:
    """The build of one language: what `Sphinx` needs of it."""

    source: Path
    settings: Path | None
    output: Path
    overrides: dict[str, Any]
    tags: tuple[str, ...]

    @property
    def doctrees(self) -> Path:
        return self.output / "doctrees"


def all_words(app: Sphinx, /) -> list[Words]:
    """The words in the source language and in every language that has catalogs.

    Raises:
        ExtensionError: the pages cannot be read in one of the languages.
    """
    own, words = app.config.language, []
    languages = [*_languages(app)]
    if not config.is_translated(app.config):
        # Nothing is translated here, so this build has read it already.
        words.append(words_of(glossary_domain(app.env), app.builder, has_fields=True))
        languages = [language for language in languages if language != own]
    if not languages:
        return words
    builds = {language: _build(app, language) for language in languages}
    if app.config.glossary_terms_projects:
        _copy_projects(app, builds.values())
    workers = min(len(languages), app.parallel)
    with ProcessPoolExecutor(workers, get_context("spawn"), max_tasks_per_child=1) as pool:
        reading = {language: pool.submit(_read, build) for language, build in builds.items()}
        for language, result in reading.items():
            try:
                words.append(result.result())
            except Exception as error:
                message = printable(f"glossary-export: the language {language} cannot be read: {error}")
                raise ExtensionError(message, error) from error
    return words


def _languages(app: Sphinx) -> Iterator[str]:
    """The source language, and those with catalogs."""
    source = config.source_language(app.config)
    languages = {source: app.config.language if not config.is_translated(app.config) else source}
    for directory in app.config.locale_dirs:
        for folder in sorted(Path(app.srcdir, directory).glob("*/LC_MESSAGES")):
            if any(folder.rglob("*.po")) or any(folder.rglob("*.mo")):
                languages.setdefault(folder.parent.name.replace("_", "-"), folder.parent.name)
    yield from languages.values()


def _build(app: Sphinx, language: str) -> _Build:
    overrides = {
        **app.config.overrides,
        "extensions": [*app.config.extensions, reader.__name__],
        "language": language,
        # Without it, a page without a catalog would be taken for one in the language of the build.
        "glossary_terms_source_language": config.source_language(app.config),
        "gettext_allow_fuzzy_translations": False,
    }
    return _Build(
        source=Path(app.srcdir),
        settings=Path(app.confdir) if app.confdir else None,
        output=Path(app.doctreedir, READER, language),
        overrides=overrides,
        tags=tuple(app.tags),
    )


def _copy_projects(app: Sphinx, builds: Iterable[_Build]) -> None:
    """Give the builds what other sites have answered to this one: it is the same in all languages, and read once."""
    from sphinx_glossary_terms.external.fetch import FOLDER

    if (copies := Path(app.doctreedir, FOLDER)).is_dir():
        for build in builds:
            shutil.copytree(copies, build.doctrees / FOLDER, dirs_exist_ok=True)


def _read(build: _Build) -> Words:
    """Read the pages in a language, in a process of its own. Its warnings are those of a build in that language."""
    app = Sphinx(
        build.source,
        build.settings,
        build.output,
        build.doctrees,
        READER,
        confoverrides=build.overrides,
        status=None,
        warning=None,
        tags=build.tags,
    )
    app.build()
    return words_of(glossary_domain(app.env), app.builder, has_fields=True)


FORMATS: dict[str, Callable[[Export], str | None]] = {
    GLOSSARY_FILE: json_file.write,
    "glossary.ttl": turtle,
    "glossary.jsonld": json_ld,
    "glossary.tbx": tbx.write,
    "glossary.csv": csv_file.write,
    "CONTEXT.md": context_file.write,
    "terms.glossary.yml": contextive,
    "vale/Glossary.yml": vale,
}
"""What writes each file; None if there is nothing to write in it."""

BY_LANGUAGE: dict[str, Callable[[Export, str], str]] = {
    "CONTEXT.{}.md": context_file.write,
    "translation/{}.csv": csv_file.write_translation,
}
"""What writes a file for each language but that of the source."""


def files(export: Export, /) -> dict[str, str | None]:
    """The text of each file by its name."""
    contents: dict[str, str | None] = {name: write(export) for name, write in FORMATS.items()}
    for name, write in BY_LANGUAGE.items():
        contents |= {name.format(words.language): write(export, words.language) for words in export.words[1:]}
    return contents
