from quotestance.models import load_shipped
from quotestance.quotes.features import NAMES
from quotestance.quotes.model import _BLOCK, softmax


def test_the_shipped_model_knows_the_features_of_the_code():
    assert load_shipped("quotes").settings["features"] == list(NAMES)


def test_the_vocabularies_hold_words_and_no_wording_of_a_text():
    for name in ("quotes", "unmarked"):
        assert [w for w in load_shipped(name).settings["vocabulary"] if w.count("-") > 3] == []


def test_softmax():
    assert softmax(1.0, 1.0, -1e4) == (0.5, 0.5, 0.0)
    assert softmax(1e4, 0.0, -1e4) == (1.0, 0.0, 0.0)


def test_blocks_are_small_enough_for_one_thread():
    features, hidden = load_shipped("quotes").arrays["hidden"].shape
    assert _BLOCK * features * hidden < 800_000  # from about 820,000 multiplications on, OpenBLAS starts threads
