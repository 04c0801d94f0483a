from quotestance.quotes.placed import GROUPS, Places, group_of, strings


def test_sides_name_the_place_of_each_word():
    found = strings().before(",", ["कहा", "ने"])
    assert found[0] == "b0=,"
    assert {"b1=कहा", "b2=ने", "b=कहा", "b=ने", "b1C=say", "bC=case"} <= set(found)
    assert strings().after("\n", [], "e") == ("ea0=\n",)


def test_ends_of_a_span():
    assert {"f0=हम", "f1=चलेंगे"} <= set(strings().first(["हम", "चलेंगे", "।"]))
    assert {"lc=।", "l1=चलेंगे", "l2=हम", "ls=गे"} <= set(strings().last(["।", "चलेंगे", "हम"], "।"))
    assert strings().last([], "क") == ("lc=w",)


def test_a_short_span_is_a_bag():
    assert {"n=2", "i=क", "i=ख"} <= set(strings().inside(["क", "ख"]))
    assert strings().nothing == ()


def test_each_string_has_its_group():
    s = strings()
    made = (s.before(",", ["कहा"], "s"), s.first(["हम"]), s.after("।", ["वह"], "e"), s.last(["हम"], "म"), s.inside(["हम"]))
    assert [{group_of(string) for string in group} for group in made] == [{g} for g in range(GROUPS)]


def test_a_value_is_made_once():
    made = []
    places = Places(lambda together: made.append(together) or 1, sum)
    size = len(made)
    assert places.after("क", ["क", "ख"]) == places.after("क", ["क", "ख"]) == 3
    assert len(made) == size + 3
