"""What a school shows of its meals and who speaks there for the parents: notices on the wall, open days, the committee."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, StoredFile, User
from subsidies.meal_choices import CommitteePart, MealEventKind
from subsidies.models.meal_counts import SchoolQuerySet, closed_with_its_month

NOTICE = MealEventKind.NOTICE


class MealEventQuerySet(SchoolQuerySet):
    def for_list(self) -> "MealEventQuerySet":
        return self.select_related("school", "recorded_by")


class MealEvent(models.Model):
    """A notice of the account or the menu, an open day of the kitchen, a meeting of its committee.

    `people` are those who came, parents and members; a notice has none.
    """

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="meal_events", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    kind = models.CharField(_("类型"), max_length=10, choices=MealEventKind.choices)
    title = models.CharField(_("内容"), max_length=80)
    people = models.PositiveSmallIntegerField(_("到场人数"), default=0)
    minutes = models.TextField(_("记录"), max_length=2000, blank=True)
    measures = models.CharField(_("改进措施"), max_length=500, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("照片"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = MealEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公示、开放日、膳食委员会会议")
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(name="meal_event_once_a_day", fields=["school", "day", "kind", "title"]),
            models.CheckConstraint(
                name="meal_event_says_what_and_who_came",
                condition=~Q(title="") & (Q(kind=NOTICE, people=0) | ~Q(kind=NOTICE) & Q(people__gt=0)),
            ),
            models.CheckConstraint(
                name="meal_event_meeting_has_its_minutes", condition=~Q(kind=MealEventKind.MEETING, minutes="")
            ),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("subsidies:meal-event-detail", args=[self.pk])


class CommitteeMemberQuerySet(SchoolQuerySet):
    def on(self, day) -> "CommitteeMemberQuerySet":
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def for_list(self) -> "CommitteeMemberQuerySet":
        return self.select_related("school", "recorded_by")


class CommitteeMember(models.Model):
    """膳食委员会: from one day to another; no address and no telephone is kept."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="committee_members", verbose_name=_("学校"))
    name = models.CharField(_("姓名"), max_length=40)
    part = models.CharField(_("身份"), max_length=10, choices=CommitteePart.choices)
    from_on = models.DateField(_("任职日期"))
    until_on = models.DateField(_("任职至"), null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("膳食委员会委员")
        ordering = ("school", "part", "from_on", "pk")
        constraints = [
            models.UniqueConstraint(
                name="committee_member_sits_once", fields=["school", "name", "part"], condition=Q(until_on=None)
            ),
            in_order("committee_member_begins_before_leaving", "from_on", "until_on"),
        ]

    def __str__(self) -> str:
        return self.name
