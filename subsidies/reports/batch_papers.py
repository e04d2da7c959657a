"""The papers of a batch out of its rows: who gets how much, what the treasury is asked for, what came back, what may be shown."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from aid_portal.choices import OrgKind
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from students.models import Enrolment
from students.registry_numbers import opener
from students.sheets.rosters import grade_word
from subsidies.choices import EntitlementStatus, PaymentStatus
from subsidies.models import Batch, Entitlement, EntitlementList, Payment, ReturnReason
from subsidies.models.splits import SOURCE_COLUMNS
from subsidies.reports.countersignatures import signers_of
from subsidies.reports.words import policy_words
from subsidies.sheets.batch_heads import BatchHead
from subsidies.sheets.payment_requests import PaymentRequest, RequestRow, Sources
from subsidies.sheets.payment_rosters import PaymentRoster, RosterRow
from subsidies.sheets.public_lists import NotForThePublic, PublicList
from subsidies.sheets.returned_payments import ReturnedPayments, ReturnedRow

# Account and bank of a payment, opened: subsidies.actions.frozen_rows knows how they were sealed.
Opened = Callable[[Payment], dict]
MOST_PROGRAMMES = 3
# Nobody is put on a wall who was objected to or waits for a place.
TO_BE_AIDED = (EntitlementStatus.PROPOSED, EntitlementStatus.APPROVED)


def payment_roster(*, batch: Batch, school: OrgUnit, opened: Opened, made_at: datetime) -> PaymentRoster:
    """The payments of one school, as they were frozen; a cancelled one is not paid and not printed."""
    payments = _by_school(batch.payments.filter(school=school).exclude(status=PaymentStatus.CANCELLED))
    words, registry = policy_words(), opener()
    rows = []
    for payment in payments:
        child, held = payment.entitlement.enrolment, opened(payment)
        numbers = registry(child.school.code, child.term_id, bytes(child.registry_index), bytes(child.sealed))
        rows.append(
            RosterRow(
                name=child.name,
                registry_number=numbers.get("registry_number", ""),
                class_name=class_of(child),
                programme=payment.programme.label,
                tier=words.tier(payment.tier),
                amount=payment.amount,
                bank=held["bank_name"],
                account=held["account"],
                holder=payment.payee_name if payment.payee_name != child.name else "",
            )
        )
    return PaymentRoster(head_of(batch, made_at), school.name, _some(rows))


def rosters(payments: QuerySet[Payment]) -> list[tuple[Batch, OrgUnit]]:
    """Of which batches and schools there are rosters among these payments, the newest first."""
    printed = payments.exclude(status=PaymentStatus.CANCELLED)
    pairs = list(printed.order_by("-batch_id", "school__path").values_list("batch_id", "school_id").distinct())
    batches = Batch.objects.for_list().in_bulk([batch for batch, _school in pairs])
    schools = OrgUnit.objects.in_bulk([school for _batch, school in pairs])
    return [(batches[batch], schools[school]) for batch, school in pairs]


def payment_request(*, batch: Batch, made_at: datetime) -> PaymentRequest:
    """A row a school, and the fen of the four sources that the rows were charged to."""
    paid = batch.payments.exclude(status=PaymentStatus.CANCELLED).order_by()
    per_school = paid.values(name=F("school__name")).annotate(times=Count("pk"), sum=Sum("amount")).order_by("school__path")
    fen = paid.aggregate(**{column: Sum(column, default=0) for column in SOURCE_COLUMNS})
    return PaymentRequest(
        head=head_of(batch, made_at),
        programme=_programmes(batch),
        channel=batch.get_channel_display(),
        sources=Sources(*(Decimal(fen[column]) / 100 for column in SOURCE_COLUMNS)),
        rows=_some([RequestRow(each["name"], each["times"], each["sum"]) for each in per_school]),
    )


def returned_payments(*, batch: Batch, opened: Opened, made_at: datetime) -> ReturnedPayments:
    """What the bank sent back, in the order of the batch, with the remedy that the reason asks for."""
    reasons = {reason.code: reason for reason in ReturnReason.objects.all()}
    rows = []
    returned = _by_school(batch.payments.filter(status=PaymentStatus.RETURNED)).defer("entitlement__enrolment__sealed")
    for payment in returned:
        child, held, reason = payment.entitlement.enrolment, opened(payment), reasons.get(payment.reason_code)
        rows.append(
            ReturnedRow(
                school=payment.school.name,
                name=child.name,
                class_name=class_of(child),
                bank=held["bank_name"],
                account=held["account"],
                amount=payment.amount,
                returned_on=payment.settled_on,
                reason=reason.label if reason else payment.reason_code,
                remedy=reason.remedy if reason else "",
            )
        )
    return ReturnedPayments(head_of(batch, made_at), _programmes(batch), _some(rows))


def public_list(
    *, entitlement_list: EntitlementList, first_on: date, last_on: date, working_days: int, phone: str, made_at: datetime
) -> PublicList:
    """Name, class and tier of whoever is to be aided; the programme is in the title, the reason of the aid nowhere."""
    rows = [cells for _entitlement, cells in to_be_posted(entitlement_list)]
    try:
        return PublicList(
            bureau=_bureau(),
            school=entitlement_list.school.name,
            title=posted_title(entitlement_list),
            term=entitlement_list.term.label,
            first_on=first_on,
            last_on=last_on,
            working_days=working_days,
            phone=phone,
            columns=("name", "class_name", "tier"),
            rows=_some(rows),
            made_at=made_at,
        )
    except NotForThePublic as fault:
        name, class_name, _tier = rows[fault.row - 1]
        message = _(
            "公示名单没有生成：%(name)s的班级“%(class_name)s”像证件号码，或写明了困难原因，不能张贴。请先更正花名册上的班级名称。"
        )
        raise Refused(message % {"name": name, "class_name": class_name}, code="not_for_the_public") from fault


def to_be_posted(entitlement_list: EntitlementList) -> list[tuple[Entitlement, tuple[str, str, str]]]:
    """Each who is to be aided, with name, class and tier."""
    words = policy_words()
    proposed = entitlement_list.entitlements.filter(status__in=TO_BE_AIDED).select_related("enrolment").defer("enrolment__sealed")
    children = proposed.order_by(*_by_class())
    return [(each, (each.enrolment.name, class_of(each.enrolment), words.tier(each.tier))) for each in children]


def posted_title(entitlement_list: EntitlementList) -> str:
    return _("%(programme)s拟资助学生公示名单") % {"programme": entitlement_list.programme.label}


def _by_school(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    related = payments.select_related("batch", "school", "programme", "entitlement__enrolment__school")
    return related.order_by("school__path", *_by_class("entitlement__"))


def _by_class(path: str = "") -> tuple[str | Length, ...]:
    """The tenth class of a grade stands behind the ninth."""
    grade, class_name, *child = (f"{path}enrolment__{field}" for field in ("grade", "class_name", "pinyin", "pk"))
    return grade, Length(class_name), class_name, *child


def class_of(child: Enrolment) -> str:
    """Many schools have a first class in every grade: the grade is said too, unless the class bears it in its name."""
    grade = grade_word(child.stage, child.grade)
    return child.class_name if child.class_name.startswith(grade) else f"{grade}{child.class_name}"


def head_of(batch: Batch, made_at: datetime) -> BatchHead:
    return BatchHead(
        bureau=_bureau(),
        term=batch.term.label,
        number=batch.number,
        made_at=made_at,
        made_by=_name(batch.prepared_by),
        reviewed_by=_name(batch.reviewed_by),
        released_by=_name(batch.released_by),
        countersigned_by="、".join(signers_of(batch)),
    )


def _name(user: User | None) -> str:
    return user.name if user else ""


def _bureau() -> str:
    return OrgUnit.objects.get(kind=OrgKind.BUREAU).name


def _programmes(batch: Batch) -> str:
    labels = list(batch.payments.order_by("programme__position").values_list("programme__label", flat=True).distinct())
    if len(labels) > MOST_PROGRAMMES:
        return _("%(first)s等 %(count)d 个项目") % {"first": labels[0], "count": len(labels)}
    return "、".join(labels)


def _some(rows: list) -> list:
    if not rows:
        raise Refused(_("没有可以打印的人员：本批次或名单中没有符合条件的记录。"), code="nothing_to_print")
    return rows
