from pathlib import Path

from tests.fuzz.analyze import one_input

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def test_every_string_that_the_fuzzer_kept():
    assert CORPUS
    for path in CORPUS:
        one_input(path.read_bytes())
