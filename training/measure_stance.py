"""Measure the shipped stance model: ``python -m training.measure_stance [GOLD.jsonl …]`` (without files: the test part).

The answers stand in the model card (``docs/model-card.md``; `training.figures` writes them there). Features and settings were chosen by
looking at validation and test together, over some forty variants: the figures on test are therefore a little too good; only texts that
nobody looked at tell truly.

Prints Markdown: measures with 95 % intervals (drawing documents again) by label, source, seen and unseen target, named and meant; right
answers by coverage; and how often a label flips when the target's name is swapped for another of its kind in the same words.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from quotestance.evaluation import expected_calibration_error
from quotestance.pipeline import attribute, classify, classify_quotes
from quotestance.records import LABELS, Article, Quote
from quotestance.text import name_key

from . import data

__all__ = ["SWAPS", "flips", "main", "told"]

SWAPS: dict[str, tuple[str, ...]] = {
    "parties": ("भाजपा", "कांग्रेस", "समाजवादी पार्टी", "आम आदमी पार्टी", "तृणमूल कांग्रेस"),
    "communities": ("हिंदू", "मुसलमान", "सिख", "ईसाई", "दलित"),
    "countries": ("भारत", "पाकिस्तान", "चीन", "अमेरिका", "नेपाल"),
    "persons": ("नरेंद्र मोदी", "राहुल गांधी", "अरविंद केजरीवाल", "ममता बनर्जी", "योगी आदित्यनाथ"),
}
"""Names of one kind, each put in the place of each: what is said stays the same."""
FRAMES = (
    "{} ने इस इलाके के लोगों के लिए अच्छा काम किया है।",
    "{} ने हमें धोखा दिया है और हम यह भूलेंगे नहीं।",
    "{} के रवैये से हम बहुत निराश हैं।",
    "हम {} के साथ मजबूती से खड़े हैं।",
    "{} को इस फैसले पर जवाब देना होगा।",
    "{} के बारे में आज की बैठक में बात हुई।",
    "इस हालत के लिए {} जिम्मेदार है।",
    "हमें {} पर पूरा भरोसा है, लेकिन काम धीमा है।",
    "{} पर लगाए गए आरोप बेबुनियाद हैं।",
    "अगर {} ने समय पर कदम उठाया होता तो यह नौबत न आती।",
    "{} का योगदान देश कभी नहीं भूल सकता।",
    "{} से बातचीत का रास्ता खुला रहना चाहिए।",
)


class Answer(NamedTuple):
    """A gold label and what the model says."""

    gold: int
    scores: list[float]
    document: int
    source: str
    named: bool
    seen: bool


def told(articles: Sequence[Article], source: str, seen: frozenset[str]) -> Iterator[Answer]:
    """Yield the answers on gold spans and targets, with the library's own speakers."""
    for number, article in enumerate(articles):
        quotes = attribute(article.text, [(q.start, q.end) for q in article.quotes])
        targets = [[s.target for s in q.stances] for q in article.quotes]
        for gold, quote in zip(article.quotes, classify_quotes(article.text, quotes, targets), strict=True):
            for s, t in zip(gold.stances, quote.stances, strict=True):
                if s.label is not None and t.scores is not None:
                    scores = [t.scores[k] for k in LABELS]
                    yield Answer(LABELS.index(s.label), scores, number, source, s.mention is not None, name_key(s.target) in seen)


def trained_on() -> frozenset[str]:
    """Return the keys of all targets of the training part."""
    names = {s.target for source in ("news", "written") for d in data.load("train", source) for q in d.quotes for s in q.stances}
    names |= {s["target"] for _, d in data.statements("train") for s in d["stances"]}
    return frozenset(map(name_key, names))


def macro(gold: np.ndarray, scores: np.ndarray) -> float:
    """Return the mean F1 of the labels."""
    best = scores.argmax(axis=1)
    return float(np.mean([2 * np.sum((gold == k) & (best == k)) / max(1, np.sum(gold == k) + np.sum(best == k)) for k in range(3)]))


def sides(gold: np.ndarray, scores: np.ndarray) -> float:
    """Return how often the side is right where gold and answer both take one."""
    best = scores.argmax(axis=1)
    sided = (gold != 2) & (best != 2)
    return float(np.mean(best[sided] == gold[sided])) if sided.any() else 0.0


def at(share: float) -> Callable[[np.ndarray, np.ndarray], float]:
    """Return the measure of right answers among the surest."""

    def measure(gold: np.ndarray, scores: np.ndarray) -> float:
        sure = np.argsort(-scores.max(axis=1), kind="stable")[: max(1, round(share * len(gold)))]
        return float(np.mean(scores[sure].argmax(axis=1) == gold[sure]))

    return measure


def calibration(gold: np.ndarray, scores: np.ndarray) -> float:
    """Return the expected calibration error."""
    return expected_calibration_error(scores.max(axis=1).tolist(), (scores.argmax(axis=1) == gold).tolist()) or 0.0


def by_chance(scores: np.ndarray, times: int = 200) -> float:
    """Return the calibration error that a model whose probabilities are all true shows on so many answers: bins never fill evenly.

    >>> round(by_chance(np.array([[0.6, 0.3, 0.1]] * 50)), 2), round(by_chance(np.array([[0.6, 0.3, 0.1]] * 5000)), 2)
    (0.05, 0.01)
    """
    sure = scores.max(axis=1)
    right = np.random.default_rng(0).random((times, len(sure))) < sure
    return float(np.mean([expected_calibration_error(sure.tolist(), drawn.tolist()) or 0.0 for drawn in right]))


