"""What a page shows, as values, without Sphinx or docutils."""
