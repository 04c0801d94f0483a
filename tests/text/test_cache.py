from quotestance.text import cache
from quotestance.text.cache import Cache


def test_a_value_is_made_once():
    made = []
    values = Cache(lambda w: made.append(w) or w.upper())
    assert [values["a"], values["a"], values["b"]] == ["A", "A", "B"]
    assert made == ["a", "b"]


def test_a_full_cache_is_emptied(monkeypatch):
    monkeypatch.setattr(cache, "_MOST", 2)
    values = Cache(len)
    assert [values[w] for w in ("a", "bb", "ccc")] == [1, 2, 3]
    assert dict(values) == {"ccc": 3}


def test_long_strings_are_not_kept():
    values = Cache(len)
    assert values["a" * 10_000] == 10_000
    assert not values
