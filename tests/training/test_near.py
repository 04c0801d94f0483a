import pytest

from training.near import groups, near_copies, sequences

STORY = (
    "जल निगम ने बुधवार को बताया कि पूर्वी मोहल्लों में पाइप बदलने का काम अगले सप्ताह से शुरू होगा और दो महीने चलेगा "
    "तथा इस बीच पानी सुबह छह से आठ बजे तक ही मिलेगा जिसके लिए टैंकर भी लगाए जाएंगे"
)
OTHER = "मुक्केबाज ने सेमीफाइनल में पहले दौर से ही बढ़त बना ली थी और तीसरे दौर में रेफरी ने मुकाबला रोक कर उसे विजेता घोषित किया"


@pytest.mark.parametrize(
    ("label", "a", "b", "near"),
    [
        ("the same", STORY, STORY, True),
        ("other marks and spaces", STORY, STORY.replace(" ", "  ").replace("होगा", "होगा,"), True),
        ("another first line, shortened", STORY, "राज्य ब्यूरो। " + STORY[:120], True),
        ("two stories", STORY, OTHER, False),
        ("one shared phrase", STORY, OTHER + " अगले सप्ताह से शुरू होगा", False),
    ],
)
def test_near_copies(label, a, b, near):
    assert bool(near_copies({"a": a, "b": b})) is near


def test_what_stands_in_many_documents_is_furniture():
    footer = " यह समाचार एजेंसी की फीड से बिना किसी बदलाव के प्रकाशित किया गया है"
    texts = {f"d{i}": " ".join(f"शब्द{i}क{j}" for j in range(30)) + footer for i in range(14)}
    assert near_copies(texts) == []


def test_groups_join_through_a_third():
    tail = " ".join(f"शेष{j}" for j in range(30))
    texts = {"a": STORY, "b": STORY + " " + tail, "c": tail, "d": OTHER}
    assert groups(texts) == [["a", "b", "c"]]


def test_a_short_text_is_one_sequence():
    assert sequences("बस इतना") == {"बस इतना"}
