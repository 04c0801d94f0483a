"""The columns of the features of stance: every value that a family of yes-or-no features can take, numbered once at import.

A family is a feature with axes (the polarity after the target, by role); `quotestance.stance.judging.features.features` looks its columns
up by values, so that nothing is spelt out while labelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...records import KINDS as QUOTE_KINDS
from ...records import LABELS
from ...records import TYPES as SPEAKER_TYPES
from .lexicon import KINDS
from .view import CLASS_TAGS, FLIPS

__all__ = [
    "ALL",
    "CONTEXT",
    "CONTEXT_SUM",
    "FIRST",
    "FIRST_SIGN",
    "FRAME",
    "FRAME_KIND",
    "FRAME_NEAR",
    "FRAME_ROLE",
    "IN_CLAUSE",
    "KIND",
    "LAST",
    "MENTIONS",
    "NAMES",
    "NUMBERS",
    "OWN",
    "QUOTE",
    "REGIONS",
    "REST",
    "RIGHT",
    "ROLE",
    "ROLE_IS",
    "SIDE",
    "SIDES",
    "SPEAKER",
    "SUMS",
    "TAG",
    "TARGET_TYPES",
    "TENSE",
    "TOLD",
    "TOLD_FRAME_ROLE",
    "TOLD_KIND",
    "TOLD_ROLE",
    "TOLD_SIDE",
    "TOLD_TAG",
    "TOLD_WAY",
    "TYPE",
    "TYPE_SIDE",
]

NUMBERS = (
    "after", "before", "clause", "sentence", "rest", "all", "first_after", "last", "frame", "frame_speaker", "frame_deed", "frame_wish",
    "ctx_all", "ctx_frame", "ctx_clause", "own", "length", "mentions", "approval", "good", "agent_sign",
)  # fmt: skip
"""Names of the numeric features, in order."""
REGIONS = ("quotation", "after", "before", "context", "tail", "outside")
"""Regions whose words count: the quotation, what follows and precedes the target in its sentence, the reporter's words, the last words of
the target's sentence, what follows the target where the reporter names it."""
NAMES: list[str] = []
"""Names of the yes-or-no features, in the order of their columns."""
TARGET_TYPES = (
    "agreement", "court", "event", "evil", "force", "government", "group", "law", "media", "office", "organisation", "party", "place",
    "scheme",
)  # fmt: skip
"""Types of head nouns (``nouns.tsv``)."""

ROLE = {
    "ने": "agent", "द्वारा": "agent", "के द्वारा": "agent", "की ओर से": "agent", "की तरफ से": "agent", "के हाथों": "agent",
    "को": "obj", "का": "gen", "की": "gen", "के": "gen",
    "के खिलाफ": "opp", "के विरुद्ध": "opp", "के विरोध में": "opp", "के मुकाबले": "opp",
    "के साथ": "with", "के पक्ष में": "with", "के समर्थन में": "with", "के प्रति": "to", "के लिए": "for", "के हित में": "for",
    "पर": "on", "के ऊपर": "on", "से": "from", "में": "in", "की वजह से": "cause", "के कारण": "cause", "के चलते": "cause",
    "के नेतृत्व में": "lead", "के तहत": "lead", "के माध्यम से": "lead", "के जरिए": "lead", "0": "bare",
}  # fmt: skip
WAYS = ("n", "m")
"""The target is named, or only meant."""
ROLES = tuple(dict.fromkeys((*ROLE.values(), "other")))
TAGS = (*(tag + flip for tag in CLASS_TAGS[:4] for flip in FLIPS), *CLASS_TAGS[4:])
MARKED = ("negation", "before", "condition", "contrast", "clause", "question", "pronoun", "you", "we")
SIGNS = (-1, 0, 1)
LEVELS = range(-3, 4)
FRAMED = (*LABELS, *(label + "!" for label in LABELS))
TENSES = ("future", "past", "present", "चाहिए", "order", "other")


class _Levels(dict[Any, Any]):
    """Columns of a number that counts up to three both ways."""

    def __missing__(self, n: int) -> Any:
        return self[3 if n > 0 else -3]


def _family(name: str, *axes: Sequence[object]) -> Any:
    """Return the column of a feature, or where it has axes, a mapping of the values of the first to the columns of the rest."""
    if not axes:
        NAMES.append(name)
        return len(NAMES) - 1
    kind = _Levels if axes[0] is LEVELS else dict
    return kind((value, _family(f"{name}:{value}", *axes[1:])) for value in axes[0])


def _pairs(name: str, values: Sequence[str]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return, by the way the target is named, the two columns of each value: by itself, and with that way."""
    alone, both = _family(name, values), _family(name, values, WAYS)
    return {way: {value: (alone[value], both[value][way]) for value in values} for way in WAYS}


# the whole quotation: grammatical words, classes of words, sums of their signs
KIND, TAG = _pairs("k", MARKED), _pairs("P", TAGS)
ALL, LAST, SIDES = _family("all", WAYS, LEVELS), _family("last", WAYS, SIGNS), _family("sides", LEVELS, LEVELS)
SPEAKER, QUOTE = _pairs("sp", SPEAKER_TYPES), _pairs("kind", QUOTE_KINDS)
# the target: what it is, how often and in which role it is named
TYPE, OWN, MENTIONS = _pairs("type", TARGET_TYPES), _pairs("own", CLASS_TAGS[:4]), _family("mentions", range(4))
ROLE_IS, TENSE = _family("role", ROLES), _family("tense", TENSES, ROLES)
# the frame that its sentence puts it in: by kind, distance, role
FRAME, FRAME_KIND = _family("F", FRAMED), _family("F", FRAMED, KINDS)
FRAME_NEAR, FRAME_ROLE = _family("Fd", FRAMED, range(4)), _family("Fr", FRAMED, ROLES)
# what follows it in its sentence, what stands in its clause, what in the other sentences
RIGHT, FIRST, FIRST_SIGN = _family("R", TAGS, ROLES), _family("R1", TAGS), _family("R1", SIGNS, ROLES)
SIDE, TYPE_SIDE = _family("S", ROLES, LEVELS), _family("TS", (*TARGET_TYPES, "name"), LEVELS)
IN_CLAUSE, REST = _family("ck", (*MARKED, "end", "comma")), _family("O", TAGS)
SUMS = _family("sum", ("clause", "sentence", "rest"), LEVELS)
# the reporter's words, and what they say of the target
CONTEXT, CONTEXT_SUM, TOLD_TAG = _pairs("C", TAGS), _family("ctx", WAYS, LEVELS), _pairs("CR", TAGS)
TOLD_ROLE, TOLD_SIDE = _family("crole", WAYS, ROLES), _family("CS", WAYS, ROLES, LEVELS)
TOLD, TOLD_WAY = _family("CF", LABELS), _family("CF", LABELS, WAYS)
TOLD_KIND, TOLD_FRAME_ROLE = _family("CFk", LABELS, KINDS), _family("CFr", LABELS, ROLES)
