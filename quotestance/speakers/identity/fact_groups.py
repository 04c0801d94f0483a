"""The facts that follow from what is measured of a candidate, spelled out group by group.

They are made for training, and in the library once a key: what is kept then is the sum of their weights.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..words.classes import word

__all__ = ["Key", "facts_of"]

Key = tuple[Any, ...]
"""The name of a group of facts and the values from which they follow."""


def facts_of(key: Key) -> list[str]:
    """Return the facts that follow from a key."""
    return _GROUPS[key[0]](*key[1:])


def _new(nearness: int) -> list[str]:
    return ["s-", f"s-new{nearness}"]


def _speaker(
    rank: int,
    d: int,
    line: bool,
    count: int,
    streak: int,
    style: str,
    new: int,
    acting: int,
    own: bool,
    kind: str,
    number: str,
    form: str,
    before: str,
) -> list[str]:
    s = f"s{rank}"
    out = [s, f"{s}d{d}", f"{s}l{line}", f"sc{count}", f"{s}streak{streak}", f"{s}{style}", f"{s}new{new}", f"{s}subj{acting}own{own}"]
    out.append(f"t{kind}n{number}")
    if form != "-":
        out += [f"t{kind}d{form}", f"same{before}{number}", f"{s}same{before}{number}"]
    return out


def _absent(rank: int, mode: str, subjects: int) -> list[str]:
    return [f"m-{rank}", f"sub-{mode}", f"sub-{subjects}"]


def _role(role: str, far: int, mode: str, form: str, order: int, spoke: bool, style: str, nearness: int) -> list[str]:
    near = f"d{far}"
    return [
        f"r{role}{near}",
        f"r{mode}{role}{near}",
        f"r{style}{role}{near}",
        f"r{role}o{order}{near}",
        f"r{near}{mode}",
        f"r{role}{form}",
        f"r{role}{form}{min(far, 1) if far < 6 else far}{spoke}",
        f"rn{nearness}{spoke}",
        f"rn{nearness}{style}",
        f"rn{nearness}{role}{near}",
        f"since{spoke}{role}",
    ]


def _subject(subjects: int, mode: str, spoke: bool, rank: int, far: int, tellers: int, form: str) -> list[str]:
    return ["sub-", f"sub-{mode}{spoke}", f"sub-{subjects}", *_tells(rank, far, tellers, mode, spoke, form)]


def _subjects(rank: int, far: int, mode: str, spoke: bool, case: str, told: int, told_far: int, tellers: int, form: str) -> list[str]:
    r = min(rank, 3)
    return [
        f"sub{min(rank, 4)}",
        f"sub{r}d{min(far, 3)}",
        f"sub{r}{mode}{spoke}",
        f"sub{min(rank, 2)}{case}{form}d{min(far, 2)}",
        *_tells(told, told_far, tellers, mode, spoke, form),
    ]


def _tells(rank: int, far: int, tellers: int, mode: str, spoke: bool, form: str) -> list[str]:
    tel = f"tel{rank}d{far}"
    return [f"tel{rank}", tel, f"{tel}{mode}{spoke}", f"{tel}{form}", f"tel{rank}of{tellers}"]


def _word(w: str) -> list[str]:
    # Dead ends: the word itself (0.345 for 0.345 nats a pronoun); how often it stands before ने or में in plain text, which says nothing
    # beyond its class; the gender of given names, counted in plain text by the verbs that agree with them, for the few quotations whose
    # own words show the speaker's (0.356 for 0.358 nats, no more right).
    return [f"x{w[-3:]}", f"f{word(w).fine}"]


def _after(case: str, after: str) -> list[str]:
    return [f"a{case}{after}"]


def _before(fine: int) -> list[str]:
    return [f"lf{fine}"]


def _kind(body: int, name: int, full: bool, spoke: bool, role: str) -> list[str]:
    kind = f"kind{body}{name}"
    return [f"body{body}", f"name{name}", kind, f"{kind}{full}", f"{kind}{spoke}", f"{kind}{role}"]


def _left(left: str, like: bool, noun: str, full: bool, role: str) -> list[str]:
    return [f"prev{left}{like}{noun}", f"full{full}{role}"]


def _class(noun: str, case: str, number: str, since: bool, spoke: bool, full: bool, often: int, most: bool) -> list[str]:
    out = [f"n{noun}{case}", f"n{noun}num{number}", f"since{since}{spoke}{case}", f"full{full}{noun}{spoke}"]
    return [*out, f"oft{often}", f"most{most}", f"most{most}{spoke}"]


def _acts(acts: int, says: int, within: int, respected: bool, surname: bool, case: str, spoke: bool, mode: str) -> list[str]:
    person = f"person{says > 0}{respected}{surname}{within > 0}"
    return [
        f"acts{acts}{case}",
        f"acts{acts}q{spoke}",
        f"acts{mode}{acts}q{spoke}",
        f"says{says}",
        person,
        person + case,
    ]


def _match(
    same: bool | None, shown: str, number: str, plural: int, inside: bool, me: bool, spoke: bool, links: int, linked: bool | str
) -> list[str]:
    out = [f"num{number}{plural}", f"inq{inside}{spoke}", f"inq{inside}{me}"]
    out += [f"links{links}{spoke}", f"linked{linked}", f"linked{linked}{spoke}"]
    if shown:
        out += ["gender-"] if same is None else [f"gender{same}", f"gender{same}{shown}"]
    return out


def _none(mode: str, speakers: int, gap: int | str, others: int, at: int, before: str, form: str) -> list[str]:
    out = ["none", f"none{speakers}", f"noneg{gap}", f"nonec{others}", f"nonep{at}", f"noneb{before}"]
    if form != "-":
        out.append(f"none{form}")
    return out + [mode + x for x in out]


_GROUPS: dict[str, Callable[..., list[str]]] = {
    "new": _new,
    "speaker": _speaker,
    "absent": _absent,
    "role": _role,
    "subject": _subject,
    "subjects": _subjects,
    "word": _word,
    "after": _after,
    "before": _before,
    "kind": _kind,
    "left": _left,
    "class": _class,
    "acts": _acts,
    "match": _match,
    "none": _none,
}
