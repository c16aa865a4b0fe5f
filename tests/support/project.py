"""Small projects that are really built."""

from __future__ import annotations

import gettext
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import sphinx.locale
import sphinx.search
import yaml  # type: ignore[import-untyped]
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.config import Config
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx_intl import basic

from sphinx_glossary_terms.doctree.nodes import find, generated_block
from sphinx_glossary_terms.domain.domain import GlossaryDomain, glossary_domain
from sphinx_glossary_terms.features import pages
from sphinx_glossary_terms.features.context import Context

CONF = """\
extensions = ["myst_parser", "sphinx_glossary_terms"]
project = "Test"
copyright = ""
version = "1"
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
locale_dirs = ["locales"]
gettext_compact = False
myst_enable_extensions = ["colon_fence"]
show_warning_types = True  # which is the default since Sphinx 8
"""

CLEAN: dict[tuple[str, str, str], dict[str, bytes]] = {}
"""What clean builds of projects wrote; the last ones of this process."""

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def files_in(folder: Path, /) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def expanded(app: Sphinx, doctree: nodes.document, docname: str, /) -> nodes.document:
    """A copy of a document in which what the writer generates stands as nodes, as in an output that is not HTML."""
    copy = doctree.deepcopy()
    if "sphinx_glossary_terms" not in app.extensions or app.builder.name == "gettext":
        return copy
    context = Context(glossary_domain(app.env), app.builder, docname, app.builder.name == "singlehtml")
    for node in find(copy, generated_block):
        node.parent.replace(node, pages.content_of(context, node))
    return copy


@contextmanager
def unchanged_defaults() -> Iterator[None]:
    """Undo what extensions add to the lists and tables of Sphinx that all builds of a process share."""
    languages = dict(sphinx.search.languages)
    before = {name: deepcopy(option.default) for name, option in Config.config_values.items()}
    yield
    sphinx.search.languages.clear()
    sphinx.search.languages.update(languages)
    for name, option in Config.config_values.items():
        if isinstance(option.default, list):
            option.default[:] = before[name]
        elif isinstance(option.default, dict | set):
            option.default.clear()
            option.default.update(before[name])


def once(folder: Path, key: str, make: Callable[[], object], /) -> None:
    """Have what is made in a folder; a process makes it once for a key, and then copies it."""
    kept = folder.with_name(f"{folder.name}-{hashlib.sha1(key.encode()).hexdigest()}")
    if kept.exists():
        shutil.rmtree(folder)
    else:
        make()
    # With the times of all files, which an environment compares.
    shutil.copytree(*((kept, folder) if kept.exists() else (folder, kept)), symlinks=True)


@dataclass
class Built:
    """What a build left behind."""

    app: Sphinx
    outdir: Path
    warnings: list[str]
    status: str
    written: list[str]
    resolved: dict[str, nodes.document]

    @property
    def domain(self) -> GlossaryDomain:
        return glossary_domain(self.app.env)

    @property
    def ours(self) -> list[str]:
        """The warnings of this extension."""
        return [line for line in self.warnings if "[glossary." in line]

    def text(self, name: str) -> str:
        return (self.outdir / name).read_text(encoding="utf-8")

    @property
    def exported(self) -> dict[str, Any]:
        """What stands in `glossary.json`."""
        found: dict[str, Any] = json.loads(self.text("glossary.json"))
        return found

    def page(self, name: str) -> nodes.document:
        """The document as it was written, all references resolved."""
        return self.resolved[name]

    def files(self) -> dict[str, bytes]:
        """Every file of the output."""
        return files_in(self.outdir)


