"""Where a target is named: the forms that must be found, and those that must not."""

import pytest

from quotestance.stance.forms import Matcher, aliases_of, noun_types
from quotestance.stance.words import stem
from quotestance.text import Document, fold
from quotestance.text.tables import read_table

FOUND = [
    ("as it stands", "नदी मोर्चा", "नदी मोर्चा ने बैठक की", "नदी मोर्चा"),
    ("oblique", "किसान", "किसानों की बात सुनो", "किसानों"),
    ("adjective of a country", "रूस", "रूसी राष्ट्रपति ने कहा", "रूसी"),
    ("irregular adjective", "ब्रिटेन", "ब्रिटिश सरकार झुकी", "ब्रिटिश"),
    ("acronym", "भारतीय जनता पार्टी", "बीजेपी हार गई", "बीजेपी"),
    ("the other way round", "बीजेपी", "भारतीय जनता पार्टी हार गई", "भारतीय जनता पार्टी"),
    ("Latin letters", "भाजपा", "आज BJP की रैली", "BJP"),
    ("last name", "मोहन तिरपाठी", "तिरपाठी ने झूठ बोला", "तिरपाठी"),
    ("first name", "मोहन तिरपाठी", "मोहन अच्छा है", "मोहन"),
    ("honorific", "श्री मोहन तिरपाठी जी", "मोहन तिरपाठी आए", "मोहन तिरपाठी"),
    ("nukta and its lack", "फ़राज़ अली", "फराज अली आए", "फराज अली"),
    ("head of a description", "नदी जोड़ो कानून", "यह कानून वापस लो", "कानून"),
    ("inflected head", "चीनी मिल आंदोलन", "इस आंदोलनों से", "आंदोलनों"),
    ("half of a compound", "भारत", "भारत-नेपाल सीमा", "भारत"),
    ("capital for its government", "अमेरिका", "वॉशिंगटन चुप है", "वॉशिंगटन"),
]
NOT_FOUND = [
    ("another name", "मोहन तिरपाठी", "सोहन वर्मा आए"),
    ("a weak word of a name", "राष्ट्रीय नदी आयोग", "राष्ट्रीय ध्वज फहराया"),
    ("one word of a law's name", "नागरिकता संशोधन कानून", "उनकी नागरिकता गई"),
    ("a postposition", "देश की आवाज", "उस की बात"),
    ("another country", "ईरान", "इराक की सेना"),
    ("the common surname of another", "मोहन सिंह", "बलवंत सिंह आए"),
]


def find(target, text, aliases=()):
    doc = Document(text)
    stems = [stem(p) for w in doc.words for p in w.split("-")]
    return Matcher.of(target, aliases).find(stems, 0, len(stems))


@pytest.mark.parametrize(("why", "target", "text", "form"), FOUND, ids=[c[0] for c in FOUND])
def test_form_is_found(why, target, text, form):
    words = [p for w in Document(text).words for p in w.split("-")]
    spans = find(target, text)
    assert fold(form).split() in [words[a:b] for a, b in spans]


@pytest.mark.parametrize(("why", "target", "text"), NOT_FOUND, ids=[c[0] for c in NOT_FOUND])
def test_form_is_not_found(why, target, text):
    assert find(target, text) == []


def test_aliases_of_the_user_are_found():
    assert find("नदी मोर्चा", "एनएम की बैठक", ("एनएम",)) == [(0, 1)]


def test_full_names_come_before_parts():
    assert find("मोहन तिरपाठी", "तिरपाठी बोले, मोहन तिरपाठी हैं")[0] == (3, 5)


@pytest.mark.parametrize("name", ["", "।", "  ", "-", "(", "a" * 5000])
def test_no_name_raises(name):
    assert isinstance(find(name, "कुछ भी"), list)


def test_every_row_of_the_aliases_is_well_formed():
    for name, others in read_table("quotestance.stance", "aliases.tsv", 2):
        forms = others.split("|")
        assert all(form == form.strip() and form for form in forms), name
        assert name not in forms
        assert set(aliases_of(name)) >= {name}


def test_every_noun_has_a_known_type():
    types = {"government", "party", "organisation", "force", "court", "law", "scheme", "agreement", "event", "evil", "group", "place"}
    types |= {"media", "office"}
    rows = read_table("quotestance.stance", "nouns.tsv", 2)
    assert {kind for _, kind in rows} == types
    assert len({word for word, _ in rows}) == len(rows)
    assert noun_types()[stem("किसान")] == "group"
