"""Which record is about which child, surely or perhaps: every record against every child (eligibility.md 3)."""

from tests.oracle.cells import same_name


def person_key(child: dict) -> str:
    return child["id"] or child["registry"]


def level(record: dict, child: dict) -> int:
    """1-4, or 0 where nothing speaks for the pair."""
    names = record["name"] == same_name(child["name"])
    if record["id"] and record["id"] == child["id"]:
        return 1 if names else 2
    one_missing = not record["id"] or not child["id"]
    if names and record["name"] and one_missing and record["born"] and record["born"] == child["born"]:
        return 3
    registry = child["registry"]
    if record["id"] and child["id"] and registry[0] == "G" and registry[1:] == record["id"]:
        return 4
    return 0


def pairs(record: dict, children: list[dict]) -> dict[str, tuple[int, dict]]:
    """Person -> (lowest level, the child it was found on); a sure match leaves no other."""
    found: dict[str, tuple[int, dict]] = {}
    for child in children:
        at = level(record, child)
        if at and at < found.get(person_key(child), (9, {}))[0]:
            found[person_key(child)] = (at, child)
    sure = {key: pair for key, pair in found.items() if pair[0] == 1}
    return sure or found
