"""Tables of other programs (CSV) to a MyST page with terms, and to catalogs for their languages.

`csv_file` reads the rows of each term, `writing` writes them. What is wrong in the glossary itself is a warning of the
next build.
"""
