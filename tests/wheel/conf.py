"""A project for the installed wheel: everything it uses has to be in there."""

extensions = ["myst_parser", "sphinx_glossary_terms"]
