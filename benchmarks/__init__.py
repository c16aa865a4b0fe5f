"""How long builds take: one glossary, written for Sphinx's own directive, for sphinx-needs and for this extension."""
