"""The three lists of a campaign (责任清单, 资料清单, 任务清单) and what each unit has done of them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, stamped_iff
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import WORK_MOVES, WorkKind, WorkStatus
from supervision.models.campaigns import Campaign
from supervision.models.checklists import InspectionQuerySet


class WorkItem(models.Model):
    """One line of a list: what is to be done or to exist, to which standard, by when, by whom."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="work_items", verbose_name=_("督查行动"))
    kind = models.CharField(_("清单"), max_length=8, choices=WorkKind.choices)
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.CharField(_("内容"), max_length=200)
    standard = models.CharField(_("要求"), max_length=300, blank=True)
    owner = models.CharField(_("责任人（岗位）"), max_length=60, blank=True)
    due_on = models.DateField(_("完成期限"), null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("清单条目")
        ordering = ("campaign", "kind", "position", "pk")
        constraints = [models.UniqueConstraint(name="workitem_position_once_a_list", fields=["campaign", "kind", "position"])]

    def __str__(self) -> str:
        return self.text


class WorkEntryQuerySet(ScopedQuerySet):
    def for_list(self) -> "WorkEntryQuerySet":
        return self.select_related("item__campaign", "unit", "file", "done_by")


class WorkEntry(Stateful, models.Model):
    """What one unit has done of one line."""

    MOVES = WORK_MOVES

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="entries", verbose_name=_("清单条目"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    owner = models.CharField(_("责任人"), max_length=40, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=WorkStatus.choices, default=WorkStatus.WAITING)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证材料"))
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("填报人"))
    done_at = models.DateTimeField(_("填报时间"), null=True)
    made_at = models.DateTimeField(_("下达时间"), db_default=Now())

    objects = WorkEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("清单落实情况")
        ordering = ("item", "unit__path")
        constraints = [
            models.UniqueConstraint(name="workentry_once_a_unit", fields=["item", "unit"]),
            stamped_iff("workentry_done_iff_stamped", "done_at", [WorkStatus.DONE, WorkStatus.WAIVED]),
            both_or_neither("workentry_stamp_has_its_person", "done_by", "done_at"),
            models.CheckConstraint(name="workentry_waived_says_why", condition=~Q(status=WorkStatus.WAIVED) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:work-entry-detail", args=[self.pk])
