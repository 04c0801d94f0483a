from quotestance.quotes.placed import Places, strings


def flat(values):
    return [s for together in values for s in together]


def test_sides_name_the_place_of_each_word_up_to_the_end_of_the_sentence():
    found = flat(strings().before([",", "कहा", "ने", "।", "राम"], ["कहा", "ने"]))
    assert found[0] == "b0=,"
    assert {"b1=कहा", "b2=ने", "b=कहा", "b=ने"} <= set(found)
    assert not any("राम" in s for s in found)
    assert flat(strings().after([], [], "e")) == ["ea0=$"]


def test_ends_of_a_span():
    assert {"f0=हम", "f1=चलेंगे"} <= set(flat(strings().start(["हम", "चलेंगे", "।"])))
    assert {"lc=।", "l1=चलेंगे", "l2=हम"} <= set(flat(strings().end(["।", "चलेंगे", "हम"], "।")))
    assert flat(strings().end([], "क")) == ["lc=w"]


def test_only_short_spans_are_a_bag():
    assert "n=2" in flat(strings().inner(["क", "ख"]))
    assert strings().inner(["क"] * 9) == []


def test_a_value_is_made_once():
    made = []
    places = Places(lambda together: made.append(together) or len(together))
    size = len(made)
    assert places.after(["क"], ["क", "ख"]) == places.after(["क"], ["क", "ख"]) == [1, 3, 3]
    assert len(made) == size + 3
