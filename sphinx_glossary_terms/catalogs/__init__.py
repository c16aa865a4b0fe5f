"""Catalogs beside Sphinx's own, the marks of what has no translation, and the translations that Sphinx would lose."""
