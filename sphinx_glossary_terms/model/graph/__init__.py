"""The terms as a graph: neighborhoods, reachability, learning paths, maps."""
