"""Programs that use the extension as a library: exports, import, migration, the report."""
