"""Configuration of the manual and its glossary."""

from sphinx_glossary_terms import __version__

project = "sphinx-glossary-terms"
author = "The sphinx-glossary-terms maintainers"
project_copyright = f"2026, {author}"
version = release = __version__

extensions = ["myst_parser", "sphinx_glossary_terms"]
exclude_patterns = ["_build", "snippets"]

locale_dirs = ["../locales"]
gettext_compact = False
glossary_terms_source_language = "en"
glossary_terms_relations = {
    "mitigates": {"label": "Helps against", "inverse": "mitigated-by", "inverse_label": "Helped by"},
    "trains": {"label": "Used to train", "inverse": "trained-with", "inverse_label": "Trained with"},
}

html_theme = "furo"
html_title = project
