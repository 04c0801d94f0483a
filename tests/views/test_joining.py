import pytest

from quotestance.views.joining import AliasError, bare_key, join, read_aliases


def persons(*names):
    return {(name, "person"): 1 for name in names}


SAME = [
    ("पीएम मीना जोशी", "मीना जोशी"),
    ("पूर्व केंद्रीय मंत्री मीना जोशी", "मीना जोशी"),
    ("श्रीमती मीना जोशी जी", "मीना जोशी"),
    ("भाजपा नेता डॉ. मीना जोशी", "मीना जोशी"),
    ("रूसी राष्ट्रपति मीना जोशी", "मीना जोशी"),
    ("ज़ाकिर अली", "जाकिर अली"),
    ("नरेन्द्र पन्त", "नरेंद्र पंत"),
    ("चम्पा झा", "चंपा झा"),
    ("अलेक्ज़ेंडर पिटरसन", "अलेक्जेंडर पीटरसन"),
    ("PM मीना जोशी", "मीना जोशी"),
]
APART = [
    ("मीना जोशी", "मीरा जोशी"),
    ("राष्ट्रपति के प्रवक्ता", "प्रवक्ता"),
    ("प्रधानमंत्री", "पीएम"),
    ("जोशी मंत्री", "मंत्री"),
    ("सन्नी पन्नू", "संनी पंनू"),
    ("कमला अध्यक्ष नेगी", "नेगी"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_an_office_or_honorific_does_not_change_who_is_meant(one, other):
    assert bare_key(one) == bare_key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_stays_apart(one, other):
    assert bare_key(one) != bare_key(other)


def names(counts, aliases=None):
    return {form: (j.name, j.rule) for form, j in join(counts, aliases).items()}


def test_a_surname_joins_the_one_fuller_name_that_bears_it():
    assert names(persons("नंदा रावत", "रावत", "मुख्यमंत्री रावत")) == {
        "नंदा रावत": ("नंदा रावत", "own"),
        "रावत": ("नंदा रावत", "part"),
        "मुख्यमंत्री रावत": ("नंदा रावत", "part"),
    }


def test_a_surname_of_two_joins_neither():
    found = names(persons("नंदा रावत", "हरि रावत", "रावत"))
    assert found["रावत"] == ("रावत", "unclear")


def test_initials_may_be_left_out():
    found = names(persons("ए. पी. अब्दुल समद", "अब्दुल समद", "समद"))
    assert {name for name, _ in found.values()} == {"ए. पी. अब्दुल समद"}


def test_a_whole_name_inside_a_longer_one_is_somebody_else():
    assert names(persons("मोहन लाल पंत", "लाल पंत"))["लाल पंत"] == ("लाल पंत", "own")


def test_a_word_that_is_also_a_first_name_joins_nobody():
    assert names(persons("मुकुल किशोर", "किशोर दास", "किशोर"))["किशोर"] == ("किशोर", "unclear")


def test_a_frequent_name_does_not_join_a_rare_fuller_one():
    counts = {("जाँच वार्ता", "person"): 1, ("वार्ता", "person"): 11}
    assert names(counts)["वार्ता"] == ("वार्ता", "unclear")
    assert names({**counts, ("जाँच वार्ता", "person"): 2})["वार्ता"] == ("जाँच वार्ता", "part")


def test_the_user_outweighs_rarity():
    counts = {("जाँच वार्ता", "person"): 1, ("वार्ता", "person"): 11}
    assert names(counts, {"जाँच वार्ता": "जाँच वार्ता"})["वार्ता"] == ("जाँच वार्ता", "part")


def test_a_first_name_does_not_join():
    assert names(persons("नंदा रावत", "नंदा"))["नंदा"] == ("नंदा", "own")


def test_an_office_alone_joins_nobody():
    found = names(persons("पीएम मीना जोशी", "पीएम", "प्रधानमंत्री"))
    assert found["पीएम"] == ("पीएम", "document")
    assert found["प्रधानमंत्री"] == ("प्रधानमंत्री", "document")


def test_nameless_speakers_join_nobody_until_the_user_says_so():
    counts = {("नंदा रावत", "person"): 3, ("सूत्रों", "group"): 2, ("बयान", "organisation"): 2, ("राष्ट्रपति के प्रवक्ता", "person"): 1}
    assert [j.rule for j in join(counts).values()] == ["own", "document", "document", "document"]
    assert join(counts, {"बयान": "बयान"})["बयान"].rule == "file"
    assert join(counts, {"सूत्रों": "नंदा रावत"})["सूत्रों"].name == "नंदा रावत"


def test_only_persons_lose_titles_and_join_by_parts():
    counts = {("जल मंत्रालय", "organisation"): 3, ("मंत्रालय", "organisation"): 2, ("सचिव मंत्रालय", "organisation"): 1}
    assert all(form == name for form, (name, _) in names(counts).items())


def test_the_name_shown_is_the_frequent_one_without_title_and_honorific():
    counts = {("डॉ. मीना जोशी", "person"): 9, ("मीना जोशी", "person"): 2, ("पीएम मीना जोशी", "person"): 5}
    assert {name for name, _ in names(counts).values()} == {"मीना जोशी"}


def test_a_file_overrides_every_choice(tmp_path):
    path = tmp_path / "aliases.tsv"
    path.write_text("# मेरे चुनाव\nरावत\tरावत\nदीदी\tनंदा रावत\r\n\n", encoding="utf-8")
    found = names(persons("नंदा रावत", "रावत", "दीदी"), read_aliases(path))
    assert found == {"नंदा रावत": ("नंदा रावत", "own"), "रावत": ("रावत", "file"), "दीदी": ("नंदा रावत", "file")}


def test_a_renamed_speaker_takes_along_what_joined():
    found = names(persons("नंदा रावत", "रावत", "डॉ. नंदा रावत"), {"नंदा रावत": "N. Rawat"})
    assert {name for name, _ in found.values()} == {"N. Rawat"}


def test_joining_does_not_depend_on_order():
    counts = persons("नंदा रावत", "रावत", "मुख्यमंत्री रावत", "हरि पंत", "पंत", "पंत जी")
    assert join(counts) == join(dict(reversed(counts.items())))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("रावत नंदा\n", r"aliases.tsv:1: expected a form and a name separated by a tab, found 'रावत नंदा'"),
        ("# x\nक\tख\nक\tग\n", r"aliases.tsv:3: expected one name for 'क', found 'ग' after 'ख'"),
        ("क\t\n", r"aliases.tsv:1: expected a form and a name"),
    ],
)
def test_a_broken_file_of_aliases(tmp_path, content, message):
    path = tmp_path / "aliases.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AliasError, match=message):
        read_aliases(path)


def test_aliases_not_in_utf8(tmp_path):
    path = tmp_path / "aliases.tsv"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(AliasError, match="expected UTF-8"):
        read_aliases(path)
