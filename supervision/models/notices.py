"""Rectification notices (整改通知书): numbered when issued, closed problem by problem (domain.md 8.2–8.4)."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import (
    BEFORE_ISSUE,
    NOTICE_MOVES,
    OUTSIDE,
    OWED,
    PLAN_STANDS,
    RECTIFYING,
    DeadlineKind,
    NoticeFigure,
    NoticeStatus,
    Theme,
)  # fmt: skip
from supervision.models.campaigns import Campaign
from supervision.models.issue_words import IssueWord
from supervision.models.notice_standards import NoticeStandard

# A number is given once, follows the last one of its word and year, and stays; what was issued says the same for ever.
NUMBERED_ONCE = """
IF TG_OP = 'DELETE' THEN
    IF OLD.number IS NOT NULL THEN
        RAISE EXCEPTION 'notice_with_a_number_is_never_deleted';
    END IF;
    RETURN OLD;
END IF;
IF OLD.number IS NULL AND NEW.number IS NOT NULL AND NEW.number <> greatest(
    (SELECT coalesce(max(n.number), 0) FROM supervision_rectificationnotice n
      WHERE n.word_id = NEW.word_id AND n.year = NEW.year),
    (SELECT coalesce(max(y.last_on_paper), 0) FROM supervision_wordyear y WHERE y.word_id = NEW.word_id AND y.year = NEW.year)
) + 1 THEN
    RAISE EXCEPTION 'notice_number_follows_the_last_one';
END IF;
IF OLD.number IS NOT NULL AND
   (NEW.word_id, NEW.year, NEW.number, NEW.unit_id, NEW.title, NEW.matters, NEW.demands, NEW.issued_on, NEW.deadline_kind,
    NEW.deadline_days, NEW.plan_days, NEW.plan_due_on, NEW.standard_id, NEW.drafted_by_id, NEW.issued_by_id) IS DISTINCT FROM
   (OLD.word_id, OLD.year, OLD.number, OLD.unit_id, OLD.title, OLD.matters, OLD.demands, OLD.issued_on, OLD.deadline_kind,
    OLD.deadline_days, OLD.plan_days, OLD.plan_due_on, OLD.standard_id, OLD.drafted_by_id, OLD.issued_by_id) THEN
    RAISE EXCEPTION 'notice_is_final_once_issued';
END IF;
RETURN NEW;
"""

CLOSED_BY_ITS_PROBLEMS = """
IF NEW.status = 'closed' AND EXISTS (
    SELECT FROM supervision_problem p WHERE p.notice_id = NEW.id AND p.status <> 'closed'
) THEN
    RAISE EXCEPTION 'notice_closes_with_its_last_problem';
