"""Determination lists that the county agrees to several at a time from the inbox, each by the verb of one list."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping

from django.db.models import QuerySet

from aid_portal.approving import Approval, Weight, register_approval
from aid_portal.models import User
from students.actions import determination_lists
from students.determination_choices import ApplicationStatus
from students.models import Application, DeterminationList


def weights_of_lists(lists: QuerySet[DeterminationList]) -> Mapping[int, Weight]:
    """The children who wait, and as mark who they are and at which tier."""
    told: dict[int, list[str]] = defaultdict(list)
    waiting = Application.objects.filter(list__in=lists, status=ApplicationStatus.DECIDED).order_by("pk")
    for found, child, tier in waiting.values_list("list", "pk", "tier"):
        told[found].append(f"{child}|{tier}")
    marks = {pk: hashlib.sha256("\n".join(told[pk]).encode()).hexdigest() for pk in lists.values_list("pk", flat=True)}
    return {pk: Weight(len(told[pk]), None, mark) for pk, mark in marks.items()}


def review(each: DeterminationList, weight: Weight, by: User) -> None:
    determination_lists.review(determination_list=each, by=by)


def approve(each: DeterminationList, weight: Weight, by: User) -> None:
    determination_lists.approve(determination_list=each, seen=weight.times, by=by)


register_approval("determination-review", Approval(weights_of_lists, review))
register_approval("determination-approve", Approval(weights_of_lists, approve))
