"""Children on the farm list who sit in no school of the county: what the comparison should say of each."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from aid_portal.demo import hardship
from aid_portal.demo.county import County
from aid_portal.demo.people import Child
from aid_portal.demo.releases import person_number
from aid_portal.demo.rosters import age_on

HEADINGS = ("term", "person_number", "name", "code", "proof_school", "proof_checked_on")
AGE_DAY = {"2022S": date(2021, 8, 31), "2022A": date(2022, 8, 31)}
SCHOOLS_ELSEWHERE = ("宝鸡市渭滨区经二路小学", "宝鸡市金台区实验小学", "西安市未央区方新小学", "岐山县凤鸣镇小学")
PROVEN = 0.6


def absent_children(county: County, term: str) -> Iterator[tuple[Child, str]]:
    """With the code of eligibility.md section 6 before any proof is checked; those it leaves out are not told."""
    placed = {place.child.number for place in county.places[term]}
    for home in county.homes:
        if hardship.on_list(home, hardship.RELEASES[term]):
            for child in home.children:
                code = _code(age_on(AGE_DAY[term], child.born))
                if code and child.number not in placed and not child.dead:
                    yield child, code


def _code(age: int) -> str:
    if age >= 18 or age < 3:
        return ""
    return "PRESCHOOL" if age < 6 else "SUSPECT" if age < 15 else "NOT_ENROLLED"


def write(county: County, terms: tuple[str, ...], path: Path) -> None:
    """Also which of them bring a proof of schooling elsewhere, from which school, checked on which day."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADINGS)
        for term in terms:
            for child, code in absent_children(county, term):
                proven = child.away == "elsewhere" and code == "SUSPECT" and child.need < PROVEN
                school = SCHOOLS_ELSEWHERE[child.number % len(SCHOOLS_ELSEWHERE)] if proven else ""
                checked = hardship.CUT_OFF[term].replace(day=25).isoformat() if proven else ""
                writer.writerow((term, person_number(child), child.name, code, school, checked))
