"""What a user knows as one thing, each in one module: what a page shows of it, as a value, and the nodes of that."""
