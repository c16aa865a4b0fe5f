"""Ranges of Unicode for regular expressions."""

HAN = "々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, and the marks that stand for one: for use between brackets."""
