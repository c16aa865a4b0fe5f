"""What is generated, described once, as blocks (`blocks.values`)."""
