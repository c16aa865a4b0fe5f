"""The settings of a project that decide about views."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """The settings of a project that decide what its pages show.

    build_language: the language of the build.
    source_language: that of the source text.
    autolink: where the first mention of a term in plain text becomes a link: in each `section`, on each `page`, or not.
    show_readings, show_source_names: whether a term shows its reading, and its name in the source language.
    """

    build_language: str = ""
    source_language: str = ""
    autolink: str = ""
    show_readings: bool = True
    show_source_names: bool = True
