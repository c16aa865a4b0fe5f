"""The terms as a graph: neighborhoods, learning paths, maps."""
