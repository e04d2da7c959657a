"""propose, decide, settle: a wrong name, id or account, asked for by one person and approved by another.

An account counts at once, as a card change of the floor below. A name or an id is the school's to put right: it comes from
the 学籍 and with the next roster; changed by hand here it would be changed back, and the two registers would part.
"""

from collections.abc import Mapping
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.errors import Refused, refuse_empty
from aid_portal.identifiers import name_key, resident_id_fault
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Enrolment, Student
from subsidies.actions import cards
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from supervision.grievance_choices import ChangedField
from supervision.models import DataChange, Grievance
from supervision.sealing import change_aad, open_change

CARD = ("payee", "holder", "account", "bank_name")


@transaction.atomic
def propose(*, grievance: Grievance, field: str, wanted: Mapping[str, str], reason: str, by: User) -> DataChange:
    """`wanted`: {"value": …}, of an account payee, holder, account and bank_name. What can be checked is checked now."""
    refuse_empty(reason, _("请写明核对了什么材料。"))
    student, enrolment = _child_of(grievance)
    _refuse_wanted(student, enrolment, field, wanted)
    if DataChange.objects.filter(student=student, field=field, status=PaperStatus.PROPOSED).exists():
        raise Refused(_("这名学生的同一项更正正在等待批准，请先办结。"), code="waiting")
    key = uuid4()
    change = DataChange.objects.create(
        key=key, grievance=grievance, student=student, school=enrolment.school, field=field,
        sealed=crypto.seal(dict(wanted), change_aad(key)), reason=reason.strip(), made_by=by,
    )  # fmt: skip
    audit.record("supervision.data_change.proposed", by=by, target=change, unit=change.school, note=reason)
    return change


@transaction.atomic
def decide(*, change: DataChange, approved: bool, note: str = "", by: User) -> DataChange:
    """A yes to an account makes the card change at once; who may approve cards says it."""
    change = DataChange.objects.locked().select_related("school", "student").get(pk=change.pk)
    stamp(change, approved=approved, note=note, by=by)
    fields = list(DECIDED)
    if approved and change.field == ChangedField.ACCOUNT:
        change.card = _card(change, by)
        change.applied_by, change.applied_at = by, timezone.now()
        fields += ["card", "applied_by", "applied_at"]
    change.save(update_fields=fields)
    event = "supervision.data_change.approved" if approved else "supervision.data_change.refused"
    audit.record(event, by=by, target=change, unit=change.school, note=note)
    return change


@transaction.atomic
def settle(*, change: DataChange, by: User) -> DataChange:
    """The school has sent a roster that says it: looked at, not believed."""
    change = DataChange.objects.locked().select_related("school", "student").get(pk=change.pk)
    if change.status != PaperStatus.APPROVED or change.applied_at:
        raise Refused(_("“%(change)s”不在等待更正，请刷新页面。") % {"change": change}, code="not_waiting", ids=[change.pk])
    if not in_the_roster(change):
        message = _("花名册里还是原来的%(field)s。请先在学籍系统更正，再上传花名册并接收，然后在这里确认。")
        raise Refused(message % {"field": change.get_field_display()}, code="not_yet", ids=[change.pk])
    change.applied_by, change.applied_at = by, timezone.now()
    change.save(update_fields=["applied_by", "applied_at"])
    audit.record("supervision.data_change.applied", by=by, target=change, unit=change.school)
    return change


def in_the_roster(change: DataChange) -> bool:
    """Whether the newest row of the child, under whichever file it is kept by now, says what is wanted."""
    value, newest = open_change(change)["value"], _newest(change.student)
    if newest is None:
        return False
    if change.field == ChangedField.NAME:
        return newest.name == value
    return bytes(newest.id_index or b"") == crypto.blind_index("id", value)


def _newest(student: Student) -> Enrolment | None:
    kept = student.merged_into or student
    return Enrolment.objects.filter(student=kept).select_related("school").order_by("-accepted_order").first()


def _child_of(grievance: Grievance) -> tuple[Student, Enrolment]:
    student = grievance.student
    enrolment = _newest(student) if student else None
    if student is None or enrolment is None:
        raise Refused(_("请先在“更改登记”里写明涉及的学生。"), code="no_child")
    if grievance.sensitive:
        raise Refused(_("敏感诉求不办信息更正，请另行登记。"), code="sensitive")
    return student, enrolment


def _refuse_wanted(student: Student, enrolment: Enrolment, field: str, wanted: Mapping[str, str]) -> None:
    if field == ChangedField.ACCOUNT:
        cards.refuse_bad(student, wanted["payee"], wanted["holder"].strip(), wanted["account"])
    elif field == ChangedField.RESIDENT_ID and resident_id_fault(wanted["value"], timezone.localdate()):
        raise Refused(_("身份证号不对，请照户口簿核对18位号码。"), code="bad_id")
    elif field == ChangedField.RESIDENT_ID and bytes(enrolment.id_index or b"") == crypto.blind_index("id", wanted["value"]):
        raise Refused(_("花名册上已经是这个身份证号，不用更正。"), code="same")
    elif field == ChangedField.NAME and not name_key(wanted["value"]):
        raise Refused(_("请写明正确的姓名。"), code="no_name")
    elif field == ChangedField.NAME and enrolment.name == wanted["value"]:
        raise Refused(_("花名册上已经是这个姓名，不用更正。"), code="same")


def _card(change: DataChange, by: User) -> object:
    if not by.has(Permission.CARD_APPROVE):
        raise Refused(_("银行账户更正须由有账户变更批准权限的人批准。"), code="no_permission")
    wanted = open_change(change)
    told = {name: wanted[name] for name in CARD}
    card = cards.propose(student=change.student, school=change.school, **told, reason=change.reason, by=change.made_by)
    return cards.decide(change=card, approved=True, note=str(change.grievance), by=by)
