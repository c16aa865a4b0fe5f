"""A digest of a value, to find out whether it is the same as in a build before."""

from __future__ import annotations

import hashlib


def digest_of(value: object, /) -> str:
    """The BLAKE2b digest (RFC 7693; 16 bytes, in hexadecimal) of the `repr` of a value.

    The value is made of plain types and of the dataclasses of this package, whose `repr` has all of their fields.
    """
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()