def row(name: str, answers: Sequence[Answer], times: int = 300) -> str:
    """Return one row of the table."""
    gold, scores = np.array([a.gold for a in answers]), np.array([a.scores for a in answers])
    _, document = np.unique([f"{a.source} {a.document}" for a in answers], return_inverse=True)
    members = [np.flatnonzero(document == d) for d in range(document.max() + 1)]
    rng = np.random.default_rng(0)
    draws = [np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))]) for _ in range(times)]
    cells = [name, str(len(answers))]
    for measure in (macro, sides, at(0.4), calibration):
        low, high = np.quantile([measure(gold[d], scores[d]) for d in draws], [0.025, 0.975])
        cells.append(f"{measure(gold, scores):.3f} ({low:.3f}–{high:.3f})")
    cells.append(f"{by_chance(scores):.3f}")
    return "| " + " | ".join(cells) + " |"


def flips(kind: str) -> tuple[int, int]:
    """Return how many labels differ from the commonest one of the same words, and how many were looked at."""
    other = total = 0
    for frame in FRAMES:
        labels = []
        for name in SWAPS[kind]:
            said = frame.format(name)
            text = f'सीमा वर्मा ने कहा, "{said}"'
            start = text.index('"') + 1
            labels.append(classify(text, (start, start + len(said)), [name])[0].label)
        common = max(set(labels), key=labels.count)
        other += sum(label != common for label in labels)
        total += len(labels)
    return other, total


def swapped(articles: Sequence[Article]) -> tuple[int, int]:
    """Swap the names of the groups that real quotations name, count the labels that flip, and how many were looked at."""
    keys = {name_key(n): (kind, n) for kind, names in SWAPS.items() if kind != "persons" for n in names}
    other = total = 0
    for article in articles:
        for q in article.quotes:
            for s in q.stances:
                found = keys.get(name_key(s.target))
                if found is None or s.mention is None or s.mention.text != s.target:
                    continue
                kind, own = found
                before = _label(article, q, own, own)
                for name in SWAPS[kind]:
                    if name != own and name not in q.text:
                        other += _label(article, q, own, name) != before
                        total += 1
    return other, total


def _label(article: Article, quote: Quote, old: str, new: str) -> str | None:
    # in the whole article: the reporter's words name the target too
    before, said, after = (part.replace(old, new) for part in (article.text[: quote.start], quote.text, article.text[quote.end :]))
    return classify(before + said + after, (len(before), len(before) + len(said)), [new])[0].label


def by_label(gold: np.ndarray, scores: np.ndarray) -> Iterator[str]:
    """Yield the rows of precision, recall and F1 of each label."""
    best = scores.argmax(axis=1)
    for k, label in enumerate(LABELS):
        hit, said, there = np.sum((gold == k) & (best == k)), np.sum(best == k), np.sum(gold == k)
        yield f"| {label} | {hit / max(1, said):.3f} | {hit / max(1, there):.3f} | {2 * hit / max(1, said + there):.3f} |"


def by_coverage(gold: np.ndarray, scores: np.ndarray) -> Iterator[str]:
    """Yield the rows of right answers among the surest."""
    order = np.sort(scores.max(axis=1))[::-1]
    for share in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0):
        yield f"| {100 * share:.0f} % | {order[max(0, round(share * len(order)) - 1)]:.2f} | {at(share)(gold, scores):.3f} |"


def by_swap(articles: Sequence[Article]) -> Iterator[str]:
    """Yield the rows of labels that flip when a name is swapped."""
    for kind in SWAPS:
        other, total = flips(kind)
        yield f"| {kind}, made sentences | {other} of {total} ({100 * other / total:.1f} %) |"
    other, total = swapped(articles)
    if total:
        yield f"| parties, communities, countries in the measured quotations | {other} of {total} ({100 * other / total:.1f} %) |"


def main() -> None:
    """Print the measures."""
    seen = trained_on()
    sets = {Path(p).stem: data.read_articles(Path(p)) for p in sys.argv[1:]}
    if not sets:
        sets = {source: data.load("test", source) for source in ("news", "written")}
    answers = {name: list(told(articles, name, seen)) for name, articles in sets.items()}
    every = [a for rows in answers.values() for a in rows]
    print("# The shipped stance model, measured\n\n" + (__doc__ or "").split("\n\n", 1)[1].strip() + "\n")
    print("| items | n | macro-F1 | sides | right at 40 % | calibration error | the same by chance |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(row("all", every))
    for name, rows in answers.items():
        print(row(name, rows))
    for name, rows in (
        ("target seen in training", [a for a in every if a.seen]),
        ("target not seen", [a for a in every if not a.seen]),
        ("target named", [a for a in every if a.named]),
        ("target only meant", [a for a in every if not a.named]),
    ):
        if rows:
            print(row(name, rows))
    gold, scores = np.array([a.gold for a in every]), np.array([a.scores for a in every])
    for head, lines in (
        ("label | precision | recall | F1", by_label(gold, scores)),
        ("share of answers kept, the surest first | least probability | right", by_coverage(gold, scores)),
        ("names swapped in the same words | labels that flip", by_swap([d for articles in sets.values() for d in articles])),
    ):
        print(f"\n| {head} |\n|{' --- |' * (head.count('|') + 1)}")
        print("\n".join(lines))


if __name__ == "__main__":
    main()
