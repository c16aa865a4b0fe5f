"""Mistakes: their codes, a mistake as a value, and the function that warns about one."""
