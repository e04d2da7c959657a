"""The groups that weigh applications: class review (班级评议) and the school's group (学校认定工作组), with their minutes."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from students.determination_choices import Capacity, MeetingLevel
from students.models.rounds import DeterminationRound


class ReviewMeetingQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    class_lookup = ""
    term_lookup = "round__term"
    tells_stage = False

    def for_list(self) -> "ReviewMeetingQuerySet":
        return self.select_related("round__term", "school", "minutes", "recorded_by")


class ReviewMeeting(models.Model):
    """One sitting; whether enough of the group sat is `rules.review_groups`. No child speaks of his poverty there."""

    round = models.ForeignKey(DeterminationRound, models.PROTECT, related_name="meetings", verbose_name=_("认定轮次"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    level = models.CharField(_("小组"), max_length=6, choices=MeetingLevel.choices)
    grade = models.PositiveSmallIntegerField(_("年级"), null=True)
    class_name = models.CharField(_("班级"), max_length=40, blank=True)
    held_on = models.DateField(_("会议日期"))
    summary = models.TextField(_("会议纪要"))
    minutes = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("签字的会议记录"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = ReviewMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评议会议")
        ordering = ("-held_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="review_meeting_of_a_class_names_it",
                condition=Q(level=MeetingLevel.CLASS, grade__isnull=False, class_name__gt="")
                | Q(level=MeetingLevel.SCHOOL, grade=None, class_name=""),
            ),
            models.CheckConstraint(name="review_meeting_has_its_minutes", condition=~Q(summary="")),
        ]

    def __str__(self) -> str:
        place = self.school if self.level == MeetingLevel.SCHOOL else f"{self.school} {self.class_name}"
        return f"{place} {self.get_level_display()} {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("students:meeting-detail", args=[self.pk])


class ReviewMember(models.Model):
    meeting = models.ForeignKey(ReviewMeeting, models.CASCADE, related_name="members", verbose_name=_("会议"))
    name = models.CharField(_("姓名"), max_length=40)
    capacity = models.CharField(_("身份"), max_length=8, choices=Capacity.choices)
    present = models.BooleanField(_("到会"), default=True)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("小组成员")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(name="review_member_once_a_meeting", fields=["meeting", "name", "capacity"])]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_capacity_display()}）"
