"""A county of 20,000 children in a database of its own, and what a check leaves in it, row for row."""

import io

from django.core.management import call_command
from django.db import connection

from aid_portal.demo import Manifest
from students.actions.releases import DATED_BY_THEMSELVES
from students.choices import RecordKind

CHILDREN, TERM = 20_000, "2022A"
# Databases of the kill tests' server: units alone; nothing checked yet; checked, and then changed here and there.
UNITS, FRESH, CHECKED = "units", "aid", "checked"

# By what the rows say, without the numbers that a second run of the same work counts on.
SHOWN = {
    "decisions": """
        SELECT d.student_id, d.term_id, p.code, d.enrolment_id, d.school_id, d.record_ids, d.run_id, d.superseded_by_id,
               c.stage, c.grade, c.boarding, c.hukou, c.agriculture, c.categories, c.determined, c.tier, c.amount,
               c.waiver, c.grounds, c.outcome, c.policy_id
        FROM subsidies_decision d
        JOIN subsidies_decisioncase c ON c.id = d.case_id
        JOIN subsidies_programme p ON p.id = d.programme_id
        ORDER BY 1, 2, 3, 7, 8""",
    "findings": """
        SELECT term_id, code, enrolment_id, student_id, school_id, other_enrolment_id, categories, determined, run_id,
               cleared_by_id
        FROM subsidies_finding ORDER BY 1, 2, 3, 9""",
    "whereabouts": """
        SELECT term_id, record_id, code, student_id, enrolment_id, school_id, run_id
        FROM subsidies_whereabouts ORDER BY 1, 2""",
    "questions": """
        SELECT term_id, record_id, student_id, enrolment_id, level, kind, status
        FROM students_matchpair ORDER BY 1, 2, 3, 4""",
    "runs": "SELECT id, status, counts, releases, policy_id FROM subsidies_eligibilityrun ORDER BY 1",
}


def bring_units(papers: Manifest) -> None:
    call("migrate")
    call("import_org_units", papers.path(papers.of("org_units")[0]), "--write")


def bring_rosters_and_lists(papers: Manifest) -> None:
    """Through the commands, as anybody would bring them in."""
    for file in papers.of("roster", TERM):
        call("import_roster", papers.path(file), "--term", TERM, "--write")
    for kind in RecordKind.values:
        for file in papers.of(kind, TERM):
            dated = [] if kind in DATED_BY_THEMSELVES else ["--data-date", str(file.data_date)]
            call("import_records", kind, papers.path(file), *dated, "--write", "--confirm")


def call(command: str, *arguments: object) -> None:
    call_command(command, *map(str, arguments), stdout=io.StringIO(), stderr=io.StringIO())


def change() -> None:
    """What a later roster and a later list would bring: some children board or no longer do, some families are taken off."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE students_enrolment SET boarding = NOT boarding WHERE id % 10 = 0")
        cursor.execute("UPDATE students_record SET active = false WHERE id % 20 = 0")


def shown() -> dict[str, list[tuple]]:
    found = {}
    with connection.cursor() as cursor:
        for name, query in SHOWN.items():
            cursor.execute(query)
            found[name] = cursor.fetchall()
    return found
