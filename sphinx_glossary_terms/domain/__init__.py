"""What all pages together know: one record a page, the glossary of them, and which pages are stale."""
