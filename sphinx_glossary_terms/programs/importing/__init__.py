"""Glossaries of other programs (CSV, TBX, SKOS) to MyST pages with terms, and to catalogs for their languages.

A reader for each format (`csv_file`, `tbx`, `skos`) says what is in a file; `normalizing` decides what of it a glossary
can hold; `pages` and `catalogs` write that. Sphinx reads that before it gets to its place, and what it finds is
compared with the file (`checking`). Whatever is not kept is listed (`ImportReport`).
"""
