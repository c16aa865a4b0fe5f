"""The order of a language as ICU has it, if that is installed. The one place that imports it."""

from __future__ import annotations

from functools import cache

from sphinx_glossary_terms.model.collation import (
    DIGITS_AND_SIGNS,
    Collation,
    SortKey,
    collation_for,
)


def order_of(language: str, source_language: str = "", /) -> Collation:
    """The order of a language: our own for Japanese, and where ICU is not installed."""
    own = collation_for(language, source_language)
    if own.by_reading:
        return own
    try:
        import icu
    except ImportError:
        return own

    locale = icu.Locale(language.replace("@latin", "_Latn"))
    collator = icu.Collator.createInstance(locale)
    labels = icu.AlphabeticIndex(locale)
    labels.addLabels(icu.Locale.getEnglish())
    buckets = labels.buildImmutableIndex()

    @cache
    def heading(name: str, reading: str) -> str:
        label, kind = buckets.getBucket(buckets.getBucketIndex(reading or name))
        # Before, between and after the alphabets that have labels, ICU has a heading for everything: "…".
        return str(label) if kind == icu.UAlphabeticIndexLabelType.NORMAL else own.heading(name, reading)

    def key(name: str, reading: str) -> SortKey:
        text = reading or name
        # A heading may have names in two scripts: in Chinese, one of pinyin has those in Latin letters, too.
        is_no_letter = heading(name, reading) == DIGITS_AND_SIGNS
        return (is_no_letter, buckets.getBucketIndex(text), collator.getSortKey(text), text, name)

    # Without rules of its own, a language has the order of its letters without accents, as Sphinx sorts.
    return Collation(key=key, heading=heading, sorts_general_index=bool(collator.getRules()), version=icu.ICU_VERSION)
