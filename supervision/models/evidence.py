"""Photos and papers that show what was seen or done; each belongs to one of OWNERS."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile, User
from supervision.models.outreach import OutreachActivity
from supervision.models.problems import Problem
from supervision.models.replies import Reinspection, Reply
from supervision.models.self_checks import SelfCheck
from supervision.models.visits import Visit, VisitFinding

OWNERS = ("visit", "finding", "reply", "reinspection", "activity", "self_check")
_ONE_OWNER = reduce(or_, (Q(**{f"{each}__isnull": each != owner for each in OWNERS}) for owner in OWNERS))


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EvidenceQuerySet":
        """Who sees the visit or the notice sees its photos; a unit sees those of the problems it was told of."""
        problems = Problem.objects.visible_to(user).order_by().values("pk")
        return self.filter(
            Q(visit__in=Visit.objects.visible_to(user).order_by().values("pk"))
            | Q(finding__in=VisitFinding.objects.visible_to(user).order_by().values("pk"))
            | Q(finding__problem__in=problems)
            | Q(reply__problem__in=problems)
            | Q(reinspection__problem__in=problems)
            | Q(activity__in=OutreachActivity.objects.visible_to(user).order_by().values("pk"))
            | Q(self_check__in=SelfCheck.objects.visible_to(user).order_by().values("pk"))
        )


class Evidence(models.Model):
    """One file. A photo was made anew from its pixels: no place, no device, no time of the camera is left in it."""

    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="photos", verbose_name=_("督查记录"))
    finding = models.ForeignKey(VisitFinding, models.PROTECT, null=True, related_name="photos", verbose_name=_("发现的问题"))
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="evidence", verbose_name=_("整改回复"))
    reinspection = models.ForeignKey(Reinspection, models.PROTECT, null=True, related_name="photos", verbose_name=_("复查"))
    activity = models.ForeignKey(OutreachActivity, models.PROTECT, null=True, related_name="photos", verbose_name=_("宣传活动"))
    self_check = models.ForeignKey(SelfCheck, models.PROTECT, null=True, related_name="evidence", verbose_name=_("自查问题"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("文件"))
    thumbnail = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("缩略图"))
    caption = models.CharField(_("说明"), max_length=100, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    made_at = models.DateTimeField(_("上传时间"), db_default=Now())

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("佐证材料")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(name="evidence_of_exactly_one_thing", condition=_ONE_OWNER)]

    def __str__(self) -> str:
        return self.caption or self.file.name
