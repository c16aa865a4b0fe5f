"""What a glossary is: terms, relations, look-up, graph, order. Standard library only."""
