"""Graphs: Mermaid text, drawings, images for books."""