@dataclass
class Project:
    """A source directory and its output directories."""

    folder: Path
    conf: str = CONF

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def write(self, files: dict[str, str], /) -> None:
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")

    def build(
        self,
        builder: str = "html",
        *,
        language: str = "en",
        out: str = "",
        doctrees: str = "",
        parallel: int = 1,
        only: Sequence[str] = (),
        strict: bool = False,
        before: Callable[[Sphinx], None] | None = None,
        verbosity: int = 0,
        **settings: Any,
    ) -> Built:
        """Build in this process; `before` may connect to events, `strict` is `-W`."""
        if not (self.source / "conf.py").exists():
            self.write({"conf.py": self.conf})
        outdir = self.folder / (out or f"{builder}-{language}")
        doctreedir = self.folder / (doctrees or f"doctrees-{builder}-{language}")
        written: list[str] = []
        resolved: dict[str, nodes.document] = {}
        stream, status = io.StringIO(), io.StringIO()

        def note(_app: Sphinx, doctree: nodes.document, docname: str) -> None:
            written.append(docname)
            resolved[docname] = expanded(_app, doctree, docname)

        # What a new process would not know: catalogs that Sphinx and gettext have read before, checksums of files.
        sphinx.locale.translators.clear()
        vars(gettext)["_translations"].clear()
        getattr(getattr(_assets, "_file_checksum_inner", None), "cache_clear", str)()  # since Sphinx 8
        with patch_docutils(self.source), docutils_namespace(), unchanged_defaults():
            app = Sphinx(
                srcdir=self.source,
                confdir=self.source,
                outdir=outdir,
                doctreedir=doctreedir,
                buildername=builder,
                confoverrides={"language": language, **settings},
                status=status,
                warning=stream,
                parallel=parallel,
                warningiserror=strict,
                keep_going=strict,  # as all do since Sphinx 8.1
                verbosity=verbosity,
            )
            if before is not None:
                before(app)
            app.connect("doctree-resolved", note)
            app.build(filenames=[self.source / name for name in only])
        lines = _ESCAPES.sub("", stream.getvalue()).replace(f"{self.source}/", "").splitlines()
        return Built(
            app, outdir, [line for line in lines if line.strip()], status.getvalue(), sorted(written), resolved
        )

    def prepare(self, builder: str = "html", *, language: str = "en", **options: Any) -> None:
        """The first build of a test that looks only at later ones."""
        what = f"{builder} {language} {sorted(options.items())}"
        self._once(what, lambda: self.build(builder, language=language, **options))

    def _once(self, what: str, make: Callable[[], object]) -> None:
        if self.is_new:
            once(self.folder, f"{self.key()} {what}", make)
        else:
            make()

    @property
    def is_new(self) -> bool:
        """Whether it has sources and nothing else."""
        return [*self.folder.iterdir()] == [self.source]

    def key(self) -> str:
        """What two projects of the same files have in common."""
        if not (self.source / "conf.py").exists():
            self.write({"conf.py": self.conf})
        return hashlib.sha1(repr(files_in(self.source)).encode()).hexdigest()

    def clean(self, builder: str = "html", *, language: str = "en", **options: Any) -> Built:
        """Build from nothing, beside the other output."""
        out = f"clean-{builder}-{language}"
        for name in (out, f"{out}-doctrees"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.build(builder, language=language, out=out, doctrees=f"{out}-doctrees", **options)

    def clean_files(self, builder: str = "html", *, language: str = "en") -> dict[str, bytes]:
        """The output of a build from nothing: of the same files, a process makes it once.

        Where a test changes something else (what can be imported, the extension itself), `clean` is meant.
        """
        key = (self.key(), builder, language)
        if key not in CLEAN:
            CLEAN[key] = self.clean(builder, language=language).files()
        while len(CLEAN) > 30:
            del CLEAN[next(iter(CLEAN))]
        return CLEAN[key]

    def update_catalogs(self, language: str = "ja", *, warns: bool = False) -> None:
        """What a translator does: a gettext build, then sphinx-intl."""

        def update() -> None:
            built = self.build("gettext")
            assert warns or not built.warnings
            basic.update(str(self.source / "locales"), str(built.outdir), [language], line_width=76)

        self._once(f"catalogs {language}", update)

    def translate(
        self, catalog: str, messages: dict[str | tuple[str, str], str], *, language: str = "ja", fuzzy: bool = False
    ) -> None:
        """Fill in a catalog; a key is a message, or a context and a message, which translators may also add."""
        path = self.source / "locales" / language / "LC_MESSAGES" / f"{catalog}.po"
        found = read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=language)
        for key, text in messages.items():
            context, message = key if isinstance(key, tuple) else (None, key)
            entry = found.get(message, context) or (found.add(message, context=context) if context else None)
            assert entry is not None, (catalog, key, [m.id for m in found])
            entry.string = text
            entry.flags.discard("fuzzy")
            if fuzzy:
                entry.flags.add("fuzzy")
        with path.open("wb") as file:
            write_po(file, found)

    def translate_all(self, file: Path, /) -> None:
        """Fill in the catalogs of a YAML file, which is called like the language.

        In the catalogs of names a message has its context before it.
        """
        for catalog, messages in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            keys = (tuple(key.split(" ", 1)) if catalog.startswith("glossary-") else key for key in messages)
            self.translate(catalog, dict(zip(keys, messages.values(), strict=True)), language=file.stem)