END IF;
RETURN NULL;
"""


_PLAN_DAY = Q(issued_on__isnull=False, plan_due_on__lt=F("due_on"))


class NoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "NoticeQuerySet":
        """A unit sees what was issued to it; drafts are seen by those who write and sign them."""
        seen = super().visible_to(user)
        return seen if user.has(Permission.INSPECTION_VIEW) else seen.filter(status__in=OUTSIDE)

    def rectifying(self) -> "NoticeQuerySet":
        return self.filter(status__in=RECTIFYING)

    def numbered(self) -> "NoticeQuerySet":
        return self.filter(number__isnull=False)

    def counted_in(self, figure: str) -> "NoticeQuerySet":
        """Those that the figure of the yearly account counts: issued and not voided."""
        food = Q(theme=Theme.FOOD)
        issued = self.numbered().exclude(status=NoticeStatus.VOIDED)
        return issued.filter(food if figure == NoticeFigure.FOOD_NOTICES else ~food)

    def overdue_on(self, day: date) -> "NoticeQuerySet":
        """Something should have been answered or planned before that day and was not."""
        answers = self.model.objects.filter(problems__status__in=OWED, problems__due_on__lt=day)
        plans = self.model.objects.owing_plan().filter(plan_due_on__lt=day)
        late = Q(pk__in=answers.order_by().values("pk")) | Q(pk__in=plans.order_by().values("pk"))
        return self.rectifying().filter(late)

    def planned(self) -> "NoticeQuerySet":
        """Their plan was sent and not returned."""
        return self.filter(pk__in=self.model.objects.filter(plans__status__in=PLAN_STANDS).order_by().values("pk"))

    def owing_plan(self) -> "NoticeQuerySet":
        """Asked for a plan and without one, while something is still to be put right by it."""
        left = self.model.objects.filter(problems__immediate=False, problems__status__in=OWED)
        asked = self.filter(plan_due_on__isnull=False, pk__in=left.order_by().values("pk"))
        return asked.exclude(pk__in=self.model.objects.planned().order_by().values("pk"))

    def for_list(self) -> "NoticeQuerySet":
        return self.select_related("word", "unit", "campaign", "drafted_by", "issued_by")

    def with_clocks(self) -> "NoticeQuerySet":
        """With all that says how a notice stands on a day (reports/clocks.py)."""
        return self.select_related("standard").prefetch_related("problems__replies", "steps", "plans")


class RectificationNotice(Stateful, models.Model):
    """One notice to one unit. `due_on` is the deadline that counts, the one of a granted extension included.

    `plan_days`: within how many days a plan is asked for, none where it is not; counted from the issue in the same kind of days.
    """

    MOVES = NOTICE_MOVES

    word = models.ForeignKey(IssueWord, models.PROTECT, related_name="notices", verbose_name=_("机关代字"))
    year = models.PositiveSmallIntegerField(_("年度"), null=True)
    number = models.PositiveIntegerField(_("序号"), null=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, related_name="notices", verbose_name=_("督查行动"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("被督查单位"))
    theme = models.CharField(_("督查事项"), max_length=12, choices=Theme.choices)
    title = models.CharField(_("标题"), max_length=120)
    inspected = models.CharField(_("督查时间"), max_length=80)
    inspectors = models.CharField(_("督查组成员"), max_length=200)
    matters = models.CharField(_("督查内容"), max_length=200)
    demands = models.TextField(_("整改要求"))
    deadline_kind = models.CharField(_("期限种类"), max_length=8, choices=DeadlineKind.choices, default=DeadlineKind.WORKING)
    deadline_days = models.PositiveSmallIntegerField(_("整改期限（天）"))
    plan_days = models.PositiveSmallIntegerField(_("整改方案期限（天）"), null=True, blank=True)
    responsible_person = models.CharField(_("整改责任人"), max_length=40, blank=True)
    report_to = models.CharField(_("报送方式"), max_length=200, blank=True)
    contact = models.CharField(_("联系人"), max_length=40)
    phone = models.CharField(_("联系电话"), max_length=30)
    copies = models.CharField(_("抄送"), max_length=300, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=NoticeStatus.choices, default=NoticeStatus.DRAFT)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("拟稿人"))
    drafted_at = models.DateTimeField(_("拟稿时间"), db_default=Now())
    return_note = models.CharField(_("退回意见"), max_length=200, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签发人"))
    issued_on = models.DateField(_("签发日期"), null=True)
    due_on = models.DateField(_("整改期限"), null=True)
    plan_due_on = models.DateField(_("整改方案期限"), null=True)
    standard = models.ForeignKey(NoticeStandard, models.PROTECT, null=True, related_name="+", verbose_name=_("期限和督办标准"))
    delivered_on = models.DateField(_("送达日期"), null=True)
    received_by = models.CharField(_("签收人"), max_length=40, blank=True)
    receipt = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("送达回执"))
    closed_on = models.DateField(_("销号日期"), null=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("作废人"))
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改通知书")
        ordering = ("-issued_on", "-pk")
        constraints = [
            models.UniqueConstraint(name="rectificationnotice_number_once", fields=["word", "year", "number"]),
            models.CheckConstraint(
                name="rectificationnotice_numbered_iff_issued",
                condition=Q(status__in=BEFORE_ISSUE, year=None, number=None, issued_by=None, issued_on=None, due_on=None)
                | (
                    ~Q(status__in=BEFORE_ISSUE)
                    & Q(year__isnull=False, number__gte=1, issued_by__isnull=False, issued_on__isnull=False, due_on__isnull=False)
                ),
            ),
            both_or_neither("rectificationnotice_issued_under_a_standard", "issued_on", "standard"),
            different_people("rectificationnotice_signer_is_not_drafter", "drafted_by", "issued_by"),
            models.CheckConstraint(
                name="rectificationnotice_void_says_who_and_why",
                condition=Q(status=NoticeStatus.VOIDED, voided_by__isnull=False, void_reason__gt="")
                | (~Q(status=NoticeStatus.VOIDED) & Q(voided_by=None, void_reason="")),
            ),
            models.CheckConstraint(
                name="rectificationnotice_delivered_to_somebody",
                condition=~Q(status__in=[NoticeStatus.DELIVERED, NoticeStatus.CLOSED])
                | Q(delivered_on__isnull=False, received_by__gt=""),
            ),
            models.CheckConstraint(
                name="rectificationnotice_closed_iff_dated",
                condition=Q(status=NoticeStatus.CLOSED) ^ Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(name="rectificationnotice_leaves_a_day", condition=Q(deadline_days__gte=1)),
            models.CheckConstraint(
                name="rectificationnotice_plan_before_the_report",
                condition=Q(plan_days=None, plan_due_on=None)
                | (Q(plan_days__gte=1, plan_days__lt=F("deadline_days")) & (Q(plan_due_on=None) | _PLAN_DAY)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="numbered_once", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=NUMBERED_ONCE
            ),
            pgtrigger.Trigger(
                name="closed_by_its_problems",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=CLOSED_BY_ITS_PROBLEMS,
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or self.title

    def get_absolute_url(self) -> str:
        return reverse("supervision:notice-detail", args=[self.pk])

    @property
    def owes_plan(self) -> bool:
        """Before any problem but 立行立改 may be reported on."""
        return self.plan_due_on is not None and not any(plan.stands for plan in self.plans.all())

    @property
    def document_number(self) -> str:
        """扶教体督〔2022〕15号; empty until it is issued."""
        if not self.number:
            return ""
        return gettext("%(word)s〔%(year)s〕%(number)s号") % {"word": self.word, "year": self.year, "number": self.number}
