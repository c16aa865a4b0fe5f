"""Sphinx's built-in `glossary`, in source files, to `term` entries; and the translations of further names with it.

Sphinx itself reads every file before and after the conversion (`reading`), and what it shows has to be the same;
otherwise the file stays as it is. What cannot be converted stays a `glossary`, and is listed.
"""
