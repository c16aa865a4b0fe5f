"""The browser of `support.browser`, for the tests of this folder."""

from support.browser import browser, pytest_collection_modifyitems, started_browser

__all__ = ["browser", "pytest_collection_modifyitems", "started_browser"]
