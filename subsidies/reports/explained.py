"""Why decisions are as they are: the sentence of the law with the rows of the lists behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from students.choices import RecordKind
from students.models import Determination, Record
from students.reports.child_facts import other_numbers
from subsidies.models import Decision
from subsidies.rules.decisions import DETERMINED
from subsidies.rules.explanations import Evidence, explain
from subsidies.rules.policy import parse


@dataclass(frozen=True)
class Explained:
    """`records` are the rows of the departments' lists, `determination` the school's own finding where the tier rests on it."""

    sentence: str
    records: list[Record]
    determination: Determination | None


def explain_all(decisions: Sequence[Decision]) -> dict[int, Explained]:
    """By key of the decision; a handful of queries for however many. Needs case, programme and enrolment (`for_list`)."""
    wanted = {pk for decision in decisions for pk in decision.record_ids}
    records = {record.pk: record for record in Record.objects.filter(pk__in=wanted).select_related("release")}
    determinations = _determinations(decisions)
    policies = {decision.case.policy_id: parse(decision.case.policy.document) for decision in decisions}
    explained = {}
    for decision in decisions:
        case = decision.case
        rows = [records[pk] for pk in decision.record_ids if pk in records]
        evidence = [each for row in rows for each in _evidence(row, decision)]
        sentence = explain(case.granted, case.known, policies[case.policy_id], decision.term_id, evidence)
        explained[decision.pk] = Explained(sentence, rows, determinations.get(decision.pk))
    return explained


def _evidence(record: Record, decision: Decision) -> list[Evidence]:
    release = record.release
    return [Evidence(code, release.get_kind_display(), release.data_date, record.row) for code in _categories(record, decision)]


def _categories(record: Record, decision: Decision) -> list[str]:
    """A disabled person's row speaks of the child or of the guardian."""
    if record.release.kind != RecordKind.DISABLED:
        return list(record.categories)
    guardian = decision.enrolment.guardian_index
    return ["DIS_PARENT" if guardian and record.id_index and bytes(guardian) == bytes(record.id_index) else "DIS_STU"]


def _determinations(decisions: Sequence[Decision]) -> dict[int, Determination]:
    """Under the number of the row, else the last under another number of a child whose two files were joined."""
    resting = [decision for decision in decisions if DETERMINED in decision.case.grounds]
    other = other_numbers({decision.student_id for decision in resting}) if resting else {}
    indexes = {bytes(decision.enrolment.registry_index) for decision in resting}.union(*other.values())
    told = Determination.objects.select_related("release", "application__round__term")
    found = told.filter(registry_index__in=indexes) if indexes else ()
    known = {(bytes(each.registry_index), each.academic_year, each.name_key): each for each in found}
    return {decision.pk: _under(known, decision, other.get(decision.student_id, set())) for decision in resting}


def _under(known: dict, decision: Decision, others: set[bytes]) -> Determination | None:
    year, name = str(decision.term.term.academic_year), decision.enrolment.name_key
    own = known.get((bytes(decision.enrolment.registry_index), year, name))
    told = [each for number in others if (each := known.get((number, year, name)))]
    return own or max(told, key=_accepted_last, default=None)


def _accepted_last(determination: Determination) -> tuple[bool, int, int]:
    """As the check orders them: what a round approved, then the loaded list that came last."""
    return (determination.release_id is None, determination.release_id or 0, determination.row or 0)
