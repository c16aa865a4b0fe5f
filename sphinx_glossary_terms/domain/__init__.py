"""What all pages together know: one value a page, the glossary of them, and which pages are stale."""
