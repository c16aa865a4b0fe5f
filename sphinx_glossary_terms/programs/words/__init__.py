"""Programs that need nothing but a `glossary.json`: what of its words is in other files, and how it has changed."""
