"""Test suites of others, run without the extension, and with it in every Sphinx application."""
