"""What waits for whom in a round: the menu's numbers, the lines of the home page, the inbox and the lists' own filter."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from aid_portal.models import User
from students.determination_choices import ApplicationStatus, CancellationStatus, DeterminationListStatus, RoundStatus
from students.models import Application, Cancellation, DeterminationList, Objection, PublicNotice, PublicNoticeRow

RUNS = Q(round__status=RoundStatus.RUNNING)
L = DeterminationListStatus


def applications_in(user: User, status: str) -> QuerySet[Application]:
    return Application.objects.visible_to(user).filter(RUNS, status=status)


def applications_waiting(user: User) -> dict[str, QuerySet[Application]]:
    """By the word of the list's filter."""
    return {
        "weigh": applications_in(user, ApplicationStatus.SUBMITTED),
        "decide": applications_in(user, ApplicationStatus.REVIEWED),
        "held": held_to_approve(user),
    }


def lists_waiting(user: User, today: date) -> dict[str, QuerySet[DeterminationList]]:
    return {
        "post": lists_in(user, L.DRAFT),
        "submit": lists_in(user, L.POSTED),
        "review": lists_to_review(user, today),
        "approve": lists_to_approve(user, today),
    }


def lists_in(user: User, *statuses: str) -> QuerySet[DeterminationList]:
    return DeterminationList.objects.visible_to(user).filter(RUNS, status__in=statuses)


def lists_to_review(user: User, today: date) -> QuerySet[DeterminationList]:
    """Handed in by somebody else."""
    return lists_in(user, L.SUBMITTED).exclude(Q(submitted_by__in=user.stands_for) | Q(made_by__in=user.stands_for))


def lists_to_approve(user: User, today: date) -> QuerySet[DeterminationList]:
    """Reviewed by others, and their notice has run out."""
    over = PublicNotice.objects.filter(list=OuterRef("pk"), withdrawn_on=None, ends_on__lt=today)
    others = lists_in(user, L.REVIEWED).exclude(
        Q(submitted_by__in=user.stands_for) | Q(made_by__in=user.stands_for) | Q(reviewed_by__in=user.stands_for)
    )
    return others.filter(Exists(over))


def held_to_approve(user: User) -> QuerySet[Application]:
    """Held by an objection that was answered as unfounded, on a list that is approved."""
    posted = PublicNoticeRow.objects.filter(application=OuterRef("pk"), notice__withdrawn_on=None)
    standing = Exists(posted.filter(objections__in=Objection.objects.in_the_way()))
    held = Application.objects.visible_to(user).filter(status=ApplicationStatus.DECIDED, list__status=L.APPROVED)
    own = (
        Q(list__submitted_by__in=user.stands_for)
        | Q(list__made_by__in=user.stands_for)
        | Q(list__reviewed_by__in=user.stands_for)
    )
    return held.exclude(own).filter(~standing)


def objections_open(user: User) -> QuerySet[Objection]:
    return Objection.objects.visible_to(user).open()


def cancellations_proposed(user: User) -> QuerySet[Cancellation]:
    """By somebody else."""
    return (
        Cancellation.objects.visible_to(user).filter(status=CancellationStatus.PROPOSED).exclude(proposed_by__in=user.stands_for)
    )
