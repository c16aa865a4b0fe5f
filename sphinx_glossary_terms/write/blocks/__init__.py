"""What is generated, described once: as blocks that know neither docutils nor HTML."""
