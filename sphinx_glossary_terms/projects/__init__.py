"""Glossaries of other projects, and the limits of what comes from other people."""
