"""Measure mentions and entities on gold: ``python -m training.measure_entities [--errors]``.

Rows are document sets; columns are counts and shares: boundaries (given the last token of the gold mention), and the answer of `resolve`
given the gold mention's span, apart for name, description, pronoun, implicit; ``own-``: given the library's boundary instead. Speakers of
earlier quotations are the library's own answers. ``ece`` is over own boundaries, pronouns and quotations without mention.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path

from quotestance import Article
from quotestance.evaluation import expected_calibration_error, same_speaker
from quotestance.records import HOWS
from quotestance.speakers.identity.entities import Context, resolve
from quotestance.speakers.phrases.mentions import Mention, mention_ending_at
from quotestance.text import Document, name_key

from .data import HERE, load

__all__ = ["main", "measure"]


def gold_sets(which: str) -> dict[str, list[Article]]:
    """Return the document sets by name; ``which`` names them by comma."""
    out: dict[str, list[Article]] = {}
    for name in which.split(","):
        if name.startswith("dev-"):
            path = HERE.parent.parent / "shared" / "news" / f"{name}.jsonl"
            out[name] = [Article.from_dict(json.loads(line)) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        else:
            part, source = name.split("-")
            out[name] = load(part, source)
    return out


def measure(articles: list[Article], errors: bool = False) -> dict[str, tuple[int, int]]:
    """Return ``{column: (right, of)}``; prints each error where asked."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    scores: list[float] = []
    rights: list[bool] = []
    spent, quotations = 0.0, 0
    total = [0, 0]
    for article in articles:
        doc = Document(article.text)
        len(doc.words)
        spans = [(q.start, q.end) for q in article.quotes]
        earlier = []
        for q in article.quotes:
            sp = q.speaker
            if sp is None:
                continue
            keys = {name_key(n) for n in (sp.name or "", *sp.names)}
            mention = None
            if sp.mention is not None:
                first, last = doc.first_token(sp.mention.start), doc.last_token(sp.mention.end)
                if first < len(doc.starts) and doc.starts[first] >= sp.mention.end:
                    first = last  # glued to the word before
                first, last = min(first, last), max(first, last)
                mention = Mention(sp.mention.start, sp.mention.end, first, last, sp.how if sp.how != "implicit" else "name")
                if sp.how in ("name", "description"):
                    found = mention_ending_at(doc, last)
                    ok = found is not None and name_key(doc.text[found.start : found.end]) in keys
                    if found is not None:
                        own = resolve(doc, found, Context(q.start, q.end, earlier, spans))
                        own_right = same_speaker(sp, own)
                        scores.append(own.score or 0.0)
                        rights.append(own_right)
                        counts[f"own-{sp.how}"][0] += own_right
                    counts[f"own-{sp.how}"][1] += 1
                    counts[f"bound-{sp.how}"][0] += ok
                    counts[f"bound-{sp.how}"][1] += 1
                    if errors and not ok:
                        a, b = sp.mention.start, sp.mention.end
                        got = found and doc.text[found.start : found.end]
                        print(
                            f"BOUND {sp.how} …{doc.text[max(0, a - 40) : a]}⟦{doc.text[a:b]}⟧{doc.text[b : b + 12]}… got {got!r}".replace(
                                "\n", "⏎"
                            )
                        )
            began = time.perf_counter()
            said = resolve(doc, mention, Context(q.start, q.end, earlier, spans))
            spent += time.perf_counter() - began
            quotations += 1
            right = same_speaker(sp, said)
            counts[sp.how][0] += right
            counts[sp.how][1] += 1
            if sp.name is not None and sp.how in ("name", "description"):
                full = said.name is not None and name_key(said.name) == name_key(sp.name)
                counts[f"full-{sp.how}"][0] += full
                counts[f"full-{sp.how}"][1] += 1
                if errors and not full:
                    shown = f"gold {sp.name!r} {list(sp.names)} got {said.name!r} {list(said.names)}"
                    print(f"FULL {sp.how} {sp.mention and sp.mention.text!r} {shown}")
                mine = {name_key(n) for n in said.names}
                counts["names-found"][0] += len(mine & keys)
                counts["names-found"][1] += len(keys)
                counts["names-right"][0] += len(mine & keys)
                counts["names-right"][1] += len(mine)
            if said.type == sp.type:
                counts["type"][0] += 1
            counts["type"][1] += 1
            total[0] += right
            total[1] += 1
            if sp.how in ("pronoun", "implicit"):
                scores.append(said.score or 0.0)
                rights.append(right)
            if errors and not right:
                m = sp.mention and sp.mention.text
                before = doc.text[max(0, q.start - 150) : q.start].replace("\n", "⏎")
                print(f"WHO {sp.how} {m!r} gold {sp.name!r} {list(sp.names)} got {said.name!r} {said.score} …{before}")
            earlier.append(q.with_(speaker=said))
    counts["all"] = total
    out = {k: (v[0], v[1]) for k, v in counts.items()}
    out["ece×1000"] = (round(1000 * (expected_calibration_error(scores, rights) or 0)), 1000)
    out["µs"] = (round(1e6 * spent / max(1, quotations)), 1)
    return out


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--sets", default="validation-news,validation-written,test-news,test-written,dev-native,dev-translated")
    args = parser.parse_args()
    columns = [
        "bound-name",
        "bound-description",
        "own-name",
        "own-description",
        *HOWS,
        "full-name",
        "full-description",
        "names-found",
        "names-right",
        "type",
        "all",
        "ece×1000",
        "µs",
    ]
    print("\t".join(["set".ljust(18), *columns]))
    for name, articles in gold_sets(args.sets).items():
        row = measure(articles, args.errors)
        cells = []
        for c in columns:
            right, of = row.get(c, (0, 0))
            cells.append(str(right) if c == "µs" else f"{right / of:.3f}/{of}" if of else "-")
        print("\t".join([name.ljust(18), *cells]))


if __name__ == "__main__":
    main()
