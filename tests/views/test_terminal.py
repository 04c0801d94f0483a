import re

import pytest

from quotestance import Article, Quote
from quotestance.views import terminal
from quotestance.views.terminal import cell_width, render


def made(text, *quotes):
    return Article.from_dict({"text": text, "quotes": list(quotes)})


TEXT = 'शहर की महापौर कमला नेगी ने कहा, "नदी बोर्ड ने हमारा साथ दिया।" बैठक में सब चुप रहे।'
START = TEXT.index('"') + 1
QUOTE = {
    "start": START,
    "end": TEXT.rindex('"'),
    "speaker": {"name": "कमला नेगी", "how": "name", "mention": {"start": 14, "end": 23}, "type": "person", "score": 0.91},
    "cue": {"start": 27, "end": 30},
    "stances": [
        {
            "target": "नदी बोर्ड",
            "mention": {"start": START, "end": START + 9},
            "label": "favor",
            "scores": {"favor": 0.81, "against": 0.09, "neutral": 0.1},
            "evidence": [{"start": START + 19, "end": START + 22, "text": "साथ", "weight": 1.25}],
        },
        {"target": "सब", "label": None},
    ],
}
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [20, 40, 71, 72, 100, 200])
def test_no_line_is_wider_than_the_terminal(width):
    text = render(made(TEXT, QUOTE), color=False, width=width)
    assert max(map(cell_width, text.split("\n"))) <= width
    assert all(line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("width", [60, 120])
def test_everything_about_a_quotation_is_told(width):
    text = " ".join(render(made(TEXT, QUOTE), color=False, width=width).split())
    for part in ("⟦1 नदी बोर्ड", "कमला नेगी 0.91", "name कमला नेगी", "cue कहा", "+ favor नदी बोर्ड 0.81", "साथ +1.2", "? no label सब"):
        assert part in text


def test_color_adds_escape_codes_and_nothing_else():
    pytest.importorskip("rich")
    article = made(TEXT, QUOTE)
    coloured = render(article, color=True, width=100)
    assert "\x1b[" in coloured
    bare = ESCAPES.sub("", coloured)
    assert "\x1b" not in bare
    table = bare[bare.index("#  who") :]
    assert table.split() == render(article, color=False, width=100).split("\n\n", 1)[1].split()


def test_plain_has_no_escape_codes():
    assert "\x1b" not in render(made(TEXT, QUOTE), color=True, width=80, plain=True)


def test_without_rich_the_text_comes_plain(monkeypatch):
    monkeypatch.setattr(terminal, "_painter", lambda: None)
    article = made(TEXT, QUOTE)
    assert render(article, color=True, width=80) == render(article, color=False, width=80)


@pytest.mark.parametrize("bad", ["\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\x00", "\x7f", "\ud800", "\r"])
def test_control_characters_never_reach_the_terminal(bad):
    text = f'{bad} कमला{bad} बोलीं: "ठीक{bad} है"'
    quote = {
        "start": text.index('"') + 1,
        "end": len(text) - 1,
        "speaker": {"name": f"कमला{bad}", "how": "name", "mention": {"start": 0, "end": len(bad) + 5 + len(bad)}},
        "stances": [{"target": f"बोर्ड{bad}", "label": "against"}],
    }
    for color in (False, True):
        out = ESCAPES.sub("", render(made(text, quote), color=color, width=80))
        assert bad not in out
        out.encode()


def test_no_quotation():
    assert render(made("कल बारिश होगी।"), color=True, width=80).endswith("No quotation found.\n")


def test_a_word_wider_than_the_line_is_cut_before_no_vowel_sign():
    lines = render(made("कि" * 60), color=False, width=20).split("\n")
    assert all(cell_width(line) <= 20 for line in lines)
    assert not any(line.startswith("ि") for line in lines)


@pytest.mark.parametrize(
    ("word", "cells"),  # as tmux and the C library's wcwidth have them
    [
        ("पुतिन", 4),
        ("व्लादिमीर", 8),
        ("सीरिया", 6),
        ("क्ष", 2),
        ("स्त्री", 4),
        ("हूँ", 1),
        ("राष्ट्रपति", 8),
        ("श्री\u200dमान", 6),
        ("中国", 4),
        ("", 0),
    ],
)
def test_cell_width(word, cells):
    assert cell_width(word) == cells


def test_columns_begin_at_the_same_cell():
    lines = render(made(TEXT, QUOTE), color=False, width=100).split("\n")
    head = next(i for i, line in enumerate(lines) if line.startswith("#"))
    column = cell_width(lines[head].split("stance toward")[0])
    for line in lines[head + 2 :]:
        if "favor" in line:
            assert cell_width(line.split("+ favor")[0]) == column


def test_crossing_and_empty_marks():
    text = "क ख ग घ च छ"
    article = Article(text, tuple(Quote(a, b, text[a:b]) for a, b in ((0, 6), (3, 9), (4, 4))))
    assert "⟦1" in render(article, color=False, width=80)
