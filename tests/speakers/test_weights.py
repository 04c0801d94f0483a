import pytest

from quotestance.speakers.weights import Sums, logistic, named_weights


def test_sums_are_worked_out_once_and_emptied_when_full():
    asked = []

    def make(a, b):
        asked.append((a, b))
        return [a, b, "unknown"]

    sums = Sums(make, lambda: {"a": 1.0, "b": 0.5}, most=2)
    assert [sums["a", "b"], sums["a", "b"], sums["b", "b"]] == [1.5, 1.5, 1.0]
    assert asked == [("a", "b"), ("b", "b")]
    assert sums["x", "y"] == 0.0
    assert set(sums) == {("x", "y")}


def test_sums_ask_for_the_weights_anew_after_clearing():
    weights = {"a": 1.0}
    sums = Sums(lambda a: [a], lambda: weights)
    assert sums["a",] == 1.0
    weights["a"] = 2.0
    assert sums["a",] == 1.0
    sums.clear()
    assert sums["a",] == 2.0


@pytest.mark.parametrize("names", ["boundary", "sameness", "antecedent"])
def test_weights_of_the_shipped_model(names):
    found = named_weights("entities", f"{names}_names", f"{names}_weights")
    assert len(found) > 100
    assert all(isinstance(w, float) for w in found.values())


def test_no_such_array():
    with pytest.raises(KeyError, match="nonsense"):
        named_weights("entities", "nonsense", "boundary_weights")


def test_names_and_weights_of_different_length():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        named_weights("entities", "boundary_names", "sameness_weights")


@pytest.mark.parametrize(("x", "expected"), [(0.0, 0.5), (1e3, 1.0), (-1e9, 0.0)])
def test_logistic(x, expected):
    assert logistic(x) == expected
