"""Directives and transforms: from source to nodes, and to one `Page`."""
