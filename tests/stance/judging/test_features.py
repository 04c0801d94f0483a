"""Columns of the features: numbered once, complete for the tables; words by region; masked names."""

import pytest

from quotestance import Quote
from quotestance.stance.forms import noun_types
from quotestance.stance.judging.columns import NAMES, NUMBERS, REGIONS, TARGET_TYPES
from quotestance.stance.judging.features import features, words_of
from quotestance.stance.judging.lexicon import Lexicon, pack
from quotestance.stance.judging.view import View
from quotestance.stance.words import grammar
from quotestance.text import Document

LEXICON = Lexicon(
    pack(
        [("शानदार", "approval"), ("विफल", "disapproval"), ("भ्रष्टाचार", "bad")],
        [("ने", "धोखा दिया", "against", "deed"), ("पर", "भरोसा", "favor", "speaker")],
    )
)


def told(text, target, start=0, end=None, kind="full"):
    end = len(text) if end is None else end
    return features(View(Document(text), Quote(start, end, text[start:end], kind), LEXICON), target)


def names(row):
    return {NAMES[c] for c in row.columns}


def test_every_feature_has_one_column():
    assert len(set(NAMES)) == len(NAMES)


def test_every_type_of_the_tables_has_columns():
    assert set(noun_types().values()) == set(TARGET_TYPES)
    marked = {n.removeprefix("k:") for n in NAMES if n.startswith("k:") and n.count(":") == 1}
    assert set(grammar().values()) - {"particle"} == marked


@pytest.mark.parametrize(
    ("text", "target", "holds", "lacks"),
    [
        ("नदी मोर्चा ने धोखा दिया", "नदी मोर्चा", {"F:against:deed", "role:agent", "mentions:1"}, {"F:against!"}),
        ("नदी मोर्चा पर भरोसा नहीं है", "नदी मोर्चा", {"F:favor!", "Fr:favor!:on", "k:negation:n"}, {"F:favor"}),
        ("हम विफल रहे", "नदी मोर्चा", {"P:D", "P:D:m", "mentions:0"}, {"P:D:n", "role:bare"}),
        ("नदी मोर्चा आया। सब शानदार है।", "नदी मोर्चा", {"O:A", "sum:rest:1", "sum:clause:0"}, {"R:A:bare"}),
        ("नदी मोर्चा ने शानदार काम किया", "नदी मोर्चा", {"R:A:agent", "R1:A", "S:agent:1"}, {"O:A"}),
        ("भ्रष्टाचार कानून आया", "भ्रष्टाचार कानून", {"own:B", "type:law:n", "all:n:0"}, {"P:B"}),
    ],
)
def test_what_a_passage_says_of_a_target(text, target, holds, lacks):
    found = names(told(text, target))
    assert holds <= found
    assert not lacks & found


def test_words_by_region_without_the_target():
    text = 'सीमा ने नदी मोर्चा पर कहा, "कल नदी मोर्चा ने धोखा दिया।" बैठक हुई।'
    start = text.index("कल")
    row = told(text, "नदी मोर्चा", start, text.index('।"') + 1)
    assert dict(zip(REGIONS, row.regions, strict=True)) == {
        "quotation": ["कल", "ने", "धोखा", "दिया", "।"],
        "after": ["ने", "धोखा", "दिया", "।"],
        "before": ["कल"],
        "context": ["सीमा", "ने", "पर", "कहा", "बैठक", "हुई"],
        "tail": ["ने", "धोखा", "दिया"],
        "outside": ["पर", "कहा", ","],
    }
    assert row.spans == [(8, 10)]


@pytest.mark.parametrize("text", ["", "।", "नदी", "नदी मोर्चा " * 50, "-" * 30, "नहीं।" * 40])
def test_any_text_gives_features(text):
    row = told(text, "नदी मोर्चा")
    assert len(row.numbers) == len(NUMBERS)
    assert len(row.regions) == len(REGIONS)


def test_words_of_a_feature():
    view = View(Document("काम शानदार रहा"), Quote(0, 14, "काम शानदार रहा"), LEXICON)
    assert words_of(view, "P:A:n") == words_of(view, "w:शानदार") == [1]
    assert words_of(view, "P:D") == words_of(view, "role:agent") == []
