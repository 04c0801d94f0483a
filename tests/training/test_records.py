import copy

import pytest

from training import data, records

TEXT = "जल बोर्ड की अध्यक्ष मीना राव ने मंगलवार को कहा, “शहर में पानी की कमी नहीं है।” उन्होंने निगम को “सुस्त” बताया।"


def span(words, start=0):
    at = TEXT.index(words, start)
    return {"start": at, "end": at + len(words), "text": words}


@pytest.fixture
def record():
    names = ["मीना राव", "जल बोर्ड की अध्यक्ष"]
    first = {**span("शहर में पानी की कमी नहीं है।"), "kind": "full", "cue": span("कहा"), "stances": []}
    first["speaker"] = {"name": "मीना राव", "names": names, "mention": span("मीना राव"), "how": "name", "type": "person"}
    second = {**span("सुस्त"), "kind": "partial", "cue": span("बताया")}
    second["speaker"] = {**first["speaker"], "mention": span("उन्होंने"), "how": "pronoun"}
    second["stances"] = [{"target": "निगम", "mention": None, "label": "against"}]
    return {"id": "a", "text": TEXT, "quotes": [first, second]}


def test_a_right_record_has_no_fault(record):
    assert records.faults(record, TEXT) == []


def put(where, value):
    """Return a change that sets one field of a record, named by its path."""

    def change(record):
        *path, last = where
        target = record["quotes"]
        for step in path:
            target = target[step]
        target[last] = value

    return change


@pytest.mark.parametrize(
    ("label", "change", "expected", "found"),
    [
        ("kind", put([0, "kind"], "whole"), "kind: one of full, partial, unmarked", "quotes[0]: 'whole'"),
        ("how", put([0, "speaker", "how"], "implicit"), "a mention where how is not implicit", "quotes[0]: how implicit, mention मीना राव"),
        ("no mention", put([0, "speaker", "mention"], None), "a mention where how is not implicit", "quotes[0]: how name, mention null"),
        ("name not among the names", put([0, "speaker", "name"], "राव"), "the name first among the names", "मीना राव"),
        ("name that does not stand there", put([0, "speaker", "names"], ["मीना राव", "राधा"]), "names that stand in the text", "राधा"),
        ("name twice", put([0, "speaker", "names"], ["मीना राव", "मीना राव"]), "each name once", "मीना राव"),
        ("cue in the quotation", put([0, "cue"], span("नहीं है")), "the cue outside the quotation", "quotes[0]: cue at"),
        ("cue over mention", put([0, "cue"], span("राव ने")), "mention and cue apart", "quotes[0]: mention at"),
        ("other words", put([0, "text"], "शहर में"), "the words at", "शहर में"),
        ("white space", put([0, "start"], span("शहर")["start"] - 2), "the words at", "शहर"),
        ("label", put([1, "stances", 0, "label"], "mixed"), "label: one of favor, against, neutral", "'mixed'"),
        ("target outside", put([1, "stances", 0, "mention"], span("निगम")), "the target's mention inside the quotation", "निगम at"),
        ("no field", lambda r: r["quotes"][0].pop("cue"), "the fields of the schema", "quotes[0]: KeyError 'cue'"),
        ("order", lambda r: r["quotes"].reverse(), "quotations in order, none over another", "quotes[1]: one that begins"),
        ("no list", lambda r: r.update(quotes=None), "a list of quotes", "None"),
    ],
)
def test_faults(record, label, change, expected, found):
    change(record)
    faults = records.faults(record, TEXT)
    assert faults, label
    assert any(e.startswith(expected) and found in f for e, f in faults), faults


def test_white_space_and_marks_are_outside(record):
    record["quotes"] = [record["quotes"][0]]
    q = record["quotes"][0]
    q.update(start=q["start"] - 1, end=q["end"] + 1)
    q["text"] = TEXT[q["start"] : q["end"]]
    assert ("a span inside its marks", f"quotes[0]: {q['text'][:30]}") in records.faults(record, TEXT)
    q.update(start=q["start"], end=q["end"] + 1)
    q["text"] = TEXT[q["start"] : q["end"]]
    assert any("without white space" in e for e, _ in records.faults(record, TEXT))


def test_offsets_alone_are_checked_without_the_text(record):
    def pair(s):
        return s and [s["start"], s["end"]]

    quotes = copy.deepcopy(record["quotes"])
    for q in quotes:
        q["span"] = [q.pop("start"), q.pop("end")]
        del q["text"]
        q["cue"] = pair(q["cue"])
        q["speaker"] = {**q["speaker"], "name": [21, 29], "names": [[21, 29]], "mention": pair(q["speaker"]["mention"])}
    label = {"id": "a", "sha1": "0", "quotes": quotes}
    assert records.faults(label, None) == []
    assert records.offsets_fit(label, len(TEXT))
    assert not records.offsets_fit(label, 40)
    quotes[0]["cue"] = quotes[0]["span"]
    assert [e for e, _ in records.faults(label, None)] == ["the cue outside the quotation"]


def test_statements():
    right = {"id": "a", "sha1": "0", "span": [0, 9], "speech": "indirect", "stances": []}
    assert records.statement_faults(right, "एक छोटा सा पाठ") == []
    assert records.statement_faults({**right, "speech": "free"}, None) == [("speech: direct or indirect", "'free'")]
    assert records.statement_faults({**right, "span": [4, 99]}, "छोटा") == [("a span inside the text (0..4)", "[4, 99]")]
    assert records.statement_faults({"id": "a"}, None) == [("the fields of the schema", "KeyError 'span'")]


def test_ends_of_both_ways_of_writing():
    assert records.ends({"span": [3, 5]}) == records.ends({"start": 3, "end": 5}) == (3, 5)


@pytest.mark.parametrize("part", data.PARTS)
def test_every_written_document_is_right(part):
    for record in data.load_records(part, ["written"]):
        assert records.faults(record, record["text"]) == [], record["id"]
