"""The options of conf.py, what the output of each builder can do, and how files are written."""
