"""What waits around lists: lists themselves, quotas, corrections, recoveries, holds and school aid."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import AID
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.term_filters import ALL
from aid_portal.waiting import Viewer, Waiting, register_waiting
from subsidies.choices import ListStatus
from subsidies.models import EntitlementList
from subsidies.reports import waiting
from subsidies.reports.countersignatures import signed_enough, to_sign
from subsidies.tables.entitlement_lists import ordinal

Among = Callable[[QuerySet, User], QuerySet] | None


def list_name(each: EntitlementList) -> str:
    """Without the school, which stands beside it."""
    return f"{each.programme} {each.term} {ordinal(each.number)}".strip()


def _lists(
    code: str, status: ListStatus, permission: Permission, what: str | Promise, since: str, by: str, among: Among = None
) -> Waiting:
    """What the school confirms, the reviewer reviews, the approver approves: each what is his to do next."""

    def find(viewer: Viewer) -> QuerySet[EntitlementList]:
        found = waiting.lists_waiting(viewer.user).filter(status=status)
        return among(found, viewer.user) if among else found

    def listed(viewer: Viewer) -> str:
        return rows("subsidies:list-list", term=ALL, status=status.value, mine="yes")

    return Waiting(
        code, AID, "subsidies:list-list", what, "list-check", permission, find,
        since=since, detail="subsidies:list-detail", unit="school", by=by, listed=listed, name=list_name,
    )  # fmt: skip


def _of(find: Callable[..., QuerySet]) -> Callable[[Viewer], QuerySet]:
    return lambda viewer: find(viewer.user)


CONFIRM, REVIEW, APPROVE = Permission.ENTITLEMENT_CONFIRM, Permission.ENTITLEMENT_REVIEW, Permission.ENTITLEMENT_APPROVE
register_waiting(_lists("list-confirm", ListStatus.DRAFT, CONFIRM, _("确认享受资助名单"), "made_at", ""))
register_waiting(_lists("list-review", ListStatus.CONFIRMED, REVIEW, _("审核享受资助名单"), "confirmed_at", "confirmed_by"))
for code, permission, what, among in (
    ("list-approve", APPROVE, _("审批享受资助名单"), signed_enough),
    ("list-countersign", Permission.COUNTERSIGN, _("会签大额名单"), to_sign),
):
    register_waiting(_lists(code, ListStatus.REVIEWED, permission, what, "reviewed_at", "reviewed_by", among))
register_waiting(
    Waiting(
        "quota-approve", AID, "subsidies:quota-list", _("批准名额"), "people",
        Permission.QUOTA_APPROVE, _of(waiting.quotas_waiting), since="made_at", unit="school", by="made_by", many=True,
        listed=lambda viewer: rows("subsidies:quota-list", term=ALL, state="proposed"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "adjustment-approve", AID, "subsidies:adjustment-list", _("批准补发、追回和取消"), "arrow-left-right",
        Permission.ADJUST_APPROVE, _of(waiting.adjustments_waiting), since="made_at",
        unit="entitlement__school", by="made_by", detail="subsidies:adjustment-detail",
        listed=lambda viewer: rows("subsidies:adjustment-list", status="proposed"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "recovery-receive", AID, "subsidies:adjustment-list", _("收回多发的资金"), "arrow-counterclockwise",
        Permission.ADJUST, _of(waiting.recoveries_open), since="opened_at", due="due_on",
        unit="adjustment__entitlement__school", by="adjustment__decided_by", detail="subsidies:recovery-detail",
        listed=lambda viewer: rows("subsidies:recovery-list", status="open"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "hold-review", AID, "subsidies:list-list", _("复核暂缓发放的学生"), "pause-circle",
        Permission.ADJUST, _of(waiting.holds_to_review), since="held_until", unit="school", many=True,
        detail="subsidies:entitlement-detail",
        listed=lambda viewer: rows("subsidies:entitlement-list", term=ALL, hold="due"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "school-aid-confirm", AID, "subsidies:school-aid-list", _("确认学校资助使用"), "mortarboard",
        Permission.SCHOOL_AID_CONFIRM, _of(waiting.school_aid_waiting), since="made_at", unit="year__school", by="made_by",
        many=True, listed=lambda viewer: rows("subsidies:school-aid-list", year=ALL, waiting="yes"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "school-aid-rate-approve", AID, "subsidies:school-aid-list", _("批准学校资助计提比例"), "sliders",
        Permission.POLICY_APPROVE, _of(waiting.school_aid_rates_waiting), since="made_at", by="made_by",
        detail="subsidies:school-aid-rate-detail",
        listed=lambda viewer: rows("subsidies:school-aid-rate-list", status="proposed"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "approval-band-approve", AID, "subsidies:batch-list", _("批准会签标准"), "people",
        Permission.POLICY_APPROVE, _of(waiting.approval_bands_waiting), since="made_at", by="made_by",
        detail="subsidies:band-detail", listed=lambda viewer: rows("subsidies:band-list", status="proposed"),
    )
)  # fmt: skip
