import pytest

from training import data, tags

WRITTEN = [d for part in data.PARTS for d in data.load_records(part, ["written"])]


def document(text, start, end, kind="full", mention=None, cue=None, how=None, type_="person", stances=()):
    def span(words, after=0):
        if words is None:
            return None
        at = text.index(words, after)
        return {"start": at, "end": at + len(words), "text": words}

    a = text.index(start)
    b = text.index(end, a) + len(end)
    how = how or ("name" if mention else "implicit")
    speaker = {"name": mention, "names": [mention] if mention else [], "mention": span(mention), "how": how, "type": type_}
    quote = {"start": a, "end": b, "text": text[a:b], "kind": kind, "speaker": speaker, "cue": span(cue), "stances": list(stances)}
    return {"id": "a", "text": text, "quotes": [quote]}


@pytest.mark.parametrize(
    ("tag", "record", "holds"),
    [
        ("marks-guillemets", document("राव ने कहा, «चलो अब।»", "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("marks-guillemets", document("राव ने कहा, “चलो अब।”", "चलो", "अब।", mention="राव", cue="कहा"), False),
        ("marks-backticks", document("राव ने कहा, ``चलो अब।''", "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("marks-agency", document("राव ने कहा, ‘‘चलो अब।’’", "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("marks-single-curly", document("राव ने कहा, ‘‘चलो अब।’’", "चलो", "अब।", mention="राव", cue="कहा"), False),
        ("mixed-pair", document('राव ने कहा, “चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("missing-closer", document('राव ने कहा, "चलो अब।', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("missing-closer", document('राव ने कहा, "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), False),
        ("missing-opener", document('चलो अब।" राव ने कहा।', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("begins-inside", document('चलो अब।" राव ने कहा।', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("ends-inside", document('राव ने कहा, "चलो अब', "चलो", "अब", mention="राव", cue="कहा"), True),
        ("nested", document('राव ने कहा, "वह ‘जीवन’ पढ़ता है।"', "वह", "है।", mention="राव", cue="कहा"), True),
        ("glued", document('राव ने कहा,"चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("glued", document('राव ने कहा, "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), False),
        ("order-ki", document('राव ने कहा कि "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("kaha-ki", document('राव ने कहा की "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("order-colon", document('राव ने कहा: "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("order-dash", document("राव बोले- 'चलो अब।'", "चलो", "अब।", mention="राव", cue="बोले"), True),
        ("order-bole", document("राव बोले- 'चलो अब।'", "चलो", "अब।", mention="राव", cue="बोले"), True),
        ("order-after", document('"चलो अब," राव ने कहा।', "चलो", "अब,", mention="राव", cue="कहा"), True),
        ("order-after", document('राव ने कहा, "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), False),
        ("order-bakaul", document('बकौल राव, "चलो अब।"', "चलो", "अब।", mention="राव", cue="बकौल"), True),
        ("cue-nishana", document('राव ने निशाना साधते हुए कहा, "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा"), True),
        ("pronoun-inhonne", document('इन्होंने कहा, "चलो अब।"', "चलो", "अब।", mention="इन्होंने", cue="कहा", how="pronoun"), True),
        ("unmarked-dash", document("राव बोले- चलो अब", "चलो", "अब", kind="unmarked", mention="राव", cue="बोले"), True),
        ("measure-in-marks", document("वह 5'10\" लंबा है। राव ने कहा, “चलो।”", "चलो", "।", mention="राव", cue="कहा"), True),
        ("measure-in-marks", document("वह 5 फुट लंबा है। राव ने कहा, “चलो।”", "चलो", "।", mention="राव", cue="कहा"), False),
        ("nbsp", document("राव\u00a0ने कहा, “चलो।”", "चलो", "।", mention="राव", cue="कहा"), True),
        ("no-quotation", {"id": "a", "text": "‘आकाश’ योजना शुरू हुई।", "quotes": []}, True),
        ("no-quotation", {"id": "a", "text": "आकाश योजना शुरू हुई।", "quotes": []}, False),
    ],
)
def test_found(tag, record, holds):
    assert (tag in tags.found(record)) is holds, tags.found(record)


def test_the_written_documents_carry_right_tags():
    assert [(r["id"], tags.faults(r)) for r in WRITTEN if tags.faults(r)] == []


def test_every_tag_stands_in_five_documents():
    assert tags.rare(WRITTEN) == []


def test_the_list_of_tags():
    assert set(tags.listed().values()) == {"rule", "read"}
    assert len(tags.listed()) > 90


def test_faults_name_the_tag():
    record = document('राव ने कहा कि "चलो अब।"', "चलो", "अब।", mention="राव", cue="कहा")
    record["tags"] = sorted({*tags.found(record), "nbsp", "whatever"} - {"order-ki"})
    assert tags.faults(record) == [("a tag of tags.tsv", "whatever"), ("the tag order-ki", "none"), ("no tag nbsp", "one")]
    assert tags.faults({**record, "tags": ["b", "a"]}) == [("tags, sorted, each once", "['b', 'a']")]
