import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.views.safety import harmless


@given(st.text(st.characters(exclude_categories=())))
def test_one_code_point_stands_for_one(text):
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert harmless(shown) == shown


@pytest.mark.parametrize("kept", ["क्‍ष", "क्‌ष", "ज़रूर", "दो\nपंक्तियाँ", "\u200f\u061c", "🙂"])
def test_what_a_text_needs_stays(kept):
    assert harmless(kept) == kept


@pytest.mark.parametrize("bad", ["\u202a", "\u202e", "\u2066", "\u2069", "\u0000", "\u001b", "\u0090", "\U000e0041"])
def test_what_harms_goes(bad):
    assert bad not in harmless(f"क{bad}ख")
