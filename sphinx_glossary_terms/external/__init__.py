"""The glossaries of other projects: their files, read once a build. Imported only if the project names some."""
