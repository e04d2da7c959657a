"""One part of the policy's document read or replaced; a document in, a new document out, nothing is changed in place.

A part is named by its kind and its key: ("programmes", "CE_DAY"), ("categories", "LIFTED"), ("tiers", "severe"),
("rates", "CE_DAY|2024S|primary|"), ("grades", "VOC_GRANT|2025S"), ("shares", "CE_DAY|2019A") or
("parameters", "risk_removed").
"""

from collections.abc import Sequence
from copy import deepcopy

NAMED = ("tiers", "categories", "programmes")  # lists of entries with a code, whose order counts
DATED = ("rates", "grades", "shares")  # lists within a programme, each entry from a term on
PARTS = (*NAMED, *DATED, "parameters")
PARAMETERS = ("risk_removed",)
FIRST = "-"  # `after`: at the head of the list
Place = list[dict]


class NoSuchPart(LookupError):
    """The part is not in the document: it was never there or somebody has taken it out."""


class Taken(LookupError):
    """Another entry has this code, or this term, stage and tier, already."""


def key_of(part: str, entry: dict, programme: str = "") -> str:
    if part in NAMED:
        return str(entry["code"])
    own = ("from", "stage", "tier") if part == "rates" else ("from",)
    return "|".join([programme, *(entry.get(name) or "" for name in own)])


def read(document: dict, part: str, key: str) -> dict:
    """The entry itself; of a programme without its dated lists, which are parts of their own."""
    return {name: value for name, value in whole(document, part, key).items() if part != "programmes" or name not in DATED}


def whole(document: dict, part: str, key: str) -> dict:
    if part == "parameters":
        return {name: document.get(name) for name in PARAMETERS}
    place = _place(document, part, key)
    return deepcopy(place[_index(place, part, key)])


def has(document: dict, part: str, key: str) -> bool:
    try:
        read(document, part, key)
    except NoSuchPart:
        return False
    return True


def same(one: dict, other: dict, part: str, key: str) -> bool:
    """Whether both documents say the same of the part, or both have none."""
    return _or_none(one, part, key) == _or_none(other, part, key)


def _or_none(document: dict, part: str, key: str) -> dict | None:
    return read(document, part, key) if has(document, part, key) else None


def before(document: dict, part: str, key: str) -> str:
    """The code that stands before it, FIRST at the head: what `after` takes to leave it where it is."""
    codes = [entry["code"] for entry in document[part]]
    place = codes.index(key)
    return codes[place - 1] if place else FIRST


def add(document: dict, part: str, value: dict, programme: str = "", after: str = "") -> dict:
    """A new entry, a dated one in the programme named; last in its list unless `after` says where."""
    new = deepcopy(document)
    _refuse_taken(document, part, key_of(part, value, programme))
    place = _place(new, part, programme)
    place.append({**value, "rates": []} if part == "programmes" else dict(value))
    if part in NAMED and after:
        _move(place, value["code"], after)
    return new


def replace(document: dict, part: str, key: str, value: dict, after: str = "") -> dict:
    """The entry with other content; a programme keeps its dated lists, `after` '' leaves the entry where it stands."""
    new = deepcopy(document)
    if part == "parameters":
        return {**new, **{name: value[name] for name in PARAMETERS}}
    place = _place(new, part, key)
    index = _index(place, part, key)
    if key_of(part, value, _programme(key)) != key:
        _refuse_taken(document, part, key_of(part, value, _programme(key)))
    kept = {name: place[index][name] for name in DATED if part == "programmes" and name in place[index]}
    place[index] = {**value, **kept}
    if part in NAMED and after:
        _move(place, value["code"], after)
    return new


def remove(document: dict, part: str, key: str) -> dict:
    new = deepcopy(document)
    place = _place(new, part, key)
    del place[_index(place, part, key)]
    return new


def _refuse_taken(document: dict, part: str, key: str) -> None:
    if has(document, part, key):
        raise Taken(key)


def _programme(key: str) -> str:
    return key.partition("|")[0]


def _place(document: dict, part: str, key: str) -> Place:
    """The list in which the entry stands or would stand."""
    if part in NAMED:
        return document[part]
    for programme in document.get("programmes") or []:
        if part in DATED and programme["code"] == _programme(key):
            return programme.setdefault(part, [])  # only ever of a copy, or empty
    raise NoSuchPart(key)


def _index(place: Sequence[dict], part: str, key: str) -> int:
    for number, entry in enumerate(place):
        if key_of(part, entry, _programme(key)) == key:
            return number
    raise NoSuchPart(key)


def _move(place: Place, code: str, after: str) -> None:
    entry = place.pop(_index(place, "tiers", code))
    codes = [each["code"] for each in place]
    at = codes.index(after) + 1 if after in codes else 0 if after == FIRST else len(place)
    place.insert(at, entry)
