"""What is generated, as nodes of docutils, and the writer that makes HTML of them."""
