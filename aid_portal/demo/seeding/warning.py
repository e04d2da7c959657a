"""Early warnings of the demonstration: the monitoring list of the next month raises some, a school reports a family in need.

The list is of a day after the term's cut-off, which no check of the term reads: what is due in it stays as it is.
"""

from datetime import date, timedelta

from django.db import transaction

from aid_portal.demo import Manifest, later
from aid_portal.demo.seeding import releases
from aid_portal.demo.seeding.people import REVIEWER, WANG, named
from aid_portal.demo.seeding.rectifying import officer_of
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.models import OrgUnit, User
from students.choices import EnrolmentStatus, RecordKind
from students.models import Release
from supervision.actions import hardship_reports, warning_deeds, warnings
from supervision.models import EarlyWarning, HardshipReport, WarningAnswer
from supervision.warning_choices import HardshipEvent, WarningKind

TERM = "2022A"
HAPPENED_ON, ACCOUNT = date(2022, 11, 2), "父亲在工地受伤住院，家里停了收入，母亲陪护不能务工，住院费已自付两万多元。"


def bring(county: Manifest, telling: Telling) -> str:
    _take_in(county, telling)
    warnings.refresh()
    if not HardshipReport.objects.exists():
        _report()
    if not WarningAnswer.objects.exists():
        _work()
    standing = EarlyWarning.objects.standing().count()
    return f"{standing} / {EarlyWarning.objects.count()} 条"


def _take_in(county: Manifest, telling: Telling) -> None:
    [file] = county.of("later_rural", TERM)
    name = f"{RecordKind.RURAL.label}-{file.data_date}.xlsx"
    if not Release.objects.filter(file__name=name).exists():
        releases.load(releases.receive(county.path(file), name, RecordKind.RURAL, file.data_date), telling)


def _report() -> None:
    wang, school = named(WANG), OrgUnit.objects.get(code=WANG_SCHOOL)
    child = school.enrolments.filter(term=TERM, status=EnrolmentStatus.ENROLLED).order_by("pk").first()
    event = {"event": HardshipEvent.ACCIDENT, "happened_on": HAPPENED_ON, "account": ACCOUNT}
    hardship_reports.report(student=child.student, unit=school, by=wang, **event)


@transaction.atomic
def _work() -> None:
    """Of those whose risk is gone one is closed, one waits for the second person, one is being looked into."""
    safe = _of(WarningKind.RISK_REMOVED)
    for warning, decided in zip(safe[:2], (True, False), strict=False):
        asked = _answered(warning, "已入户核实：父亲恢复务工，收入稳定，家长同意本学期按原档次享受、下学年重新认定。")
        if decided:
            warning_deeds.decide(request=asked, approved=True, by=named(REVIEWER))
    for warning in _of(WarningKind.HOUSEHOLD_MOVED)[:1]:
        warning_deeds.answer(warning=warning, text="村委会确认分户，孩子随父亲生活，户口簿待换。", by=officer_of(warning.owner))
    for warning in _of(WarningKind.LEFT)[:1]:
        officer, reason = officer_of(warning.owner), "已请镇乡村振兴办查询退出原因，答复需要半个月。"
        warning_deeds.answer(warning=warning, text=reason, by=officer)
        if warning.due_on:  # in December next year's holidays, and with them the deadline, may not be known
            until = warning.due_on + timedelta(days=15)
            asked = warning_deeds.ask_for_time(warning=warning, until=until, reason=reason, by=officer)
            warning_deeds.decide(request=asked, approved=True, by=named(REVIEWER))


def _answered(warning: EarlyWarning, reason: str):
    by: User = officer_of(warning.owner)
    warning_deeds.answer(warning=warning, text="已电话联系家长，约定入户。", by=by)
    return warning_deeds.ask_to_close(warning=warning, reason=reason, seen=warning.facts_hash, by=by)


def _of(kind: str) -> list[EarlyWarning]:
    """Of the month's list, in its order."""
    found = EarlyWarning.objects.standing().filter(kind=kind, release__data_date=later.DAY)
    return list(found.select_related("owner__parent").order_by("pk"))
