"""Outreach (宣传): what a unit did to tell families of the policy, with numbers that add up to the year's."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, refuse
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from supervision.outreach_choices import Channel, Figure, Occasion, OutreachKind, OutreachTheme

COUNTED = {
    Figure.VISITS: Q(kind=OutreachKind.VISIT),
    Figure.COPIES: Q(copies__gt=0),
    Figure.PUSHES: Q(kind=OutreachKind.PUSH),
    Figure.MEETINGS: Q(kind=OutreachKind.MEETING),
}


class OutreachQuerySet(ScopedQuerySet):
    def standing(self) -> "OutreachQuerySet":
        return self.filter(voided_at=None)

    def counted_in(self, figure: str) -> "OutreachQuerySet":
        """The activities that the figure adds up."""
        return self.filter(COUNTED[Figure(figure)])

    def for_list(self) -> "OutreachQuerySet":
        return self.select_related("unit", "recorded_by", "voided_by")


class OutreachActivity(models.Model):
    """One activity of one day. `key` comes from the form that recorded it: sent twice it is one activity."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    kind = models.CharField(_("活动类别"), max_length=10, choices=OutreachKind.choices)
    held_on = models.DateField(_("活动日期"))
    occasion = models.CharField(_("活动安排"), max_length=10, choices=Occasion.choices)
    theme = models.CharField(_("主题"), max_length=12, choices=OutreachTheme.choices)
    title = models.CharField(_("内容"), max_length=80)
    place = models.CharField(_("地点"), max_length=80, blank=True)
    people = models.CharField(_("宣讲人员"), max_length=120, blank=True)
    visits = models.PositiveIntegerField(_("入户人次"), default=0)
    copies = models.PositiveIntegerField(_("资料份数"), default=0)
    audience = models.PositiveIntegerField(_("参加人数"), default=0)
    channel = models.CharField(_("推送渠道"), max_length=16, choices=Channel.choices, blank=True)
    sent = models.PositiveIntegerField(_("发送人数"), default=0)
    delivered = models.PositiveIntegerField(_("送达人数"), null=True, blank=True)
    read = models.PositiveIntegerField(_("已读人数"), null=True, blank=True)
    link = models.URLField(_("网页链接"), max_length=300, blank=True)
    note = models.CharField(_("备注"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("作废人"))
    voided_at = models.DateTimeField(_("作废时间"), null=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = OutreachQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("宣传活动")
        ordering = ("-held_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="outreachactivity_counts_visits_iff_it_is_one", condition=Q(kind=OutreachKind.VISIT) ^ Q(visits=0)
            ),
            models.CheckConstraint(
                name="outreachactivity_leaflets_are_counted", condition=~Q(kind=OutreachKind.LEAFLET) | Q(copies__gt=0)
            ),
            models.CheckConstraint(
                name="outreachactivity_gathering_counts_its_audience",
                condition=Q(kind__in=[OutreachKind.MEETING, OutreachKind.EDUCATION]) ^ Q(audience=0),
            ),
            models.CheckConstraint(name="outreachactivity_push_says_how_many", condition=Q(kind=OutreachKind.PUSH) ^ Q(sent=0)),
            models.CheckConstraint(
                name="outreachactivity_push_has_a_channel", condition=Q(kind=OutreachKind.PUSH) ^ Q(channel="")
            ),
            models.CheckConstraint(
                name="outreachactivity_screens_hand_out_nothing",
                condition=~Q(kind__in=[OutreachKind.PUSH, OutreachKind.DISPLAY]) | Q(copies=0),
            ),
            models.CheckConstraint(
                name="outreachactivity_delivered_within_sent", condition=Q(delivered=None) | Q(delivered__lte=F("sent"))
            ),
            models.CheckConstraint(
                name="outreachactivity_read_within_delivered",
                condition=Q(read=None) | Q(delivered__isnull=False, read__lte=F("delivered")),
            ),
            both_or_neither("outreachactivity_voiding_has_its_person", "voided_by", "voided_at"),
            models.CheckConstraint(name="outreachactivity_void_says_why", condition=Q(voided_at=None) ^ Q(void_reason__gt="")),
        ]
        indexes = [models.Index(name="outreach_by_unit", fields=["unit", "held_on"])]
        triggers = [refuse("kept", "outreach_is_never_deleted", pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:outreach-detail", args=[self.pk])

    @property
    def state(self) -> str:
        return "voided" if self.voided_at else "valid"
