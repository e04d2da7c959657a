"""A few children whom departments' lists name, and the real check over them: the smallest county with a result."""

from datetime import date
from itertools import count

from aid_portal import jobs
from aid_portal.models import OrgUnit, User
from students.models import Enrolment, Record, Release, RosterAcceptance
from subsidies.actions import checks
from subsidies.models import EligibilityRun, PolicyVersion
from tests.factories.students import a_record, a_release, a_student, an_enrolment, an_index, an_upload, the_term

_people = count(1)


def a_child(school: OrgUnit, *categories: str, release: Release | None = None, term: str = "2022A", **facts: object) -> Enrolment:
    """A child of the school in the term; with categories, a row of the rural list that says so by id and name."""
    name = str(facts.pop("name", f"某{next(_people)}"))
    student = facts.pop("student", None) or a_student(name=name, birth_date=facts.get("birth_date", date(2013, 1, 4)))
    upload = an_upload(unit=school, term=the_term(term))
    RosterAcceptance.objects.update_or_create(school=school, term=the_term(term), defaults={"upload": upload})
    child = an_enrolment(
        student=student, school=school, term=the_term(term), upload=upload, name=name, name_key=name,
        id_index=student.id_index, **facts,
    )  # fmt: skip
    if categories:
        listed(child, *categories, release=release)
    return child


def listed(child: Enrolment, *categories: str, release: Release | None = None, **facts: object) -> Record:
    """The child on a list, level 1; without a release on the rural list of 20 September 2022."""
    release = release or Release.objects.filter(kind="rural").first() or a_release()
    defaults = {"name": child.name, "name_key": child.name_key, "birth_date": child.student.birth_date, "town": "城关街道"}
    defaults |= {"id_index": child.id_index, "person_number": f"P{an_index()[-2:].hex()}"}
    return a_record(release=release, categories=list(categories), **{**defaults, **facts})


def check(
    term: str = "2022A", *, by: User | None = None, dry: bool = False, policy: PolicyVersion | None = None
) -> EligibilityRun:
    """The check from beginning to end, in this process."""
    run = checks.start(term=the_term(term), by=by, dry=dry, policy=policy, post=False)
    jobs.run_inline(run.job)
    run.refresh_from_db()
    return run
