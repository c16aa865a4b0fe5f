"""The report on a glossary: `sphinx-build -b glossary-report`."""
