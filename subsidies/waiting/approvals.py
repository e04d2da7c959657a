"""What of this floor can be agreed to several at a time from the inbox, each by the verb that agrees to one."""

from collections.abc import Mapping

from django.db.models import QuerySet

from aid_portal.approving import Approval, Weight, register_approval
from aid_portal.models import User
from subsidies.actions import adjustments, batches, countersignatures, entitlement_lists
from subsidies.models import Adjustment, Batch, EntitlementList
from subsidies.reports.list_sums import with_sums


def weights_of_lists(lists: QuerySet[EntitlementList]) -> Mapping[int, Weight]:
    """Of what would be approved: objected and waiting rows are not in it."""
    return {each.pk: Weight(each.times, each.amount) for each in with_sums(lists)}


def weights_of_batches(rows: QuerySet[Batch]) -> Mapping[int, Weight]:
    return {each.pk: Weight(each.row_count, each.total, bytes(each.digest or b"").hex()) for each in rows}


def weights_of_adjustments(rows: QuerySet[Adjustment]) -> Mapping[int, Weight]:
    return {each.pk: Weight(1, each.amount) for each in rows}


def review_list(each: EntitlementList, weight: Weight, by: User) -> None:
    entitlement_lists.review(lists=[each.pk], by=by)


def approve_list(each: EntitlementList, weight: Weight, by: User) -> None:
    entitlement_lists.approve(lists=[each.pk], seen=weight.amount, by=by)


def sign_list(each: EntitlementList, weight: Weight, by: User) -> None:
    countersignatures.sign_lists(lists=[each.pk], seen=weight.amount, by=by)


def sign_batch(each: Batch, weight: Weight, by: User) -> None:
    countersignatures.sign_batch(batch=each, seen=bytes.fromhex(weight.mark), by=by)


def review_batch(each: Batch, weight: Weight, by: User) -> None:
    batches.review(batch=each, by=by)


def approve_adjustment(each: Adjustment, weight: Weight, by: User) -> None:
    adjustments.decide(adjustment=each, approved=True, by=by)


register_approval("list-review", Approval(weights_of_lists, review_list))
register_approval("list-approve", Approval(weights_of_lists, approve_list))
register_approval("list-countersign", Approval(weights_of_lists, sign_list))
register_approval("batch-countersign", Approval(weights_of_batches, sign_batch))
register_approval("batch-review", Approval(weights_of_batches, review_batch))
register_approval("adjustment-approve", Approval(weights_of_adjustments, approve_adjustment))
