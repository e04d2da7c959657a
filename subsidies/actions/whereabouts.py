"""Where every monitored child is: the facts in one statement, the rule once per distinct set of them (eligibility.md 6)."""

from aid_portal.copying import copy_rows
from aid_portal.sql import execute, fetch
from students.choices import RecordKind
from students.rules.whereabouts import PersonFacts, place, school_ages
from subsidies.models import EligibilityRun

FACTS = ("birth_date", "matched", "enrolled", "deceased", "decided", "asked", "proven", "finished_grade_nine")
WRITES = ("drop_whereabouts", "move_whereabouts", "add_whereabouts")


def place_all(run: EligibilityRun) -> None:
    """Bring the term's whereabouts up to date; without a rural list nobody is looked for."""
    params = _params(run)
    execute("subsidies", "drop_whereabouts_tables")
    execute("subsidies", "whereabouts_facts", params)
    execute("subsidies", "whereabouts_answers")
    copy_rows("whereabouts_answer", (*FACTS, "code"), _answers(run.term_id))
    execute("subsidies", "whereabouts_placed")
    for name in WRITES:
        execute("subsidies", name, params)


def _answers(term: str) -> list[tuple]:
    distinct = fetch("subsidies", "whereabouts_distinct")
    placed = [(facts, place(PersonFacts(*facts), term)) for facts in distinct]
    return [(*facts, code) for facts, code in placed if code]


def _params(run: EligibilityRun) -> dict:
    term = run.term.term
    return {
        "run": run.pk, "term": run.term_id, "day": run.cut_off_on, "position": run.term.position,
        "term_first_day": term.first_day, "academic_year": str(term.academic_year),
        "eighteenth": school_ages(run.term_id).eighteen, "rural": run.releases.get(RecordKind.RURAL, 0),
    }  # fmt: skip
