"""Tier, programmes and amounts from the words of eligibility.md 5 and the lines of policy.yaml."""

from decimal import Decimal


def tier_of(held: set[str], determined: str, policy: dict) -> tuple[str, set[str]]:
    severe = {line["code"] for line in policy["categories"] if line["tier"] == "severe"} & held
    if severe:
        return "severe", severe
    return (determined, {"determined"}) if determined else ("", set())


def findings_of(held: set[str], determined: str, policy: dict) -> set[str]:
    tiers = {line["code"]: line["tier"] for line in policy["categories"]}
    locked = {line["code"] for line in policy["categories"] if line.get("locked")}
    found = set()
    if held & locked and determined == "general":
        found.add("tier_low")
    if held and not determined and all(tiers[code] is None for code in held):
        found.add("needs_determination")
    return found


def newest(lines: list[dict], term: str) -> dict | None:
    def at(code: str) -> int:
        return int(code[:4]) * 2 + (code[4] == "A")

    begun = [line for line in lines if at(line["from"]) <= at(term)]
    return max(begun, key=lambda line: at(line["from"])) if begun else None


def grounds_of(programme: dict, child: dict, held: set[str], tier: str, tier_grounds: set[str]) -> set[str]:
    if programme["needs"] == "categories":
        listed = held & set(programme["categories"])
        return listed if tier else listed - {"DIS_STU"}
    if programme["needs"] == "documents":
        return set()
    grounds = set(tier_grounds)
    if "agriculture" in programme["needs"] and child["agriculture"]:
        grounds.add("agriculture")
    if "rural" in programme["needs"] and child["rural"]:
        grounds.add("rural")
    return grounds


def grants_of(child: dict, held: set[str], determined: str, policy: dict, term: str) -> list[tuple]:
    """(programme, tier, amount, waiver, grounds)"""
    tier, tier_grounds = tier_of(held, determined, policy)
    grants = []
    for programme in policy["programmes"]:
        if child["stage"] not in programme["stages"]:
            continue
        if "boarding" in programme and programme["boarding"] != child["boarding"]:
            continue
        if "grades" in programme and child["grade"] not in (newest(programme["grades"], term) or {"grades": []})["grades"]:
            continue
        grounds = grounds_of(programme, child, held, tier, tier_grounds)
        fitting = [
            rate
            for rate in programme["rates"]
            if rate.get("stage", child["stage"]) == child["stage"] and rate.get("tier", tier or "none") == (tier or "none")
        ]
        rate = newest(fitting, term)
        if grounds and rate:
            amount = f"{Decimal(str(rate['amount'])):.2f}"
            grants.append((programme["code"], tier, amount, programme.get("waiver", False), grounds))
    return grants
