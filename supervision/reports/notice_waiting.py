"""Which notices wait for whom: to be signed, received, planned, answered, reviewed, looked at again."""

from collections.abc import Callable

from django.db.models import Q

from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from supervision.choices import OWED, RECTIFYING, NoticeStatus, PlanStatus, ProblemStatus, StepStatus
from supervision.models import Plan, RectificationNotice, Step, StepRecipient
from supervision.models.notices import NoticeQuerySet
from supervision.models.steps import StepQuerySet, StepRecipientQuerySet

Condition = Callable[[User], Q]


def _with_problem(*statuses: str) -> Condition:
    return lambda user: Q(status=NoticeStatus.DELIVERED, problems__status__in=statuses)


def _answerable(user: User) -> Q:
    """Something is owed that may be reported on: it needs no plan, or the plan was sent."""
    owed = Q(status=NoticeStatus.DELIVERED, problems__status__in=OWED)
    planned = Q(pk__in=RectificationNotice.objects.planned().order_by().values("pk"))
    return owed & (Q(problems__immediate=True) | Q(plan_due_on=None) | planned)


def _without_plan(user: User) -> Q:
    return Q(status=NoticeStatus.DELIVERED, pk__in=RectificationNotice.objects.owing_plan().order_by().values("pk"))


def _plan_to_review(user: User) -> Q:
    sent = Plan.objects.filter(status=PlanStatus.SENT).exclude(made_by__in=user.stands_for)
    return Q(status=NoticeStatus.DELIVERED, pk__in=sent.order_by().values("notice"))


WAITS: dict[str, tuple[Permission, Condition]] = {
    "mend": (Permission.NOTICE_DRAFT, lambda user: Q(status=NoticeStatus.DRAFT, drafted_by=user)),
    "sign": (Permission.NOTICE_ISSUE, lambda user: Q(status=NoticeStatus.SUBMITTED) & ~Q(drafted_by__in=user.stands_for)),
    "receive": (Permission.NOTICE_REPLY, lambda user: Q(status=NoticeStatus.ISSUED)),
    "plan": (Permission.NOTICE_REPLY, _without_plan),
    "plan_review": (Permission.NOTICE_REVIEW, _plan_to_review),
    "answer": (Permission.NOTICE_REPLY, _answerable),
    "review": (Permission.NOTICE_REVIEW, _with_problem(ProblemStatus.REPLIED)),
    "reinspect": (Permission.NOTICE_REVIEW, _with_problem(ProblemStatus.ACCEPTED)),
    "extend": (
        Permission.NOTICE_ISSUE,
        lambda user: (
            Q(status__in=RECTIFYING, extensions__status=PaperStatus.PROPOSED) & ~Q(extensions__made_by__in=user.stands_for)
        ),
    ),
}


def waiting(user: User, what: str) -> NoticeQuerySet:
    permission, condition = WAITS[what]
    visible = RectificationNotice.objects.visible_to(user)
    if not user.has(permission):
        return visible.none()
    return visible.filter(pk__in=RectificationNotice.objects.filter(condition(user)).order_by().values("pk"))


def unread_steps(user: User) -> StepRecipientQuerySet:
    """What came to this user about deadlines and was not seen yet."""
    return StepRecipient.objects.unread_by(user).select_related("step__notice__word", "step__notice__unit")


def steps_to_send(user: User) -> StepQuerySet:
    """Graver steps that wait for a person's word."""
    steps = Step.objects.visible_to(user)
    return steps.filter(status=StepStatus.PREPARED) if user.has(Permission.NOTICE_ISSUE) else steps.none()
