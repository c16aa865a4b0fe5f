"""Sphinx's built-in `glossary`, in source files, to `term` entries; Sphinx reads every file before and after that."""
