"""Document trees: the extension's nodes, inline markup as values, titles, and what is noted while a page is read."""
