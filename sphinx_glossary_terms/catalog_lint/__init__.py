"""Translations that Sphinx drops or shows with their markup."""
