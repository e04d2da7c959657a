"""What of batches, returns and accounts waits for whom."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import AID
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer, Waiting, register_waiting
from subsidies.choices import BatchStatus, PaperStatus, ReturnStatus
from subsidies.models import ArrivalQuestion, BankLayout, BankReturn, Batch, CardChange, EntitlementList, Payment
from subsidies.reports.arrivals import to_settle
from subsidies.reports.batches import with_overdue
from subsidies.reports.countersignatures import decided_by_any_of, signed_enough, to_sign
from subsidies.reports.returned import changes_to_decide, to_mend
from subsidies.reports.waiting import decidable


def to_review(viewer: Viewer) -> QuerySet[Batch]:
    return _at(BatchStatus.SUBMITTED, viewer)


def to_release(viewer: Viewer) -> QuerySet[Batch]:
    """What its sum asks for is signed, by others."""
    return signed_enough(_at(BatchStatus.REVIEWED, viewer), viewer.user)


def to_countersign(viewer: Viewer) -> QuerySet[Batch]:
    lists = EntitlementList.objects.filter(decided_by_any_of(viewer.user.stands_for))
    mine = Payment.objects.filter(entitlement__list__in=lists).values("batch")
    return to_sign(_at(BatchStatus.REVIEWED, viewer).exclude(pk__in=mine), viewer.user)


def _at(status: str, viewer: Viewer) -> QuerySet[Batch]:
    """Not the own work."""
    waiting = Batch.objects.visible_to(viewer.user).filter(status=status)
    return waiting.exclude(Q(prepared_by__in=viewer.user.stands_for) | Q(reviewed_by__in=viewer.user.stands_for))


def to_book(viewer: Viewer) -> QuerySet[BankReturn]:
    """Returns that were read and wait for a person to book them who did not send the batch."""
    waiting, own = BankReturn.objects.visible_to(viewer.user).filter(status=ReturnStatus.READ), viewer.user.stands_for
    sent = Q(batch__prepared_by__in=own) | Q(batch__reviewed_by__in=own) | Q(batch__released_by__in=own)
    return waiting.exclude(sent)


def to_settle_arrivals(viewer: Viewer) -> QuerySet[ArrivalQuestion]:
    """Families say otherwise than the bank; whoever was told so does not find out why."""
    found = to_settle(ArrivalQuestion.objects.visible_to(viewer.user))
    return found.exclude(answered_by__in=viewer.user.stands_for)


def overdue(viewer: Viewer) -> QuerySet[Batch]:
    """The bank's time is over and there are rows without an answer."""
    return with_overdue(Batch.objects.visible_to(viewer.user), timezone.localdate()).filter(overdue=True)


def layouts_to_approve(viewer: Viewer) -> QuerySet[BankLayout]:
    return decidable(BankLayout.objects.visible_to(viewer.user), viewer.user, Permission.LAYOUT_APPROVE)


def to_make_good(viewer: Viewer) -> QuerySet[Payment]:
    """What came back from the bank to the own schools, and no other account was asked for yet."""
    return to_mend(viewer.user)


def accounts_to_approve(viewer: Viewer) -> QuerySet[CardChange]:
    return changes_to_decide(viewer.user)


register_waiting(
    Waiting(
        "batch-review", AID, "subsidies:batch-list", _("审核发放批次"), "send", Permission.BATCH_REVIEW, to_review,
        since="prepared_at", by="prepared_by", detail="subsidies:batch-detail",
        listed=lambda viewer: rows("subsidies:batch-list", status=BatchStatus.SUBMITTED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "batch-countersign", AID, "subsidies:batch-list", _("会签大额发放批次"), "people", Permission.COUNTERSIGN, to_countersign,
        since="reviewed_at", by="reviewed_by", detail="subsidies:batch-detail",
        listed=lambda viewer: rows("subsidies:batch-list", status=BatchStatus.REVIEWED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "batch-release", AID, "subsidies:batch-list", _("放行发放批次"), "send", Permission.BATCH_RELEASE, to_release,
        since="reviewed_at", by="reviewed_by", detail="subsidies:batch-detail",
        listed=lambda viewer: rows("subsidies:batch-list", status=BatchStatus.REVIEWED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "return-book", AID, "subsidies:return-list", _("核对银行回盘并入账"), "inbox", Permission.BANK_FILE, to_book,
        since="uploaded_at", by="uploaded_by", detail="subsidies:return-detail",
        listed=lambda viewer: rows("subsidies:return-list", status=ReturnStatus.READ.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "arrival-settle", AID, "subsidies:batch-list", _("查核到账回访的不一致"), "telephone", Permission.BANK_FILE,
        to_settle_arrivals, since="answered_at", by="answered_by", unit="payment__school",
        detail="subsidies:arrival-question-detail",
        listed=lambda viewer: rows("subsidies:arrival-list", state="mismatch"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "batch-overdue", AID, "subsidies:batch-list", _("向银行催要逾期的回盘"), "hourglass-split", Permission.BANK_FILE, overdue,
        since="released_at", due="due_back_on", detail="subsidies:batch-detail",
        listed=lambda viewer: rows("subsidies:batch-list", overdue="yes"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "layout-approve", AID, "subsidies:layout-list", _("批准银行文件格式"), "file-earmark-text", Permission.LAYOUT_APPROVE,
        layouts_to_approve, since="made_at", by="made_by", detail="subsidies:layout-detail",
        listed=lambda viewer: rows("subsidies:layout-list", state=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "account-mend", AID, "subsidies:returned-list", _("更正退票学生的账户"), "person-badge", Permission.CARD_CHANGE,
        to_make_good, since="settled_on", unit="school", many=True, listed=lambda viewer: rows("subsidies:returned-list"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "account-approve", AID, "subsidies:returned-list", _("批准银行账户变更"), "person-badge", Permission.CARD_APPROVE,
        accounts_to_approve, since="made_at", unit="school", by="made_by", detail="subsidies:card-detail",
        listed=lambda viewer: rows("subsidies:card-list", status=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
