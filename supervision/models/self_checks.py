"""Problems that units found themselves (自查), in the ledger beside those of inspections (domain.md 8.3)."""

import uuid
from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people, in_order
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import SELF_CHECK_MOVES, SELF_CHECK_OWED, SelfCheckStatus, Severity, Theme

FACTS = ("theme", "severity", "found_on", "fact", "measure", "person", "due_on")
ANSWERED = [SelfCheckStatus.REPLIED, SelfCheckStatus.RETURNED, SelfCheckStatus.CLOSED]
WITH_A_REASON = [SelfCheckStatus.RETURNED, SelfCheckStatus.WITHDRAWN]
# What was found, what is to be done and by when stay as they were reported.
REPORTED_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'self_check_is_never_deleted';
END IF;
IF (NEW.unit_id, NEW.theme, NEW.severity, NEW.fact, NEW.found_on, NEW.measure, NEW.person, NEW.due_on, NEW.reported_by_id)
   IS DISTINCT FROM
   (OLD.unit_id, OLD.theme, OLD.severity, OLD.fact, OLD.found_on, OLD.measure, OLD.person, OLD.due_on, OLD.reported_by_id) THEN
    RAISE EXCEPTION 'self_check_is_final_once_reported';
END IF;
RETURN NEW;
"""


class SelfCheckQuerySet(ScopedQuerySet):
    def owed(self) -> "SelfCheckQuerySet":
        return self.filter(status__in=SELF_CHECK_OWED)

    def overdue_on(self, day: date) -> "SelfCheckQuerySet":
        """Past the deadline that the unit set itself, and not answered."""
        return self.owed().filter(due_on__lt=day)

    def for_list(self) -> "SelfCheckQuerySet":
        return self.select_related("unit", "reported_by", "replied_by", "closed_by")


class SelfCheck(Stateful, models.Model):
    """One problem with the deadline that its unit set. `key` comes from the form: sent twice it is one problem.

    `note` is the last word of who sent it back, closed or withdrew it.
    """

    MOVES = SELF_CHECK_MOVES

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    theme = models.CharField(_("事项"), max_length=12, choices=Theme.choices)
    severity = models.CharField(_("问题程度"), max_length=8, choices=Severity.choices, default=Severity.MINOR)
    found_on = models.DateField(_("发现日期"))
    fact = models.TextField(_("存在问题"))
    measure = models.TextField(_("整改措施"))
    person = models.CharField(_("责任人"), max_length=40)
    due_on = models.DateField(_("整改期限"))
    status = models.CharField(_("状态"), max_length=10, choices=SelfCheckStatus.choices, default=SelfCheckStatus.OPEN)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报送人"))
    reported_at = models.DateTimeField(_("报送时间"), db_default=Now())
    result = models.TextField(_("整改结果"), blank=True)
    done_on = models.DateField(_("完成日期"), null=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("结果报送人"))
    replied_at = models.DateTimeField(_("结果报送时间"), null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核实人"))
    closed_at = models.DateTimeField(_("销号时间"), null=True)
    note = models.CharField(_("意见"), max_length=200, blank=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("自查问题")
        ordering = ("-found_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="selfcheck_says_what_and_who", condition=~Q(fact="") & ~Q(measure="") & ~Q(person="")
            ),
            in_order("selfcheck_due_after_it_was_found", "found_on", "due_on"),
            in_order("selfcheck_done_after_it_was_found", "found_on", "done_on"),
            models.CheckConstraint(
                name="selfcheck_answered_with_a_result",
                condition=Q(status__in=ANSWERED, replied_by__isnull=False, done_on__isnull=False) & ~Q(result="")
                | Q(status__in=[SelfCheckStatus.OPEN, SelfCheckStatus.WITHDRAWN], replied_by=None, done_on=None, result=""),
            ),
            both_or_neither("selfcheck_answer_has_its_time", "replied_by", "replied_at"),
            both_or_neither("selfcheck_closing_has_its_time", "closed_by", "closed_at"),
            models.CheckConstraint(
                name="selfcheck_closed_iff_somebody_did", condition=Q(status=SelfCheckStatus.CLOSED) ^ Q(closed_by=None)
            ),
            different_people("selfcheck_closer_did_not_answer_it", "replied_by", "closed_by"),
            models.CheckConstraint(
                name="selfcheck_sent_back_says_why", condition=~Q(status__in=WITH_A_REASON) | ~Q(note="")
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="as_reported",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=REPORTED_IS_FINAL,
            )
        ]

    def __str__(self) -> str:
        return gettext("%(unit)s自查%(theme)s问题") % {"unit": self.unit, "theme": self.get_theme_display()}

    def get_absolute_url(self) -> str:
        return reverse("supervision:self-check-detail", args=[self.pk])

    @property
    def is_owed(self) -> bool:
        return self.status in SELF_CHECK_OWED
