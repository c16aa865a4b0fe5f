"""The rules about the glossary as a whole."""
