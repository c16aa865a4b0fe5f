"""Files for other programs: `sphinx-build -b glossary-export`, and `glossary.json` beside the pages of a site."""
