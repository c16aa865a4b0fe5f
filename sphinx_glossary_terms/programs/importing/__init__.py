"""Tables of other programs (CSV) to a MyST page with terms, and to catalogs for their languages."""
