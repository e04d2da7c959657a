"""What an auditors' question has found, with the keys by which auditors join: id, card and 学籍号 (domain.md 5.6)."""

from collections.abc import Generator, Iterator, Sequence
from itertools import islice

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from aid_portal import crypto, figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_card, mask_id, mask_registry
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Enrolment
from students.registry_numbers import opener
from subsidies.actions.frozen_rows import payment_aad
from subsidies.filters.audit_checks import AuditHitFilter
from subsidies.models import AuditExplanation, AuditHit, Payment
from subsidies.reports.audit_hits import fact_words, payments_of
from subsidies.rules.audit_questions import CHECKS
from subsidies.tables.audit_checks import HIT_STATES

CHUNK = 500


def _hits(query: ExportQuery) -> QuerySet:
    """`viewer`: whose eyes, for the children behind a hit may be of schools that are not his; 0 is the console."""
    scope = AuditHit.objects.visible_to(query.user) if query.user else AuditHit.objects.standing()
    told = AuditExplanation.objects.filter(hit=OuterRef("pk"), facts_hash=OuterRef("facts_hash")).order_by("-pk")
    viewer = Value(query.user.pk if query.user else 0)
    roster = F("entitlement__enrolment")
    found = scope.with_explained().annotate(why=Subquery(told.values("text")[:1]), viewer=viewer, roster=roster)
    return found.select_related("school", "first_run").order_by("code", "school__code", "pk")


def _hit_rows(hits: QuerySet) -> Generator[tuple]:
    """A row for each payment behind a hit; where there is none, one for the hit."""
    keys, words = Keys(), fact_words()
    for chunk, payments in _chunks(hits):
        enrolments = _enrolments([hit for hit in chunk if not payments[hit.pk]])
        for hit in chunk:
            told = _told(hit, words.sentence(hit))
            for payment in payments[hit.pk]:
                yield *_head(hit, payment.school), *keys.of_payment(payment), *told
            if not payments[hit.pk]:
                yield *_head(hit, hit.school), *keys.of_child(hit, enrolments.get(hit.pk)), *told


def _row_count(hits: QuerySet) -> int:
    """The children behind a hit are what leaves the house, and so what is counted."""
    return sum(max(1, len(named)) for _chunk, payments in _chunks(hits) for named in payments.values())


def _chunks(hits: QuerySet) -> Generator[tuple[list[AuditHit], dict[int, list[Payment]]]]:
    found = hits.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield chunk, payments_of(chunk, _visible(chunk[0].viewer))


def _visible(viewer: int) -> QuerySet[Payment]:
    payments = Payment.objects.visible_to(User.objects.get(pk=viewer)) if viewer else Payment.objects.all()
    return payments.select_related("batch", "school", "programme", "entitlement__enrolment__school")


def _enrolments(hits: Sequence[AuditHit]) -> dict[int, Enrolment]:
    """By hit: the enrolment of its entitlement, else the child's in that term, else his newest."""
    named = {hit.pk: hit.roster for hit in hits if hit.roster}
    children = {hit.student_id for hit in hits if hit.student_id}
    rows = Enrolment.objects.select_related("school").filter(student__in=children).order_by("term__position", "pk")
    by_child: dict[tuple[int, str | None], Enrolment] = {}
    for row in rows:
        by_child[row.student_id, row.term_id] = by_child[row.student_id, None] = row
    by_pk = Enrolment.objects.select_related("school").in_bulk(named.values())
    newest = {hit.pk: by_child.get((hit.student_id, hit.term_id)) or by_child.get((hit.student_id, None)) for hit in hits}
    found = {hit.pk: by_pk.get(named.get(hit.pk)) or newest[hit.pk] for hit in hits}
    return {pk: enrolment for pk, enrolment in found.items() if enrolment}


class Keys:
    """Name, id number, 学籍号, account, reference and amount of one row, opened with the keys of the run."""

    def __init__(self) -> None:
        self.roster, self.unseal = opener(), crypto.unsealer()

    def of_payment(self, payment: Payment) -> Iterator[object]:
        held = self.roster_of(payment.entitlement.enrolment)
        account = self.unseal(payment.sealed, payment_aad(payment.batch.number, payment.sequence)).get("account", "")
        yield from (payment.entitlement.enrolment.name, held.get("resident_id", ""), held.get("registry_number", ""), account)
        yield from (payment.payee_name, payment.reference, payment.programme.label, payment.amount)

    def of_child(self, hit: AuditHit, enrolment: Enrolment | None) -> Iterator[object]:
        held = self.roster_of(enrolment) if enrolment else {}
        name = enrolment.name if enrolment else ""
        yield from (name, held.get("resident_id", ""), held.get("registry_number", ""))
        yield from (held.get("bank_account", ""), held.get("account_holder", ""), "", "", None)

    def roster_of(self, enrolment: Enrolment) -> dict:
        if not enrolment.sealed:
            return {}
        return self.roster(enrolment.school.code, enrolment.term_id, enrolment.registry_index, enrolment.sealed)


def _head(hit: AuditHit, school: object) -> tuple:
    code = getattr(school, "code", "")
    return hit.code, hit.code, hit.pk, hit.state, hit.term_id or "", code, getattr(school, "name", "")


def _told(hit: AuditHit, sentence: str) -> tuple:
    return hit.amount, sentence, figures.day(hit.first_run.day), hit.why or ""


register_export(
    ExportSpec(
        name="audit_hits",
        label=_("审计核查发现"),
        permission=Permission.AUDIT_CHECK_VIEW,
        columns=(
            ExportColumn("code", _("编号"), width=6),
            ExportColumn("check", _("核查项"), width=18, words=labels(lambda: [(c.code, c.label) for c in CHECKS.values()])),
            ExportColumn("hit", _("发现编号"), "count", width=8),
            ExportColumn("state", _("状态"), width=8, words=labels(lambda: HIT_STATES)),
            ExportColumn("term", _("学期"), width=8),
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=20),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("resident_id", _("身份证件号"), mask=mask_id, width=20),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("account", _("银行账号"), mask=mask_card, width=22),
            ExportColumn("holder", _("账户户名"), width=10),
            ExportColumn("reference", _("发放业务编号"), width=20),
            ExportColumn("programme", _("资助项目"), width=24),
            ExportColumn("paid", _("发放金额（元）"), "money", width=12),
            ExportColumn("amount", _("涉及金额（元）"), "money", width=12),
            ExportColumn("facts", _("事实"), width=60),
            ExportColumn("since", _("首次发现"), width=12),
            ExportColumn("why", _("说明"), width=40),
        ),
        queryset=_hits,
        rows=_hit_rows,
        count=_row_count,
        filterset_class=AuditHitFilter,
        page="subsidies:audit-bench",
        note=_("一行是一条发现涉及的一笔发放；没有发放的，一行是一条发现。涉及金额属于整条发现，不要按行相加。"),
        of_a_term=False,
    )
)
