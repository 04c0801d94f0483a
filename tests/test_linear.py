"""Time grows with the text, whatever stands in it: four times the text takes at most eight times as long."""

import gc
import time

import pytest

from quotestance import analyze

SAID = 'रमेश यादव ने कहा, "सरकार का यह फैसला गलत है।" सभा में कई लोग आए। '
SHAPES = [
    ("quotations", lambda n: SAID * n, 500),
    ("no marks, no danda", lambda n: "सभा में कई लोग आए और शाम तक बैठे रहे " * n, 20_000),
    ("marks alone", lambda n: '"' * n, 25_000),
    ("marks and letters", lambda n: 'क" ' * n, 5_000),
    ("openers without closers", lambda n: 'राम ने कहा "हम ' * n, 2_000),
    ("an opener and no closer", lambda n: 'राम ने कहा "' + "हम चले " * n, 50_000),
    ("apostrophes", lambda n: "'" * n, 25_000),
    ("colons", lambda n: "राम बोले: हम " * n, 2_000),
    ("dashes and lines", lambda n: "राम बोले- हम\n" * n, 2_000),
    ("a long name", lambda n: "राम मोहन " * n + 'ने कहा, "हम चले।"', 20_000),
    ("a long word", lambda n: "क" * n + ' ने कहा, "हम चले।"', 200_000),
    ("a long quotation", lambda n: 'राम ने कहा, "' + "सरकार ने गलत काम किया है। " * n + '"', 20_000),
    ("empty lines", lambda n: "\n" * n + SAID, 200_000),
    ("brackets", lambda n: "राम (क) " * n + 'ने कहा, "हम चले।"', 10_000),
]


def seconds(text):
    gc.collect()
    gc.disable()  # the collector counts what the whole test process holds
    try:
        before = time.process_time()
        analyze(text)
        return time.process_time() - before
    finally:
        gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "size"), [c[1:] for c in SHAPES], ids=[c[0] for c in SHAPES])
def test_linear(shape, size):
    analyze(shape(size // 8))  # caches and models
    small, large = shape(size), shape(4 * size)
    one = max(seconds(small) for _ in range(2))  # the second may find words in a cache
    four = seconds(large)
    assert four <= 8 * one + 0.05, f"{one:.2f} s, then {four:.2f} s for four times the text"
    assert four < 60
