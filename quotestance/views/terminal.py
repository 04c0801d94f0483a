"""The answer in a terminal: the article with its quotations marked and numbered, then a table of who said what for or against whom.

Colours come from ``rich`` where it is installed (extra ``cli``). The columns do not: rich counts a vowel sign that takes a cell of its
own (का, सी) as none, so its tables come apart on Hindi. Measured in tmux, as in most terminals:
सीरिया takes 6 cells (rich: 3), व्लादिमीर 8 (rich: 5; ``wcwidth.wcswidth``, which joins conjuncts: 7). The sum over the code points is right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from ..records import Article, Quote, Stance
from .layers import Stretch, speaker_order, stretches
from .safety import harmless

__all__ = ["cell_width", "render"]

Painter = Callable[[str, str], str]
Piece = tuple[str, str]  # text, style

SIGNS = {"favor": "+", "against": "−", "neutral": "○", None: "?"}
LABEL_STYLES = {"favor": "green", "against": "red", "neutral": "dim", None: "dim"}
SPEAKER_STYLES = ("cyan", "yellow", "magenta", "green", "blue", "red")
EXCERPT = 90  # code points of a quotation shown in the table
STACKED_BELOW = 72  # cells; a narrower terminal gets blocks in the place of columns
MIN_WIDTH = 20


def render(article: Article, *, color: bool, width: int, plain: bool = False) -> str:
    """Return an article and its quotations as text for a terminal.

    Parameters
    ----------
    article
        The article; control characters in it are shown as pictures, never sent.
    color
        Whether to use colours; needs ``rich``, without it the text comes plain.
    width
        Cells a line; at least 20 are used.
    plain
        No escape code at all, whatever ``color`` says.

    Returns
    -------
    str
        Lines without trailing white space, ending in a line feed.

    Examples
    --------
    >>> from quotestance import Article
    >>> article = Article.from_dict({"text": 'सीता बोलीं: "हम राम के साथ हैं।"', "quotes": [{"start": 13, "end": 31,
    ...     "speaker": {"name": "सीता", "how": "name", "mention": {"start": 0, "end": 4}}, "cue": {"start": 5, "end": 10},
    ...     "stances": [{"target": "राम", "label": "favor"}]}]})
    >>> print(render(article, color=False, width=60))
    सीता बोलीं: "⟦1 हम राम के साथ हैं।⟧"
    <BLANKLINE>
    1  सीता
       name सीता, cue बोलीं
       हम राम के साथ हैं।
       + favor   राम
    <BLANKLINE>
    """
    width = max(width, MIN_WIDTH)
    paint = _painter() if color and not plain else None
    lines = _article_lines(article, width, paint)
    lines.append("")
    if not article.quotes:
        lines.append("No quotation found.")
    elif width < STACKED_BELOW:
        for number, quote in enumerate(article.quotes):
            lines += _block(number, quote, article, width, paint)
    else:
        lines += _table(article, width, paint)
    return "\n".join(lines).rstrip("\n") + "\n"


@lru_cache(maxsize=1 << 12)
def _char_width(char: str) -> int:
    category = unicodedata.category(char)
    if category == "Mc":  # a vowel sign beside its letter has a cell; releases of wcwidth differ on it
        return 1
    try:
        from wcwidth import wcwidth
    except ImportError:
        if category in ("Mn", "Me", "Cf"):
            return 0
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return max(0, int(wcwidth(char)))


def cell_width(text: str) -> int:
    """Return how many cells of a terminal a text takes.

    >>> cell_width("सीरिया"), cell_width("हूँ"), cell_width("असद")
    (6, 1, 3)
    """
    return sum(map(_char_width, text))


def _painter() -> Painter | None:
    try:
        from rich.color import ColorSystem
        from rich.style import Style
    except ImportError:
        return None

    @lru_cache(maxsize=256)
    def style(name: str) -> Style:
        return Style.parse(name)

    # The sixteen colours that every terminal has and its user has chosen: they suit light and dark grounds alike.
    return lambda text, name: style(name).render(text, color_system=ColorSystem.STANDARD) if name else text


def _article_lines(article: Article, width: int, paint: Painter | None) -> list[str]:
    shown = harmless(article.text)
    order = speaker_order(article)
    pieces: list[Piece] = []
    for stretch in stretches(article):
        style = _stretch_style(stretch, article, order) if paint else ""
        for number in stretch.opens:
            pieces.append((f"{number + 1}" if paint else f"⟦{number + 1} ", _speaker_style(article.quotes[number], order) + " reverse"))
            if paint:
                pieces.append((" ", style))
        pieces.append((shown[stretch.start : stretch.end], style))
        if not paint:
            pieces.extend(("⟧", "") for _ in stretch.closes)
    return [_painted(line, paint) for line in _wrap(pieces, width)]


def _speaker_style(quote: Quote, order: dict[str | None, int]) -> str:
    name = quote.speaker.name if quote.speaker else None
    return SPEAKER_STYLES[order[name] % len(SPEAKER_STYLES)]


def _stretch_style(stretch: Stretch, article: Article, order: dict[str | None, int]) -> str:
    words: list[str] = []
    for mark in stretch.marks:
        if mark.role == "quotation":
            words.append(_speaker_style(article.quotes[mark.quote], order))
        elif mark.role == "mention":
            words += [_speaker_style(article.quotes[mark.quote], order), "underline"]
        elif mark.role == "cue":
            words.append("italic")
        elif mark.role == "target":
            words.append("bold")
    colours = [w for w in words if w in SPEAKER_STYLES]
    return " ".join([*colours[-1:], *dict.fromkeys(w for w in words if w not in SPEAKER_STYLES)])


def _wrap(pieces: Iterable[Piece], width: int) -> list[list[Piece]]:
    """Break styled text into lines at spaces, and inside a word only where it is wider than a line, never before a vowel sign."""
    lines: list[list[Piece]] = [[]]
    room = width
    word: list[Piece] = []
    length = 0

    def place() -> None:
        nonlocal room, word, length
        if length > room and lines[-1]:
            _trim(lines[-1])
            lines.append([])
            room = width
        for text, style in word:
            start = 0
            for i, char in enumerate(text):
                size = _char_width(char)
                if size > room and not unicodedata.category(char).startswith("M"):
                    lines[-1].append((text[start:i], style))
                    lines.append([])
                    start, room = i, width
                room -= size
            lines[-1].append((text[start:], style))
        word, length = [], 0

    for text, style in pieces:
        start = 0
        for i, char in enumerate(text):
            if char not in " \n":
                continue
            if i > start:
                word.append((text[start:i], style))
                length += cell_width(text[start:i])
            place()
            start = i + 1
            if char == "\n":
                _trim(lines[-1])
                lines.append([])
                room = width
            elif lines[-1] and room > 0:
                lines[-1].append((" ", style))
                room -= 1
        if start < len(text):
            word.append((text[start:], style))
            length += cell_width(text[start:])
    place()
    _trim(lines[-1])
    return lines


def _trim(line: list[Piece]) -> None:
    while line and not line[-1][0].strip():
        line.pop()


def _painted(line: Sequence[Piece], paint: Painter | None) -> str:
    if paint is None:
        return "".join(text for text, _ in line).rstrip()
    joined: list[list[str]] = []
    for text, style in line:
        if joined and joined[-1][1] == style:
            joined[-1][0] += text
        else:
            joined.append([text, style])
    return "".join(paint(text, style) for text, style in joined if text)


def _one_line(text: str) -> str:
    return " ".join(harmless(text).split())


def _excerpt(text: str) -> str:
    line = _one_line(text)
    if len(line) <= EXCERPT:
        return line
    cut = line.rfind(" ", 0, EXCERPT)
    return line[: cut if cut > 0 else EXCERPT] + " …"


def _who(quote: Quote, style: str) -> list[list[Piece]]:
    """Return the lines of the speaker: the name, then how the text tells it."""
    speaker = quote.speaker
    name = _one_line(speaker.name) if speaker and speaker.name else "speaker not identified"
    score = f" {speaker.score:.2f}" if speaker and speaker.score is not None else ""
    told: list[str] = []
    if speaker:
        told.append(f"{speaker.how} {_one_line(speaker.mention.text)}" if speaker.mention else speaker.how)
    if quote.cue:
        told.append(f"cue {_one_line(quote.cue.text)}")
    lines: list[list[Piece]] = [[(name, f"bold {style}" if speaker and speaker.name else "dim"), (score, "dim")]]
    if told:
        lines.append([(", ".join(told), "dim")])
    return lines


def _stance(stance: Stance) -> list[Piece]:
    style = LABEL_STYLES[stance.label]
    pieces = [(f"{SIGNS[stance.label]} {stance.label or 'no label':<7} ", style), (_one_line(stance.target), "bold")]
    if stance.scores is not None and stance.label is not None:
        pieces.append((f" {stance.scores[stance.label]:.2f}", "dim"))
    if stance.evidence:
        words = sorted(stance.evidence, key=lambda e: -abs(e.weight))[:4]
        pieces.append((" (" + ", ".join(f"{_one_line(e.text)} {e.weight:+.1f}" for e in words) + ")", "dim"))
    return pieces


def _block(number: int, quote: Quote, article: Article, width: int, paint: Painter | None) -> list[str]:
    label = f"{number + 1}  "
    style = _speaker_style(quote, speaker_order(article))
    cells = [*_who(quote, style), [(_excerpt(quote.text), "")], *map(_stance, quote.stances)]
    lines = [line for cell in cells for line in _wrap(cell, width - len(label))]
    return [(label if i == 0 else " " * len(label)) + _painted(line, paint) for i, line in enumerate(lines)] + [""]


def _table(article: Article, width: int, paint: Painter | None) -> list[str]:
    order = speaker_order(article)
    first = len(str(len(article.quotes)))
    rest = width - first - 6
    sizes = [first, rest * 26 // 100, rest * 36 // 100]
    sizes.append(rest - sizes[1] - sizes[2])
    heads = ["#".rjust(first), "who, and how we know", "said", "stance toward"]
    rule = "  ".join("─" * size for size in sizes)
    lines = [_row([[[(head, "bold")]] for head in heads], sizes, paint)[0], paint(rule, "dim") if paint else rule]
    for number, quote in enumerate(article.quotes):
        style = _speaker_style(quote, order)
        columns: list[list[list[Piece]]] = [
            [[(str(number + 1).rjust(first), f"{style} reverse" if paint else "")]],
            _who(quote, style),
            [[(_excerpt(quote.text), "")]],
            [_stance(s) for s in quote.stances] or [[("—", "dim")]],
        ]
        wrapped = [[line for cell in column for line in _wrap(cell, size)] for column, size in zip(columns, sizes, strict=True)]
        lines += [*_row(wrapped, sizes, paint), ""]
    return lines


def _row(columns: Sequence[Sequence[Sequence[Piece]]], sizes: Sequence[int], paint: Painter | None) -> list[str]:
    lines = []
    for i in range(max(map(len, columns))):
        out = ""
        for column, size in zip(columns, sizes, strict=True):
            line = column[i] if i < len(column) else []
            taken = sum(cell_width(text) for text, _ in line)
            out += _painted(line, paint) + " " * (size - taken + 2)
        lines.append(out.rstrip())
    return lines
