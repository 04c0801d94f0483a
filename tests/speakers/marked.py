"""Texts of test cases: quotations stand between ⟦ and ⟧, which are taken out."""

from quotestance.records import Quote
from quotestance.text import Document


def read(marked, kinds=()):
    """Return the document without the brackets and its quotations; ``kinds`` are those of the quotations, ``full`` where none is given."""
    text, start, quotes = "", 0, []
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            quotes.append((start, len(text)))
        else:
            text += char
    kinds = [*kinds, *["full"] * (len(quotes) - len(kinds))]
    return Document(text), [Quote(a, b, text[a:b], kind) for (a, b), kind in zip(quotes, kinds, strict=True)]
