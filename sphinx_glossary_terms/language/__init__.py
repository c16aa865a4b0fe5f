"""The language of the reader: the extension's own words, labels of types, and the order of names."""
