"""follow_check, follow_proof: cases open and end by what the newest check, the rosters and the proofs say; twice is once."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from aid_portal.sql import analyse, execute, fetch
from students.models import Enrolment, SchoolingProof, TermSetting
from students.rules.person_keys import key_of_id
from students.rules.whereabouts import school_ages
from students.sealing import Indexes, secrets_of
from subsidies.models import EligibilityRun
from supervision.dropout_choices import CaseSource, CaseStatus, EndReason, ParameterCode
from supervision.models import DropoutCase
from supervision.reports.dropout_days import days_in_force
from supervision.reports.dropout_numbers import newest_check


@transaction.atomic
def follow_check(run: EligibilityRun) -> dict[str, int]:
    """How many cases opened and ended. An older term than the newest checked one says nothing of today."""
    TermSetting.objects.locked().get(pk=run.term_id)  # a second follower waits here and finds nothing left to do
    newest = newest_check()
    if newest is None or newest.term_id != run.term_id:
        return {"opened": 0, "ended": 0}
    params = _params(newest)
    execute("supervision", "drop_dropout_persons")
    execute("supervision", "dropout_persons", params)
    analyse("dropout_person")
    execute("supervision", "dropout_joined", params)
    opened = [key for (key,) in fetch("supervision", "dropout_open", params)]
    execute("supervision", "dropout_places", params)
    opened += _open_left(newest.term, params)
    ended = [key for (key,) in fetch("supervision", "dropout_found", params)]
    _record("supervision.dropout.opened", opened)
    _record("supervision.dropout.ended", ended)
    return {"opened": len(opened), "ended": len(ended)}


def _params(run: EligibilityRun) -> dict:
    term, ages = run.term.term, school_ages(run.term_id)
    return {
        "term": run.term_id, "position": run.term.position, "day": run.cut_off_on, "on": day_of_check(run),
        "term_first_day": term.first_day, "academic_year": str(term.academic_year), "sixth": ages.six, "fifteenth": ages.fifteen,
        "arrival": days_in_force()[ParameterCode.ARRIVAL],
    }  # fmt: skip


def day_of_check(run: EligibilityRun) -> date:
    """Today; what is entered after its term has ended is dated by the day that the check asked about."""
    today = timezone.localdate()
    return today if today <= run.term.term.last_day else run.cut_off_on


def _open_left(term: TermSetting, params: dict) -> list[int]:
    """Few enough to look into their envelopes: a proof goes by the id, which a roster keeps sealed."""
    keys = [key for (key,) in fetch("supervision", "dropout_left", params)]
    left = Enrolment.objects.filter(pk__in=keys).select_related("school", "student").order_by("pk")
    proven = SchoolingProof.objects.filter(academic_year=params["academic_year"], status="verified")
    known = {bytes(mark) for mark in proven.values_list("person_mark", flat=True)}
    cases = [case_of(each, source=CaseSource.TRANSFER, on=params["on"], term=term) for each in left]
    cases = [case for case in cases if case.person_mark not in known]
    return [case.pk for case in DropoutCase.objects.bulk_create(cases)]


def case_of(enrolment: Enrolment, *, source: str, on: date, term: TermSetting) -> DropoutCase:
    """Unsaved, of a child that sits or sat in class."""
    resident_id = secrets_of(enrolment).get("resident_id", "") if enrolment.id_index else ""
    student = enrolment.student
    return DropoutCase(
        name=enrolment.name, birth_date=enrolment.birth_date, student=student, school=enrolment.school, term=term,
        person_mark=Indexes().content(key_of_id(resident_id)) if resident_id else None,
        id_index=student.id_index and bytes(student.id_index), source=source, opened_on=on, reached_on=on,
        town=town_of(enrolment.school),
    )  # fmt: skip


def town_of(school: OrgUnit) -> OrgUnit | None:
    """The town above a school or teaching point; a direct unit lies in none."""
    return OrgUnit.objects.filter(kind=OrgKind.TOWN, code__in=school.path.split("/")).first()


@transaction.atomic
def follow_proof(proof: SchoolingProof) -> int:
    """A child who was found elsewhere has no case any more, from the hour that its proof was verified."""
    newest = newest_check()
    if newest is None or str(newest.term.term.academic_year) != proof.academic_year:
        return 0
    on = day_of_check(newest)
    found = DropoutCase.objects.open().locked().filter(person_mark=bytes(proof.person_mark))
    cases = list(found)
    for case in cases:
        case.move_to(CaseStatus.STRUCK_OFF)
        case.reason, case.ended_on = EndReason.ELSEWHERE, max(on, case.opened_on)
        case.save(update_fields=["status", "reason", "ended_on"])
    _record("supervision.dropout.ended", [case.pk for case in cases])
    return len(cases)


def _record(event: str, keys: Iterable[int]) -> None:
    for case in DropoutCase.objects.filter(pk__in=list(keys)).select_related("school", "town").order_by("pk"):
        words = {"source": case.source, "status": case.status, "reason": case.reason}
        audit.record(event, by=audit.SYSTEM, target=case, unit=case.unit, after=words)
