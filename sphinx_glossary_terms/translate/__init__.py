"""Catalogs that the extension writes and reads beside Sphinx's own, and the marks of what has no translation."""
