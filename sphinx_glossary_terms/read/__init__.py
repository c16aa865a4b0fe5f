"""From text to neutral nodes."""
