"""Whose name stands on what, on this floor: lists by their three hands, papers by maker and checker, batches, returns, policy."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.histories import Trace, lately, own_page, register_decided, register_started, signed_by_me
from aid_portal.links import rows
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer
from subsidies.choices import BatchStatus, ListStatus, PaperStatus, PolicyStatus, ReturnStatus
from subsidies.models import (
    Adjustment,
    ApprovalBand,
    BankLayout,
    BankReturn,
    Batch,
    CardChange,
    CarryOver,
    DonationAgreement,
    EntitlementList,
    FundingDocument,
    Gift,
    HandOver,
    MealReport,
    PolicyVersion,
    Quota,
    Recovery,
    SchoolAidRate,
    SchoolAidUse,
)
from subsidies.waiting.lists import list_name

TAKEN_BACK = Q(status=PaperStatus.REFUSED, decided_by=F("made_by"))
UNDER_WAY = [BatchStatus.DRAFT, BatchStatus.SUBMITTED, BatchStatus.REVIEWED]


def lists_of_mine(viewer: Viewer) -> QuerySet[EntitlementList]:
    """Confirmed by this person, or sent back to a school for which this person confirms: who did it stands on them no more."""
    mine, visible = Q(confirmed_by=viewer.user), EntitlementList.objects.visible_to(viewer.user)
    if viewer.user.has(Permission.ENTITLEMENT_CONFIRM):
        mine |= Q(status=ListStatus.DRAFT, return_note__gt="")
    return visible.filter(mine)


def decided_for_another(model: type[Model], viewer: Viewer) -> QuerySet:
    """What somebody took back himself was no decision."""
    return signed_by_me(model, "decided_by")(viewer).exclude(TAKEN_BACK)


def places(quota: Quota) -> str:
    return rows("subsidies:quota-list", term=quota.term_id, school=quota.school.code)


def its_year(use: SchoolAidUse) -> str:
    return rows("subsidies:school-aid-detail", use.year_id)


PAPERS: list[tuple[str, str | Promise, str | Promise, Permission, type[Model], str, Callable[[Any], str]]] = [
    ("quota", _("批准名额"), _("拟定名额"), Permission.ENTITLEMENT_VIEW, Quota, "school", places),
    ("adjustment", _("批准调整"), _("提出调整"), Permission.ENTITLEMENT_VIEW, Adjustment, "entitlement__school", own_page),
    ("document", _("批准资金文件"), _("登记资金文件"), Permission.BUDGET_VIEW, FundingDocument, "", own_page),
    ("account", _("批准银行账户变更"), _("提出银行账户变更"), Permission.PAYMENT_VIEW, CardChange, "school", own_page),
    ("layout", _("批准银行文件格式"), _("登记银行文件格式"), Permission.BATCH_VIEW, BankLayout, "", own_page),
    (
        "school-aid",
        _("确认学校资助使用"),
        _("填报学校资助使用"),
        Permission.SCHOOL_AID_VIEW,
        SchoolAidUse,
        "year__school",
        its_year,
    ),
    ("agreement", _("批准捐赠协议"), _("登记捐赠协议"), Permission.DONATION_VIEW, DonationAgreement, "", own_page),
    ("gift", _("批准捐赠"), _("登记捐赠"), Permission.DONATION_VIEW, Gift, "", own_page),
    ("hand-over", _("批准捐赠发放清单"), _("登记捐赠发放清单"), Permission.DONATION_VIEW, HandOver, "school", own_page),
    ("carry-over", _("批准捐赠结余结转"), _("登记捐赠结余结转"), Permission.DONATION_VIEW, CarryOver, "", own_page),
    ("approval-band", _("批准会签标准"), _("拟定会签标准"), Permission.POLICY_VIEW, ApprovalBand, "", own_page),
    ("school-aid-rate", _("批准计提比例"), _("拟定计提比例"), Permission.SCHOOL_AID_VIEW, SchoolAidRate, "", own_page),
]
for code, decided, made, permission, model, unit, page in PAPERS:
    by_me = partial(decided_for_another, model)
    register_decided(Trace(code, decided, permission, by_me, "decided_at", unit=unit, url=page))
    register_started(
        Trace(
            code, made, permission, signed_by_me(model, "made_by"), "made_at", unit=unit, url=page,
            returned=Q(status=PaperStatus.REFUSED) & ~TAKEN_BACK & lately("decided_at"), ended=~Q(status=PaperStatus.PROPOSED),
            reason=lambda paper: paper.decision_note if paper.status == PaperStatus.REFUSED else "",
        )
    )  # fmt: skip

for word, what in (("confirmed", _("确认名单")), ("reviewed", _("审核名单")), ("approved", _("审批名单"))):
    register_decided(
        Trace(
            f"list-{word}", what, Permission.ENTITLEMENT_VIEW, signed_by_me(EntitlementList, f"{word}_by"), f"{word}_at",
            unit="school", name=list_name,
        )
    )  # fmt: skip
register_started(
    Trace(
        "list", _("学校确认的名单"), Permission.ENTITLEMENT_VIEW, lists_of_mine, Coalesce("confirmed_at", "made_at"),
        unit="school", name=list_name, reason=lambda each: each.return_note,
        returned=Q(status=ListStatus.DRAFT), ended=Q(status=ListStatus.APPROVED),
    )
)  # fmt: skip
for word, what in (("reviewed", _("审核发放批次")), ("released", _("放行发放批次"))):
    register_decided(Trace(f"batch-{word}", what, Permission.BATCH_VIEW, signed_by_me(Batch, f"{word}_by"), f"{word}_at"))
register_started(
    Trace(
        "batch", _("编制发放批次"), Permission.BATCH_VIEW, signed_by_me(Batch, "prepared_by"), "prepared_at",
        returned=Q(status=BatchStatus.DRAFT, return_note__gt=""), ended=~Q(status__in=UNDER_WAY),
        reason=lambda batch: batch.return_note,
    )
)  # fmt: skip
register_decided(Trace("return", _("核对回盘并入账"), Permission.BATCH_VIEW, signed_by_me(BankReturn, "booked_by"), "booked_at"))
register_started(
    Trace(
        "return", _("导入银行回盘"), Permission.BATCH_VIEW, signed_by_me(BankReturn, "uploaded_by"), "uploaded_at",
        returned=Q(status=ReturnStatus.REFUSED) & lately("uploaded_at"), ended=~Q(status=ReturnStatus.READ),
    )
)  # fmt: skip
register_decided(
    Trace(
        "recovery", _("办结追回"), Permission.ENTITLEMENT_VIEW, signed_by_me(Recovery, "closed_by"),
        Coalesce(F("received_on"), F("opened_at__date")), unit="adjustment__entitlement__school",
    )
)  # fmt: skip
for word, what in (("sent", _("报送营养餐月报")), ("locked", _("审核锁定营养餐月报"))):
    by_me = signed_by_me(MealReport, f"{word}_by")
    register_decided(Trace(f"meal-report-{word}", what, Permission.MEAL_VIEW, by_me, f"{word}_at", unit="school"))
register_decided(
    Trace("policy", _("批准政策标准"), Permission.POLICY_VIEW, signed_by_me(PolicyVersion, "approved_by"), "approved_at")
)
register_started(
    Trace(
        "policy", _("起草政策标准"), Permission.POLICY_VIEW, signed_by_me(PolicyVersion, "drafted_by"), "drafted_at",
        returned=Q(status=PolicyStatus.DRAFT, return_note__gt=""),
        ended=~Q(status__in=[PolicyStatus.DRAFT, PolicyStatus.SUBMITTED]), reason=lambda version: version.return_note,
    )
)  # fmt: skip
