"""The tags of the written documents: which of the things that Hindi news does a document holds (``training/tags.tsv``).

Most follow from marks, offsets and words; `found` finds these and the check repeats it, so they cannot go stale. The others were set
by reading.

>>> text = "मीना राव ने कहा: «सड़क बनेगी।»"
>>> speaker = {"name": "मीना राव", "names": ["मीना राव"], "how": "name", "type": "person"}
>>> speaker["mention"] = {"start": 0, "end": 8, "text": "मीना राव"}
>>> cue = {"start": 12, "end": 15, "text": "कहा"}
>>> quote = {"start": 18, "end": 29, "text": text[18:29], "kind": "full", "speaker": speaker, "cue": cue, "stances": []}
>>> sorted(found({"id": "a", "text": text, "quotes": [quote]}))
['marks-guillemets', 'nukta-two', 'order-colon']
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from quotestance.text.folding import fold, name_key

from . import data

__all__ = ["LEAST", "faults", "found", "listed", "rare"]

LEAST = 5
"""Documents that hold a tag, at least."""

Record = dict[str, Any]

OPENERS = {'"': "marks-double", "“": "marks-double-curly", "'": "marks-single", "‘": "marks-single-curly", "«": "marks-guillemets"}
OPENERS |= {"``": "marks-backticks", "‘‘": "marks-agency", "''": "marks-agency", "„": "marks-double-curly", "”": "marks-double-curly"}
CLOSERS = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "``": "''", "‘‘": "’’", "''": "''"}
MARK = r"``|''|‘‘|’’|[\"“”„«»'‘’]"
BEFORE = re.compile(rf"({MARK})\s*$")
AFTER = re.compile(rf"^\s*[।.,!?]?\s*({MARK})")

CUES = {
    "cue-bataya": r"बता(या|ई|ए|ते|ती)|करार",
    "cue-poochha": r"पूछ|सवाल (किया|उठाया|दागा)",
    "cue-joda": r"जोड़",
    "cue-likha": r"लिख",
    "cue-tweet": r"ट्वीट|पोस्ट",
    "cue-dava": r"दाव[ाे]",
    "cue-aarop": r"आरोप",
    "cue-chetavani": r"चेता",
    "cue-nishana": r"निशान",
    "cue-tanj": r"तंज",
    "cue-palatvar": r"पलटवार",
    "cue-svikar": r"स्वीकार|कबूल|माना|मानते",
    "cue-khandan": r"खंडन|ख़?ारिज|इनकार|इंकार",
    "cue-aashvasan": r"आश्वासन|भरोसा",
    "cue-spasht": r"स्पष्ट|साफ़? (किया|कर|कहा)",
    "cue-dohraya": r"दोहरा",
}
WIDE = {"cue-nishana", "cue-tanj", "cue-palatvar", "cue-spasht", "cue-svikar", "cue-khandan", "cue-tweet"}
PRONOUNS = {
    "pronoun-unhonne": r"(उन्हों|उन(का|के|की|से)?$)",
    "pronoun-usne": r"(उसने|उस(का|के|की|से)?$)",
    "pronoun-inhonne": r"(इन्हों|इस(ने|का|के|की)|इन(का|के|की)|इन्होने)",
    "pronoun-ve": r"(वे|वह|वो|ये|यह)$",
}
TITLES = (
    "डॉ",
    "डा.",
    "श्री",
    "श्रीमती",
    "सुश्री",
    "प्रो",
    "प्रोफेसर",
    "प्रोफ़ेसर",
    "पंडित",
    "मौलाना",
    "कर्नल",
    "जनरल",
    "न्यायमूर्ति",
    "जस्टिस",
    "मेजर",
    "कैप्टन",
)
TITLES_AFTER = ("जी", "साहब", "साहेब", "महोदय", "महाराज")
POINTING = {
    "यह",
    "ये",
    "वह",
    "वे",
    "इस",
    "इन",
    "उस",
    "उन",
    "इसे",
    "इन्हें",
    "उसे",
    "उन्हें",
    "इसका",
    "इसके",
    "इसकी",
    "उनका",
    "उनके",
    "उनकी",
    "उसका",
    "उसके",
    "उसकी",
}
POINTING |= {"इनका", "इनके", "इनकी", "आप", "आपने", "आपको", "आपका", "आपके", "आपकी", "तुम", "उन्होंने", "इन्होंने", "उसने", "इसने", "ऐसे", "ऐसी", "ऐसा"}
LETTERS = [
    "ए",
    "बी",
    "सी",
    "डी",
    "ई",
    "एफ",
    "जी",
    "एच",
    "आई",
    "जे",
    "के",
    "एल",
    "एम",
    "एन",
    "ओ",
    "पी",
    "क्यू",
    "आर",
    "एस",
    "टी",
    "यू",
    "वी",
    "डब्ल्यू",
    "एक्स",
    "वाई",
    "जेड",
]
ACRONYM = re.compile(rf"^(?:(?:{'|'.join(sorted(LETTERS, key=len, reverse=True))})\.?){{2,}}$")
SHORT = {"भाजपा", "बसपा", "सपा", "माकपा", "भाकपा", "राकांपा", "इसरो", "नाटो", "यूनेस्को", "मनरेगा", "एम्स", "ट्राई", "सेबी", "नासा", "जदयू", "राजद"}


@lru_cache(maxsize=1)
def listed() -> dict[str, str]:
    """Return every tag with how it is set: ``rule`` or ``read``."""
    rows = (line.split("\t") for line in (data.HERE / "tags.tsv").read_text("utf-8").splitlines() if line and line[0] != "#")
    return {tag: how for tag, how, _ in rows}


def found(record: Record) -> set[str]:
    """Return the tags of a full record that follow from its marks, offsets and words."""
    text, quotes = record["text"], record["quotes"]
    out = set(_text_tags(text, quotes))
    surnames: dict[str, set[str]] = {}
    for k, q in enumerate(quotes):
        out |= set(_mark_tags(text, q)) | set(_order_tags(text, quotes, k)) | set(_speaker_tags(text, q)) | set(_target_tags(q))
        name = q["speaker"]["name"]
        if name and q["speaker"]["type"] == "person" and " " in name_key(name):
            surnames.setdefault(name_key(name).split()[-1], set()).add(name_key(name))
    if any(len(names) > 1 for names in surnames.values()):
        out.add("same-surname")
    if any(_interrupted(text, a, b) for a, b in itertools.pairwise(quotes)):
        out.add("interrupted")
    return out


def _text_tags(text: str, quotes: list[Record]) -> Iterator[str]:
    tests = {
        "apostrophe": r"(?<=[A-Za-z])['’](?=[A-Za-z])|\d['’](?=[\s\d]|$)|(?<=\s)['’]\d\d\b",
        "measure-in-marks": r"\d['’]\s?\d+\s?([\"”]|''|’’)|\d\s?(\"|”|'')(?=\s)",
        "nukta-one": "[\u0958-\u095f]",
        "nukta-two": "[कखगजडढफय]\u093c",
        "chandrabindu": "\u0901",
        "joiner": "[\u200c\u200d]",
        "nbsp": "\u00a0",
        "pipe-danda": r"\|",
        "full-stop-danda": r"[\u0904-\u0939\u093e-\u094c]{2}\.[\"”'’»]*(\s|$)",
        "devanagari-digits": "[०-९]",
        "stray-space": r"  |\s[।,](\s|$)",
    }
    for tag, pattern in tests.items():
        if re.search(pattern, text):
            yield tag
    if "\n" not in text.strip() and len(re.findall(r"[।.|?!]", text)) >= 3:
        yield "one-line"
    if not quotes and re.search(MARK, text):
        yield "no-quotation"


def _mark_tags(text: str, q: Record) -> Iterator[str]:
    start, end, words = q["start"], q["end"], q["text"]
    line = text.rfind("\n", 0, start) + 1
    before, after = BEFORE.search(text[line:start]), AFTER.search(text[end : text.find("\n", end) if "\n" in text[end:] else len(text)])
    if q["kind"] == "unmarked":
        if not text[:start].strip() or "\n" not in text[:end]:
            yield "unmarked-headline"
        if re.search(r"[-–—]\s*$", text[:start]):
            yield "unmarked-dash"
        if re.search(r":\s*$", text[:start]) or re.match(r"\s*:", text[end:]):
            yield "unmarked-colon"
        return
    opening, closing = before and before[1], after and after[1]
    if opening in OPENERS:
        yield OPENERS[opening]
    if opening and closing and CLOSERS.get(opening) != closing:
        yield "mixed-pair"
    if re.search(r"\"\"|““|””|«\s?«|»\s?»|“\"|\"”|\"“", text[max(0, start - 2) : start] + "x" + text[end : end + 3]):
        yield "doubled-mark"
    if before and line + before.start() > line and text[line + before.start() - 1] not in " \t\u00a0(-–—\n" + "\"“”'‘’":
        yield "glued"
    if closing and re.match(rf"\s*[।.,!?]?\s*({MARK})+[\u0904-\u0939A-Za-z]", text[end:]):
        yield "glued"
    if opening and not closing:
        yield "missing-closer"
        if not text[end:].strip():
            yield "ends-inside"
    if closing and not opening:
        yield "missing-opener"
        if not text[:start].strip():
            yield "begins-inside"
    if "\n" in words:
        yield "over-lines"
        if re.search(r"\n\s*[\"“'‘«`]", words):
            yield "paragraphs-reopen"
    if re.search(r"[\"“”«»‘’']", re.sub(r"\n\s*[\"“'‘«`]+|(?<=[A-Za-z])['’](?=[A-Za-z])", "", words)):
        yield "nested"


def _interrupted(text: str, a: Record, b: Record) -> bool:
    mention = a["speaker"]["mention"]
    between = text[a["end"] : b["start"]]
    return (
        bool(mention)
        and a["end"] <= mention["start"] < b["start"]
        and mention == b["speaker"]["mention"]
        and not re.search(r"[।\n|]", between[3:])
    )


def _sentence_break(text: str) -> bool:
    return bool(re.search(r"[।|?!\n]|[\u0904-\u0939\u093e-\u094c]{2}\.\s", text))


def _order_tags(text: str, quotes: list[Record], k: int) -> Iterator[str]:
    q = quotes[k]
    mention, cue, how = q["speaker"]["mention"], q["cue"], q["speaker"]["how"]
    if how == "implicit":
        yield "implicit"
        if k and q["speaker"]["name"] and q["speaker"]["name"] == quotes[k - 1]["speaker"]["name"]:
            yield "continued"
    if cue:
        words = cue["text"]
        # the word that gives the cue its colour often stands before कहा: तंज कसते हुए कहा
        wide = re.split(r"[।\n|]", text[max(0, cue["start"] - 40) : cue["start"]])[-1] + words
        for tag, pattern in CUES.items():
            if re.search(pattern, wide if tag in WIDE else words):
                yield tag
        if cue["end"] <= q["start"]:
            between = text[cue["end"] : q["start"]]
            bare = re.sub(MARK, "", between).strip()
            if bare in ("कि", "कि,"):
                yield "order-ki"
            elif bare in ("की", "की,"):
                yield "kaha-ki"
            elif bare in (",", ":", "-", "–", "—", ":-"):
                yield {",": "order-comma", ":": "order-colon", ":-": "order-colon"}.get(bare, "order-dash")
        if re.search(r"बोल[ेाी]ं?$", words):
            yield "order-bole"
        if re.search(r"अनुसार|मुताबि[कक़]", words):
            yield "order-accordingly"
        if re.search(r"कहना", words):
            yield "order-kahna"
        if re.search(r"बकौल|बक़ौल", words):
            yield "order-bakaul"
    elif mention:
        yield "cue-none"
    if not mention:
        return
    if mention["start"] >= q["end"]:
        yield "order-after"
    elif _sentence_break(text[mention["end"] : q["start"]]):
        yield "speaker-before"
    if cue and mention["end"] <= cue["start"]:
        between = text[mention["end"] : cue["start"]]
        if re.match(r"\s*ने\s", between) and len(between.split()) >= 4 and cue["end"] <= q["start"]:
            yield "words-between"


def _speaker_tags(text: str, q: Record) -> Iterator[str]:
    speaker = q["speaker"]
    name, mention, kind = speaker["name"], speaker["mention"], speaker["type"]
    if name is None:
        yield "no-speaker"
        return
    words = name.split()
    if kind == "person":
        if len(words) == 1:
            yield "name-one-word"
        if len(words) >= 4 and not any(w in ["का", "के", "की", "ने", "से", "में"] for w in words):
            yield "name-four-words"
        forms = [*speaker["names"], *([mention["text"]] if mention else [])]
        if any(
            re.search(r"(^|\s)([\u0904-\u0939\u093e-\u094d]{1,3}\.\s?){2,}|(^|\s)(?!डॉ|श्री|प्रो|पं)[\u0904-\u0939\u093e-\u094c]{1,2}\.\s", f)
            for f in forms
        ):
            yield "initials"
        if any(f.split()[0].rstrip(".") in {t.rstrip(".") for t in TITLES} for f in forms):
            yield "title-before"
        if any(f.split()[-1] in TITLES_AFTER and len(f.split()) > 1 for f in forms):
            yield "title-after"
        if speaker["how"] == "description":
            yield "description"
    if re.search("[A-Za-z]{3}", name):
        yield "latin-name"
    if kind in ("organisation", "group", "unnamed"):
        yield {"organisation": "organisation", "group": "crowd", "unnamed": "source"}[kind]
    if len(speaker["names"]) >= 3:
        yield "many-forms"
    if speaker["how"] == "pronoun" and mention:
        for tag, pattern in PRONOUNS.items():
            if re.match(pattern, mention["text"]):
                yield tag


def _target_tags(q: Record) -> Iterator[str]:
    for s in q["stances"]:
        if s["mention"] is None:
            yield "target-meant"
            continue
        words, target = s["mention"]["text"], s["target"]
        if words.split()[0] in POINTING:
            yield "target-pronoun"
        elif f" {name_key(words)} " in f" {name_key(target)} " and name_key(words) != name_key(target):
            yield "target-short"
        elif fold(words) != fold(target) and _stem(words) == _stem(target):
            yield "target-oblique"
        for form in (words, target):
            if ACRONYM.match(form.split()[0]) or form.split()[0] in SHORT or re.match(r"[A-Z]{2,}\b", form):
                yield "target-acronym"


def _stem(words: str) -> str:
    return re.sub(r"(ियों|ियां|ों|ों|ें|े|ा|ी|ि|ं)(?=\s|$)", "", fold(words))


def faults(record: Record) -> list[tuple[str, str]]:
    """Return ``(expected, found)`` where a record's tags are not in the list, not sorted, or not those that the rules find."""
    tags = record.get("tags")
    if not isinstance(tags, list) or tags != sorted(set(tags)):
        return [("tags, sorted, each once", repr(tags)[:60])]
    out = [("a tag of tags.tsv", t) for t in tags if t not in listed()]
    by_rule = {t for t in tags if listed().get(t) == "rule"}
    right = found(record)
    out += [(f"the tag {t}", "none") for t in sorted(right - by_rule)]
    return out + [(f"no tag {t}", "one") for t in sorted(by_rule - right)]


def rare(records: Iterable[Record]) -> list[tuple[str, int]]:
    """Return the tags that fewer than `LEAST` documents have, with their counts."""
    counts = Counter(t for r in records for t in r.get("tags", []))
    return [(tag, counts[tag]) for tag in listed() if counts[tag] < LEAST]
