"""Responsible inspectors (责任督学): who visits which school, from when until when."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, User
from supervision.models.campaigns import InspectedQuerySet


class InspectorDutyQuerySet(InspectedQuerySet):
    def standing(self) -> "InspectorDutyQuerySet":
        return self.filter(until=None)

    def for_list(self) -> "InspectorDutyQuerySet":
        return self.select_related("unit", "user")


class InspectorDuty(models.Model):
    """One school in the hands of one inspector; who comes after ends it."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="inspector_duties", verbose_name=_("学校"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("责任督学"))
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("指定人"))
    made_at = models.DateTimeField(_("指定时间"), db_default=Now())

    objects = InspectorDutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("责任督学")
        ordering = ("unit__path", "-since", "-pk")
        constraints = [
            models.UniqueConstraint(name="inspectorduty_one_stands_a_school", fields=["unit"], condition=Q(until=None)),
            in_order("inspectorduty_ends_after_it_begins", "since", "until"),
        ]

    def __str__(self) -> str:
        return gettext("%(unit)s责任督学%(user)s") % {"unit": self.unit, "user": self.user}

    @staticmethod
    def on(day: date | models.F | models.OuterRef) -> Q:
        """Of duties in force on that day."""
        return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
