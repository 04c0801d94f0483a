"""Look for a string on which `analyze` raises, hangs or returns an answer that does not hold.

``python -m tests.fuzz.analyze tests/fuzz/corpus -max_total_time=60`` (``make fuzz``); what it finds interesting is kept in the corpus, and
``tests/fuzz/test_corpus.py`` runs the corpus in the ordinary tests, without the fuzzer.
"""

import sys

PIECES = (
    *("राम", "ने", "कहा", "कि", "उन्होंने", "बताया", "बोले", "के अनुसार", "का कहना है", "सरकार", "डॉ.", "एस.", "है", "नहीं", "योजना", "फिल्म"),
    *('"', "“", "”", "‘", "’", "'", "''", "‘‘", "’’", "``", "«", "»", "„", "।", "|", ".", ",", ":", "-", "–", "?", "(", ")"),
    *(" ", "\n", "\u00a0", "\u200d", "़", "ं", "don't", "5'10\"", "1,000", "#", "@x", "http://a.b", "\ud800", "\x00", "🙂"),
)


def text_of(data: bytes) -> str:
    """A string from bytes: each byte below 200 picks a piece, the others a code point."""
    return "".join(PIECES[b % len(PIECES)] if b < 200 else chr((b - 200) * 47 + 0x900) for b in data[:4000])


def one_input(data: bytes) -> None:
    """Analyze one string and check the answer."""
    from quotestance import analyze
    from tests.holds import check

    text = text_of(data)
    check(analyze(text))


if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["quotestance"]):
        import quotestance

        quotestance.analyze('राम ने कहा, "यह ठीक नहीं है।"')
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
