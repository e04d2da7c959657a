"""The product's own answer for a folder of workbooks: through the commands of eligibility.md 7, read back as an `Outcome`."""

import csv
import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from aid_portal.models import User
from students.actions import matches
from students.choices import PairStatus
from students.models import Enrolment, MatchPair
from students.sealing import open_enrolment
from subsidies.models import Decision, EligibilityRun, Finding, Whereabouts
from tests.oracle import County, Outcome, parts_of, records


def answers(folder: Path) -> dict[str, Outcome]:
    """Imports all parts in their order, then checks both terms; by term what came out."""
    found: dict[str, Outcome] = {}
    call_command("import_org_units", folder / "org_units.xlsx", "--write", stdout=StringIO())
    for part, term, data_date in parts_of(folder):
        outcome = found.setdefault(term, Outcome())
        for path in sorted((part / "rosters").glob("*.xlsx")):
            import_roster(path, term, outcome)
        for kind in records.REQUIRED:
            if (part / f"{kind}.xlsx").exists():
                dated = [] if kind == "determinations" else ["--data-date", data_date.isoformat()]
                call_command("import_records", kind, part / f"{kind}.xlsx", *dated, "--write", "--confirm", stdout=StringIO())
    for term, outcome in found.items():
        check(term, outcome)
    return found


def check(term: str, outcome: Outcome) -> None:
    call_command("check_eligibility", "--term", term, "--write", "--inline", stdout=StringIO())
    read_back(term, outcome)
    for rows in vars(outcome).values():
        rows.sort()


def answer_reviews(term: str, county: County, by: User) -> None:
    """Of the open pairs of the term the first is the same child, the second is not, the third stays open, and so on."""
    for at, pair in enumerate(MatchPair.objects.filter(term=term, status=PairStatus.OPEN).order_by("pk")):
        key = pair.record.person_number if pair.kind == "rural" else str(pair.record.row)
        number = open_enrolment(pair.enrolment)["registry_number"]
        if at % 3 < 2:
            matches.answer(pair=pair, same=at % 3 == 0, reason="电话核实", by=by)
            (county.accepted_reviews if at % 3 == 0 else county.rejected_reviews).add((pair.kind, key, number))


def import_roster(path: Path, term: str, outcome: Outcome) -> None:
    printed, report = StringIO(), path.with_suffix(f".{term}.csv")
    call_command("import_roster", path, "--term", term, "--write", "--report", report, stdout=printed)
    counts = json.loads(printed.getvalue().splitlines()[-1])
    numbers = [counts[key] for key in ("rows", "accepted", "errors", "warnings", "new")]
    outcome.roster_counts.append((path.name, *numbers))
    with report.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            outcome.roster_report.append((path.name, int(line["row"]), line["column"], line["severity"], line["code"]))


def read_back(term: str, outcome: Outcome) -> None:
    numbers = {
        enrolment.pk: (enrolment.school.code, open_enrolment(enrolment)["registry_number"])
        for enrolment in Enrolment.objects.filter(term=term).select_related("school")
    }
    for decision in Decision.objects.live().for_term(term).select_related("case", "programme"):
        case = decision.case
        row = (*numbers[decision.enrolment_id], case.stage, str(int(case.boarding)), case.tier, "|".join(sorted(case.categories)))
        money = (decision.programme.code, f"{case.amount:.2f}", str(int(case.waiver)))
        outcome.decisions.append((*row, *money, "|".join(sorted(case.grounds)), term))
    for finding in Finding.objects.filter(term=term, cleared_by=None):
        outcome.findings.append((finding.code, *numbers[finding.enrolment_id]))
    run = EligibilityRun.objects.filter(term=term).latest("pk")
    for pair in MatchPair.objects.filter(term=term, status=PairStatus.OPEN, record__release__in=run.releases.values()):
        row = (str(pair.level), pair.kind, pair.record.person_number, numbers[pair.enrolment_id][1])
        outcome.reviews.append(row)
    places = Whereabouts.objects.filter(term=term).values_list("record__person_number", "code")
    outcome.whereabouts.extend(places)
