"""Text made harmless before it is shown: a news text may hold escape sequences, overrides of the reading direction, or formulas.

The replacement is one code point for one, so that offsets into the text hold for what is shown as well.
"""

from __future__ import annotations

__all__ = ["harmless", "safe_cell"]

_REPLACED = {
    # C0 as its picture (␛ for escape): a reader sees that something stood there; C1 holds the one-byte forms of the same sequences.
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)},
    0x09: 0x20,
    0x0D: 0x20,
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    # Embeddings, overrides and isolates of the reading direction: left open they turn round the rest of the page ("Trojan source").
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys((0x2028, 0x2029), 0x20),
    # A lone surrogate cannot be written in any encoding.
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    # Deprecated format characters and tags, invisible carriers of text.
    **dict.fromkeys((*range(0x206A, 0x2070), *range(0xE0000, 0xE0080), 0xFFFE, 0xFFFF), 0xFFFD),
}


def harmless(text: str) -> str:
    r"""Return the text with control characters and direction overrides replaced, one code point for one.

    Line feeds stay; tabs, carriage returns and Unicode line separators become spaces. ZWJ and ZWNJ stay: Hindi conjuncts need them.

    >>> harmless("राम\x1b[31m")
    'राम␛[31m'
    """
    return text.translate(_REPLACED)


def safe_cell(value: str) -> str:
    r"""Return a table cell that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @`` and control characters.

    White space before the sign is passed over as a spreadsheet passes it over.

    >>> print(safe_cell("=SUM(A1)"), safe_cell("मोदी"))
    '=SUM(A1) मोदी
    """
    value = harmless(value)
    return "'" + value if value.lstrip()[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") and value.strip() else value
