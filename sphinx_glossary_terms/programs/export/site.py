"""`glossary.json` beside the pages of a site, as `objects.inv`: for other projects, in the language of the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_glossary_terms.domain.domain import glossary_domain
from sphinx_glossary_terms.settings.files import remove_file, write_file
from sphinx_glossary_terms.settings.outputs import GLOSSARY_FILE, has_own_file, output_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def update(app: Sphinx, error: Exception | None, /, *, has_changed: bool) -> None:
    """Write the file if it would differ, and remove it if there are no terms any more (`build-finished`).

    `has_changed`: whether this build has written a page, or something of the glossary has changed since the last one.
    """
    if error is not None or not output_of(app.builder).is_site or has_own_file(app, GLOSSARY_FILE):
        return
    domain, path = glossary_domain(app.env), Path(app.outdir, GLOSSARY_FILE)
    if not any(page.terms for page in domain.pages.values()):
        remove_file(path)
    elif has_changed or not path.exists():
        # Imported here, so that a build with nothing to do does not pay for it.
        from sphinx_glossary_terms.programs.export import json_file
        from sphinx_glossary_terms.programs.export.collect import export_of, words_of

        text = json_file.write(export_of(domain, app.builder, [words_of(domain, app.builder)]))
        # A program that looks at the time of a file, such as `rsync`, has nothing to do then.
        if not path.is_file() or path.read_bytes() != text.encode():
            write_file(app.builder, path, text)
