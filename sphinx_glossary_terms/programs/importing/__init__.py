"""Tables of other programs (CSV) to MyST pages with terms, and to catalogs for their languages.

`csv_file` says what is in a file; `normalizing` decides what of it a glossary can hold; `writing` writes that. Whatever
is not kept is listed (`ImportReport`).
"""
