"""award: cash of a gift to chosen children, as rows on the lists of their schools; from there it goes the road of all aid.

Never beyond what came, never beyond the number agreed, only to whom the agreement names; the programme is locked meanwhile.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from psycopg2.extras import DateRange

from aid_portal import audit, figures
from aid_portal.errors import Refused
from aid_portal.models import User
from students.actions.terms import open_term
from students.models import Enrolment
from subsidies.actions.donation_agreements import in_force
from subsidies.actions.entitlements import open_list
from subsidies.choices import EntitlementStatus, PaperStatus
from subsidies.donation_choices import GiftKind
from subsidies.models import CarryOver, DonationAgreement, Entitlement, Gift, PolicyVersion, Programme
from subsidies.reports.donation_children import eligible

NAMED = 3


@transaction.atomic
def award(*, programme: Programme, enrolments: Sequence[Enrolment], amount: Decimal | None = None, by: User) -> list[Entitlement]:
    """`amount` yuan for each where the agreement leaves it open; the children are enrolled in one term."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    agreement = in_force(programme)
    each = _amount(agreement, amount)
    _refuse_unfit(agreement, enrolments)
    _refuse_beyond(agreement, len(enrolments), each)
    made = [_row(agreement, enrolment, each) for enrolment in enrolments]
    after = {"children": len(made), "amount": each * len(made)}
    audit.record("subsidies.donation.awarded", by=by, target=agreement, after=after)
    return made


def _amount(agreement: DonationAgreement, amount: Decimal | None) -> Decimal:
    if agreement.amount_each is not None and amount not in (None, agreement.amount_each):
        words = {"each": figures.yuan(agreement.amount_each), "amount": figures.yuan(amount)}
        raise Refused(_("协议约定每人%(each)s元，不能按%(amount)s元安排；变更须先取得捐赠人同意。") % words, code="other_amount")
    each = agreement.amount_each if amount is None else amount
    if each is None or each <= 0:
        raise Refused(_("协议没有约定每人金额，请填写，应大于0元。"), code="no_amount")
    return each


def _refuse_unfit(agreement: DonationAgreement, enrolments: Sequence[Enrolment]) -> None:
    if not enrolments:
        raise Refused(_("请至少选择一名学生。"), code="nobody")
    terms = {enrolment.term_id for enrolment in enrolments}
    for term in terms:
        open_term(term)
    if len(terms) > 1 or int(min(terms)[:4]) != agreement.year:
        raise Refused(_("只能安排%(year)s年同一学期的在校学生，请核对学期。") % {"year": agreement.year}, code="other_year")
    fitting = set(eligible(agreement, min(terms)).filter(pk__in=[each.pk for each in enrolments]).values_list("pk", flat=True))
    unfit = [each for each in enrolments if each.pk not in fitting]
    if unfit:
        words = {"names": "、".join(each.name for each in unfit[:NAMED]), "count": len(unfit), "programme": agreement.programme}
        message = _("%(names)s等%(count)s名学生不符合“%(programme)s”协议约定的范围，或已经安排过，请核对后重新选择。")
        raise Refused(message % words, code="unfit", ids=[each.pk for each in unfit])


def _refuse_beyond(agreement: DonationAgreement, count: int, each: Decimal) -> None:
    standing = Entitlement.objects.filter(programme=agreement.programme).exclude(status=EntitlementStatus.CANCELLED)
    given, taken = placed(agreement.programme), standing.count()
    had = received(agreement.programme)
    wanted = given + each * count
    words = {
        "programme": agreement.programme, "had": figures.yuan(had), "given": figures.yuan(given), "wanted": figures.yuan(wanted),
        "over": figures.yuan(wanted - had), "places": agreement.places, "taken": taken, "count": count,
    }  # fmt: skip
    if wanted > had:
        message = _(
            "“%(programme)s”收到捐赠%(had)s元，已安排%(given)s元；加上本次%(count)s人共%(wanted)s元，"
            "超出%(over)s元，不能安排。请减少人数，或先登记新的捐赠。"
        )
        raise Refused(message % words, code="beyond_the_gift")
    if agreement.places is not None and taken + count > agreement.places:
        message = _("“%(programme)s”协议名额%(places)s人，已安排%(taken)s人，本次%(count)s人超出名额；增加须先取得捐赠人同意。")
        raise Refused(message % words, code="beyond_the_number")


def received(programme: Programme) -> Decimal:
    """Cash that came into the bureau's hands for the programme, in yuan, with what was carried into it and out of it."""
    cash = Gift.objects.filter(programme=programme, kind=GiftKind.CASH, direct=False, status=PaperStatus.APPROVED)
    came, went = (CarryOver.objects.approved().filter(**{side: programme}) for side in ("target", "source"))
    return _total(cash) + _total(came) - _total(went)


def placed(programme: Programme) -> Decimal:
    """What stands on the lists of schools, in yuan."""
    return _total(Entitlement.objects.filter(programme=programme).exclude(status=EntitlementStatus.CANCELLED))


def _total(rows: QuerySet) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def _row(agreement: DonationAgreement, enrolment: Enrolment, amount: Decimal) -> Entitlement:
    term = enrolment.term
    facts = {
        "list": open_list(enrolment.school, agreement.programme, term), "basis": agreement.paper, "enrolment": enrolment,
        "evidence": agreement.evidence, "policy": PolicyVersion.objects.in_force(), "school": enrolment.school,
        "period": DateRange(term.term.first_day, term.term.last_day, "[]"), "full_amount": amount, "amount": amount,
    }  # fmt: skip
    cancelled = Entitlement.objects.filter(student=enrolment.student_id, programme=agreement.programme, term=term).first()
    if cancelled is None:
        return Entitlement.objects.create(student=enrolment.student, programme=agreement.programme, term=term, **facts)
    raise Refused(
        _("%(name)s的这项资助取消过，请在“享受资助名单”中恢复。") % {"name": enrolment.name}, code="cancelled", ids=[cancelled.pk]
    )
