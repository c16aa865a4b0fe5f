"""From the nodes of the extension and the views of pages to nodes of docutils and Sphinx, or to HTML."""
