"""An article as HTML: a self-contained page, or a fragment for notebooks.

Nothing is fetched from anywhere. Marks overlap freely, so they are not nested: the text is laid out in stretches
(`quotestance.views.layers`), each of which says in ``data-q`` whose quotation it is and in ``data-tie`` whose mention or cue.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from ..records import Article, Quote, Stance
from ..text.folding import name_key
from .layers import Stretch, stretches
from .templates import esc, fill_page, load

__all__ = ["fragment", "page"]

HUES = 8  # classes speaker-0 … speaker-7 in article.css
SIGNS = {"favor": "▲", "against": "▼", "neutral": "●", None: "?"}
LEGEND = (
    "Hover over a quotation, or move to its number with the Tab key: the words that name the speaker and the reporting words light up. "
    "▲ favor, ▼ against, ● neutral, ? no label; figures are probabilities. Escape shows everybody again."
)
EXCERPT = 160  # code points of a quotation shown on its card


def page(articles: Iterable[Article], *, title: str | None = None) -> str:
    """Return one self-contained HTML page with articles and their quotations.

    Parameters
    ----------
    articles
        The articles, in the order in which they are shown.
    title
        Of the page; ``None``: says how many quotations there are.

    Returns
    -------
    str
        HTML in which everything from the articles is escaped; it fetches nothing.

    Examples
    --------
    >>> from quotestance import Article
    >>> html = page([Article.from_dict({"text": 'वह बोली: "<b>"', "quotes": [{"start": 10, "end": 13}]})])
    >>> "&lt;b&gt;" in html, "<b>" in html
    (True, False)
    """
    articles = list(articles)
    speakers = _Speakers(articles)
    count = sum(len(a.quotes) for a in articles)
    heading = title if title is not None else f"{count} {'quotation' if count == 1 else 'quotations'}"
    body = [
        '<header class="bar"><div class="line">',
        f'<h1><bdi>{esc(heading)}</bdi></h1><button type="button" class="tool" id="theme" lang="en">theme</button></div>',
        *_speaker_list(speakers, count),
        "</header><main>",
        f'<p class="legend" lang="en">{LEGEND}</p>',
    ]
    for number, article in enumerate(articles):
        body += _document(article, str(number), speakers, heading=True)
    body.append("</main>")
    return fill_page(
        title=heading,
        kind="page",
        styles=("base.css", "article.css", "page.css"),
        scripts=("theme.js", "page.js"),
        body="\n".join(body),
    )


def fragment(article: Article) -> str:
    """Return an article as an HTML fragment for a notebook, without any script.

    Hover and focus are done by style rules of this article alone, since notebooks run no script of an output they do not trust.

    Examples
    --------
    >>> from quotestance import Article
    >>> "<script" in fragment(Article("कल बारिश होगी।"))
    False
    """
    # Ids must not meet those of another output of the same notebook.
    prefix = "x" + hashlib.sha256(repr(article).encode("utf-8", "backslashreplace")).hexdigest()[:10]
    speakers = _Speakers([article])
    rules = "".join(_hover_rule(prefix, number) for number in range(len(article.quotes)))
    style = load("base.css") + load("article.css") + rules
    return "\n".join(
        [f'<div class="quotestance notebook" id="{prefix}"><style>{style}</style>', *_document(article, prefix, speakers), "</div>"]
    )


def _hover_rule(prefix: str, number: int) -> str:
    key = f"{prefix}-{number}"
    seen = f'#{prefix}:has([data-q~="{key}"]:is(:hover, :focus))'
    return (
        f'\n{seen} .text [data-tie~="{key}"] {{ background: var(--strong); color: var(--on-strong); outline: 2px solid var(--ink); }}'
        f'\n{seen} .text .quotation[data-q~="{key}"] {{ background: hsl(var(--h) 85% 55% / .3); }}'
    )


class _Speakers:
    """The speakers of a page, numbered as they come; forms of one name that differ in spelling or honorific are one speaker."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.names: list[str | None] = []
        self.counts: Counter[int] = Counter()
        self._numbers: dict[str | None, int] = {}
        for article in articles:
            for quote in article.quotes:
                self.counts[self.number(quote)] += 1

    def number(self, quote: Quote) -> int:
        name = quote.speaker.name if quote.speaker else None
        key = None if name is None else name_key(name) or name
        if key not in self._numbers:
            self._numbers[key] = len(self.names)
            self.names.append(name)
        return self._numbers[key]

    def style(self, number: int) -> str:
        return f"speaker-{number % HUES}"

    def letter(self, number: int) -> str:
        letters = ""
        number += 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


def _speaker_list(speakers: _Speakers, count: int) -> Iterator[str]:
    if not count:
        return
    yield '<ul class="speakers" aria-label="Speakers: show only these">'
    yield f'<li><button type="button" class="all" aria-pressed="true" lang="en">everybody {count}</button></li>'
    for number, name in enumerate(speakers.names):
        yield (
            f'<li><button type="button" class="{speakers.style(number)}" data-speaker="{number}" aria-pressed="false">'
            f'<span class="letter">{speakers.letter(number)}</span> {_name(name)} '
            f'<span class="quiet">{speakers.counts[number]}</span></button></li>'
        )
    yield '</ul><p class="quiet" id="status" role="status" aria-live="polite" lang="en"></p>'


def _name(name: str | None) -> str:
    return '<i lang="en">not identified</i>' if name is None else f"<bdi>{esc(name)}</bdi>"


