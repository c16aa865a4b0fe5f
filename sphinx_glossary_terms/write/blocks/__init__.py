"""What is generated, described once, as blocks (`write.values`)."""
