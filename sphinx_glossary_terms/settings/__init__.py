"""The options of conf.py: their table, how a value is checked, and what they mean."""