def _document(article: Article, prefix: str, speakers: _Speakers, *, heading: bool = False) -> Iterator[str]:
    yield f'<article class="document" id="d{prefix}">'
    if heading and article.id is not None:
        yield f"<h2><bdi>{esc(article.id)}</bdi></h2>"
    yield '<div class="text" lang="hi">'
    yield _text(article, prefix, speakers)
    yield "</div>"
    yield '<ol class="cards" aria-label="Quotations">'
    for number, quote in enumerate(article.quotes):
        yield _card(number, quote, prefix, speakers)
    if not article.quotes:
        yield '<li class="quiet" lang="en">No quotation found.</li>'
    yield "</ol></article>"


def _text(article: Article, prefix: str, speakers: _Speakers) -> str:
    out = ["<p>"]
    for stretch in stretches(article):
        for number in stretch.opens:
            out.append(_number(number, article.quotes[number], prefix, speakers))
        attributes = _attributes(stretch, article, prefix, speakers)
        lines = article.text[stretch.start : stretch.end].split("\n")
        for i, line in enumerate(lines):
            if i:
                out.append("</p>\n<p>")
            if line:
                out.append(f"<span{attributes}>{esc(line)}</span>" if attributes else esc(line))
    out.append("</p>")
    return "".join(out).replace("<p></p>\n", "")


def _number(number: int, quote: Quote, prefix: str, speakers: _Speakers) -> str:
    who = speakers.number(quote)
    key = f"{prefix}-{number}"
    spoken = quote.speaker.name if quote.speaker and quote.speaker.name is not None else "not identified"
    return (
        f'<a class="number {speakers.style(who)}" id="n{key}" href="#c{key}" data-q="{key}" data-by="{who}" aria-describedby="c{key}" '
        f'aria-label="{number + 1}: {esc(spoken)}">{number + 1}{speakers.letter(who)}</a>'
    )


def _attributes(stretch: Stretch, article: Article, prefix: str, speakers: _Speakers) -> str:
    classes: dict[str, None] = {}
    inside: dict[str, None] = {}
    ties: dict[str, None] = {}
    by: dict[str, None] = {}
    for mark in stretch.marks:
        quote = article.quotes[mark.quote]
        key = f"{prefix}-{mark.quote}"
        if mark.role == "quotation":
            if inside:
                classes["crossing"] = None
            inside[key] = None
            who = speakers.number(quote)
            by[str(who)] = None
            # The one that began last lies on top.
            classes = {name: None for name in classes if not name.startswith("speaker-")}
            classes[speakers.style(who)] = None
        elif mark.role in ("mention", "cue"):
            ties[key] = None
        else:
            classes[quote.stances[mark.item].label or "abstained"] = None
        classes[mark.role] = None
    if not classes:
        return ""
    out = f' class="{" ".join(classes)}"'
    for attribute, values in (("data-q", inside), ("data-tie", ties), ("data-by", by)):
        if values:
            out += f' {attribute}="{" ".join(values)}"'
    return out


def _card(number: int, quote: Quote, prefix: str, speakers: _Speakers) -> str:
    who = speakers.number(quote)
    key = f"{prefix}-{number}"
    speaker = quote.speaker
    told: list[str] = []
    if speaker:
        if speaker.type != "unknown":
            told.append(f'<span lang="en">{esc(speaker.type)}</span>')
        mention = f" <bdi>{esc(speaker.mention.text)}</bdi>" if speaker.mention else ""
        told.append(f'<span lang="en">{esc(speaker.how)}</span>{mention}')
    if quote.cue:
        told.append(f'<span lang="en">cue</span> <bdi>{esc(quote.cue.text)}</bdi>')
    told.append(f'<span lang="en">{esc(quote.kind)}</span>{_figure(quote.score)}')
    said = quote.text if len(quote.text) <= EXCERPT else quote.text[:EXCERPT].rsplit(" ", 1)[0] + " …"
    stances = "".join(map(_chip, quote.stances))
    return (
        f'<li class="card {speakers.style(who)}" id="c{key}" data-q="{key}" data-by="{who}" tabindex="0">'
        f'<p class="who"><a class="number" href="#n{key}" tabindex="-1" aria-hidden="true">{number + 1}{speakers.letter(who)}</a>'
        f"{_name(speaker.name if speaker else None)}{_figure(speaker.score if speaker else None)}</p>"
        f'<p class="quiet">{" · ".join(told)}</p><p class="said">{esc(said)}</p>'
        + (f'<ul class="stances" aria-label="Stance toward">{stances}</ul>' if stances else "")
        + "</li>"
    )


def _figure(score: float | None) -> str:
    return "" if score is None else f' <span class="quiet" title="probability">{score:.2f}</span>'


def _chip(stance: Stance) -> str:
    label = stance.label or "abstained"
    score = stance.scores[stance.label] if stance.scores is not None and stance.label is not None else None
    title = ""
    if stance.scores is not None:
        title = ' title="' + ", ".join(f"{name} {value:.2f}" for name, value in stance.scores.items()) + '"'
    because = ""
    if stance.evidence:
        words = sorted(stance.evidence, key=lambda e: -abs(e.weight))[:5]
        because = '<span class="because">' + ", ".join(f"<bdi>{esc(e.text)}</bdi>&nbsp;{e.weight:+.1f}" for e in words) + "</span>"
    return (
        f'<li class="chip {label}"{title}><span class="label" lang="en"><span aria-hidden="true">{SIGNS[stance.label]}</span> '
        f"{label}</span> <bdi>{esc(stance.target)}</bdi>{_figure(score)}{because}</li>"
    )
