"""Figures of a labelled corpus with matplotlib (extra ``plot``), in a font that has Devanagari."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..records import LABELS
from .counts import Records, Row, gather, matrix_rows, periods_between, speaker_rows, target_rows, time_rows
from .safety import harmless

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FontError", "devanagari_font", "figure"]

KINDS = ("speakers", "matrix", "time")
FONTS = (
    *("Noto Sans Devanagari", "Noto Serif Devanagari", "Mukta", "Hind", "Poppins", "Lohit Devanagari", "Nirmala UI", "Mangal"),
    *("Kohinoor Devanagari", "Devanagari MT", "Sarai", "Gargi", "Annapurna SIL", "FreeSans", "FreeSerif", "Arial Unicode MS"),
)
_COLOURS = {"favor": "#12703a", "against": "#b3261e", "neutral": "#b9bcc2"}
_HATCHES = {"favor": "", "against": "///", "neutral": ""}
_LETTERS = "कषिर्््ीँ"


class FontError(RuntimeError):
    """No installed font has Devanagari; the message says what to install."""


def devanagari_font() -> str:
    """Return the name of an installed font family that has Devanagari.

    Raises
    ------
    FontError
        Where matplotlib knows none.
    """
    from matplotlib import font_manager

    known = {entry.name: entry.fname for entry in reversed(font_manager.fontManager.ttflist)}
    for name in (*(f for f in FONTS if f in known), *sorted(n for n in known if "devanagari" in n.lower())):
        try:
            letters = font_manager.get_font(known[name]).get_charmap()
        except (OSError, RuntimeError):
            continue  # a broken or vanished file
        if all(ord(letter) in letters for letter in _LETTERS):
            return name
    raise FontError(
        "no installed font has Devanagari: install one (Debian, Ubuntu: apt-get install fonts-noto-core; Fedora: dnf install "
        "google-noto-sans-devanagari-fonts; others: https://fonts.google.com/noto/specimen/Noto+Sans+Devanagari), then remove matplotlib's "
        "font cache (matplotlib.get_cachedir()) and try again"
    )


def figure(
    records: Records,
    kind: Literal["speakers", "matrix", "time"] = "matrix",
    *,
    target: str | None = None,
    top: int = 12,
    aliases: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the numbers of the overview.

    matplotlib sets Devanagari with its conjuncts and reordered vowel signs only since release 3.11; an older one sets letter after letter,
    and a warning says so.

    Parameters
    ----------
    records, aliases
        As in `quotestance.views.report.tables`.
    kind
        ``"speakers"``: stances of the most quoted; ``"matrix"``: mean stance (against -1, favor +1) of speakers toward targets, with the
        number behind each cell; ``"time"``: stances toward ``target`` by period.
    target
        For ``"time"``; ``None``: the one most spoken of.
    top
        How many speakers and targets at most.

    Raises
    ------
    ImportError
        Where matplotlib is not installed.
    FontError
        Where no font has Devanagari.
    ValueError
        Where the kind or the target is not known, or there is nothing to draw.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
        from matplotlib.text import Text
    except ImportError as error:
        raise ImportError("figures need matplotlib: pip install 'quotestance[plot]'") from error
    if kind not in KINDS:
        raise ValueError(f"kind: expected one of {', '.join(KINDS)}, found {kind!r}")
    corpus = gather(records, aliases)
    if not corpus.stance_quote:
        raise ValueError("records: expected quotations with stances, found none")
    _warn_if_unshaped()
    with rc_context({"font.family": [devanagari_font(), "DejaVu Sans"], "axes.unicode_minus": False, "hatch.linewidth": 0.6}):
        drawn = Figure(figsize=(9, 5), layout="constrained")
        axes = drawn.subplots()
        if kind == "speakers":
            _speakers(axes, [r for r in speaker_rows(corpus) if r["n"]][:top])
        elif kind == "matrix":
            speakers = [r["speaker"] for r in speaker_rows(corpus) if r["n"]][:top]
            targets = [r["target"] for r in target_rows(corpus) if r["n"]][:top]
            _matrix(axes, matrix_rows(corpus), speakers, targets)
        else:
            rows = target_rows(corpus)
            name = target if target is not None else rows[0]["target"]
            if name not in {r["target"] for r in rows}:
                raise ValueError(f"target: expected one named in the records, found {name!r}")
            series = [r for r in time_rows(corpus) if r["target"] == name]
            if not series:
                raise ValueError("records: expected dates (a field 'date' such as 2024-05-17), found none")
            _time(axes, series, name, periods_between(series[0]["period"], series[-1]["period"], corpus.period))
        # Text is set when the figure is drawn, after this context: the family is kept in each text.
        for text in drawn.findobj(match=Text):
            text.set_fontfamily([devanagari_font(), "DejaVu Sans"])
    return drawn


def _warn_if_unshaped() -> None:
    import warnings

    import matplotlib

    release = tuple(int(part) for part in matplotlib.__version__.split(".")[:2])
    if release < (3, 11):
        warnings.warn(
            f"matplotlib {matplotlib.__version__} sets Devanagari letter after letter; 3.11 and later shape it", UserWarning, stacklevel=3
        )


def _stacked(axes: Any, rows: Sequence[Row], places: Sequence[int], across: bool) -> None:
    base = [0] * len(rows)
    for label in LABELS:
        sizes = [row[label] for row in rows]
        style = {"color": _COLOURS[label], "hatch": _HATCHES[label], "edgecolor": "white", "label": label}
        if across:
            axes.barh(places, sizes, left=base, **style)
        else:
            axes.bar(places, sizes, bottom=base, **style)
        base = [b + size for b, size in zip(base, sizes, strict=True)]
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)


def _speakers(axes: Any, rows: Sequence[Row]) -> None:
    _stacked(axes, rows, range(len(rows)), across=True)
    axes.set_yticks(range(len(rows)), [harmless(row["speaker"]) for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel("stances")


def _matrix(axes: Any, rows: Sequence[Row], speakers: Sequence[str], targets: Sequence[str]) -> None:
    cells = {(row["speaker"], row["target"]): row for row in rows if row["n"]}
    means = [[float("nan")] * len(targets) for _ in speakers]
    for i, speaker in enumerate(speakers):
        for j, target in enumerate(targets):
            row = cells.get((speaker, target))
            if row:
                means[i][j] = (row["favor"] - row["against"]) / row["n"]
                axes.text(j, i, f"{means[i][j]:+.1f}\nn {row['n']}", ha="center", va="center", fontsize=7)
    image = axes.imshow(means, cmap="RdBu", vmin=-1, vmax=1, aspect="auto", alpha=0.75)
    axes.figure.colorbar(image, ax=axes, label="mean stance: against −1, favor +1")
    axes.set_xticks(range(len(targets)), [harmless(t) for t in targets], rotation=35, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(speakers)), [harmless(s) for s in speakers])


def _time(axes: Any, rows: Sequence[Row], target: str, periods: Sequence[str]) -> None:
    # A period in which nobody spoke keeps its place: a pause must not look like steady talk.
    _stacked(axes, rows, [periods.index(row["period"]) for row in rows], across=False)
    step = max(1, len(periods) // 16)
    axes.set_xticks(range(0, len(periods), step), periods[::step], rotation=45, ha="right")
    axes.set_title(harmless(target))
    axes.set_ylabel("stances")
