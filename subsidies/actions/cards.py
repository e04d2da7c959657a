"""propose, decide, open_card: another account for a child, by maker and checker; a returned payment names the row it answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.errors import Refused, refuse_empty
from aid_portal.identifiers import mask_card, name_key
from aid_portal.models import OrgUnit, User
from students.models import Student
from subsidies.actions.batch_rows import card_aad
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import CardChange, Payment, StaffAccount
from subsidies.rules import account_checks


@transaction.atomic
def propose(
    *, student: Student, school: OrgUnit, payee: str, holder: str, account: str, bank_name: str, reason: str,
    payment: Payment | None = None, by: User,
) -> CardChange:  # fmt: skip
    """The new account is checked before anybody else looks at it; the number is kept sealed."""
    refuse_empty(reason, _("请写明变更原因。"))
    refuse_bad(student, payee, holder.strip(), account)
    if CardChange.objects.filter(student=student, status=PaperStatus.PROPOSED).exists():
        raise Refused(_("这名学生已有一项账户变更等待批准，请先办结。"), code="waiting")
    index = crypto.blind_index("content", account)
    change = CardChange.objects.create(
        student=student, school=school, payment=payment, payee=payee, holder=holder.strip(), account_index=index,
        sealed=crypto.seal({"account": account, "bank_name": bank_name.strip()}, card_aad(student.pk, index)),
        reason=reason.strip(), made_by=by,
    )  # fmt: skip
    audit.record("subsidies.card.proposed", by=by, target=change, unit=school, note=reason, after={"account": mask_card(account)})
    return change


@transaction.atomic
def decide(*, change: CardChange, approved: bool, note: str = "", by: User) -> CardChange:
    change = CardChange.objects.locked().select_related("school").get(pk=change.pk)
    stamp(change, approved=approved, note=note, by=by)
    change.save(update_fields=DECIDED)
    event = "subsidies.card.approved" if approved else "subsidies.card.refused"
    audit.record(event, by=by, target=change, unit=change.school, note=note)
    return change


def open_card(change: CardChange) -> dict:
    """Account and bank of a change."""
    return crypto.unseal(change.sealed, card_aad(change.student_id, bytes(change.account_index)))


def refuse_bad(student: Student, payee: str, holder: str, account: str) -> None:
    """The same checks as before a file leaves, for this one account."""
    held = student.enrolments.order_by("-accepted_order").first()
    index = crypto.blind_index("content", account)
    asked = account_checks.Payee(
        key=student.pk, student=student.pk, channel="guardian_card" if payee == "guardian" else "bank_card",
        student_name_key=name_key(student.name), guardian_name_key=held.guardian_key if held else "", guardian_index=b"",
        holder=holder, account=account, account_index=index,
    )  # fmt: skip
    staff = [bytes(each) for each in StaffAccount.objects.filter(account_index=index).values_list("account_index", flat=True)]
    problems = account_checks.check_accounts([asked], staff)
    if problems:
        raise Refused(str(account_checks.SENTENCES[problems[0].code]), code=problems[0].code)
