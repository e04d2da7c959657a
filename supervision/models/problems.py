"""The numbered problems of a notice: each is put right and closed by itself (逐条销号)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import OUTSIDE, OWED, PROBLEM_MOVES, RECTIFYING, ProblemStatus, Severity
from supervision.models.notices import RectificationNotice
from supervision.models.visits import VisitFinding

PROBLEM_AS_ISSUED = """
IF EXISTS (SELECT FROM supervision_rectificationnotice n
           WHERE n.id = coalesce(NEW.notice_id, OLD.notice_id) AND n.number IS NOT NULL)
   AND (TG_OP <> 'UPDATE' OR (NEW.notice_id, NEW.position, NEW.fact, NEW.basis, NEW.demand, NEW.severity,
        NEW.responsible_unit, NEW.responsible_person)
        IS DISTINCT FROM (OLD.notice_id, OLD.position, OLD.fact, OLD.basis, OLD.demand, OLD.severity,
        OLD.responsible_unit, OLD.responsible_person)) THEN
    RAISE EXCEPTION 'problem_is_final_once_issued';
END IF;
RETURN coalesce(NEW, OLD);
"""


class ProblemQuerySet(ScopedQuerySet):
    unit_lookup = "notice__unit__path"

    def visible_to(self, user) -> "ProblemQuerySet":
        seen = super().visible_to(user)
        return seen if user.has(Permission.INSPECTION_VIEW) else seen.filter(notice__status__in=OUTSIDE)

    def in_hand(self) -> "ProblemQuerySet":
        """Of notices that are being rectified: neither drafts nor void ones nor those that are closed."""
        return self.filter(notice__status__in=RECTIFYING)

    def for_list(self) -> "ProblemQuerySet":
        return self.select_related("notice__unit", "notice__word", "closed_by")


class Problem(Stateful, models.Model):
    """One numbered problem of a notice, with what it breaks and what is asked.

    Who is responsible is said where it is not who is for the whole notice.
    """

    MOVES = PROBLEM_MOVES

    notice = models.ForeignKey(RectificationNotice, models.CASCADE, related_name="problems", verbose_name=_("整改通知书"))
    position = models.PositiveSmallIntegerField(_("次序"))
    finding = models.OneToOneField(
        VisitFinding, models.PROTECT, null=True, blank=True, related_name="problem", verbose_name=_("督查发现")
    )
    severity = models.CharField(_("问题程度"), max_length=8, choices=Severity.choices, default=Severity.MINOR)
    fact = models.TextField(_("事实"))
    evidence = models.CharField(_("证据"), max_length=200, blank=True)
    basis = models.CharField(_("依据"), max_length=200)
    demand = models.CharField(_("整改要求"), max_length=300)
    immediate = models.BooleanField(_("立行立改"), default=False)
    responsible_unit = models.CharField(_("责任单位"), max_length=60, blank=True)
    responsible_person = models.CharField(_("责任人"), max_length=40, blank=True)
    due_on = models.DateField(_("整改期限"), null=True)
    status = models.CharField(_("状态"), max_length=8, choices=ProblemStatus.choices, default=ProblemStatus.OPEN)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("销号人"))
    closed_at = models.DateTimeField(_("销号时间"), null=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改问题")
        ordering = ("notice", "position")
        constraints = [
            models.UniqueConstraint(name="problem_position_once", fields=["notice", "position"]),
            models.CheckConstraint(name="problem_states_fact_and_basis", condition=~Q(fact="") & ~Q(basis="") & ~Q(demand="")),
            models.CheckConstraint(
                name="problem_closed_iff_stamped",
                condition=Q(status=ProblemStatus.CLOSED, closed_by__isnull=False, closed_at__isnull=False)
                | (~Q(status=ProblemStatus.CLOSED) & Q(closed_by=None, closed_at=None)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="as_issued",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=PROBLEM_AS_ISSUED,
            )
        ]

    def __str__(self) -> str:
        return gettext("%(notice)s第%(position)s项") % {"notice": self.notice, "position": self.position}

    def get_absolute_url(self) -> str:
        return f"{reverse('supervision:notice-detail', args=[self.notice_id])}#problem-{self.position}"

    @property
    def responsible(self) -> str:
        return gettext("，").join(filter(None, (self.responsible_unit, self.responsible_person)))

    @property
    def owed(self) -> bool:
        """The unit's turn: not answered yet, or sent back."""
        return self.status in OWED
