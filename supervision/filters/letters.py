"""Which responsibility letters to show."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter, day_filter
from aid_portal.term_filters import towns_for
from supervision.choices import LetterLevel, LetterStatus, Theme
from supervision.models import LetterTemplate, ResponsibilityLetter
from supervision.reports.letters import ready

DUE, READY, YES, NO = "due", "ready", "yes", "no"
STATES = [(DUE, _("应签订")), *LetterStatus.choices, (READY, _("上级已签、可以签订"))]


class LetterTemplateFilter(ListFilter):
    year = YearFilter(label=_("年度"))
    subject = django_filters.ChoiceFilter(label=_("事项"), choices=Theme.choices)

    class Meta:
        model = LetterTemplate
        fields = ("year", "subject")


class LetterFilter(ListFilter):
    primary = ("template", "level", "state", "town", "unit")

    template = django_filters.ChoiceFilter(label=_("责任书"), choices=())
    level = django_filters.ChoiceFilter(label=_("层级"), choices=LetterLevel.choices)
    state = django_filters.ChoiceFilter(label=_("签订情况"), choices=STATES, method="by_state")
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town")
    unit = django_filters.CharFilter(label=_("单位或班级、岗位"), method="by_name")
    year = YearFilter(label=_("年度"), field_name="template__year")
    code = django_filters.CharFilter(label=_("单位代码"), field_name="unit__code")
    scan = django_filters.ChoiceFilter(label=_("扫描件"), choices=[(YES, _("已上传")), (NO, _("已签订未上传"))], method="by_scan")
    signed_since = day_filter(_("签订日期自"), "gte", "signed_on")
    signed_until = day_filter(_("签订日期至"), "lte", "signed_on")

    class Meta:
        model = ResponsibilityLetter
        fields = ("template", "level")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = LetterTemplate.objects.order_by("-year", "subject", "pk")
        self.offer("template", [("", "---------"), *((str(each.pk), str(each)) for each in found)])
        towns = towns_for(self.request.user if self.request else None)
        self.offer("town", [("", "---------"), *towns])
        if not towns:  # a school has nothing to choose here
            del self.form.fields["town"]

    @cached_property
    def _primary(self) -> list[str]:
        return [name for name in self.primary if name in self.form.fields]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == DUE:
            return queryset.due()
        return queryset.filter(ready()) if value == READY else queryset.filter(status=value)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(unit__path__contains=f"/{value}/")

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(unit__name__icontains=value) | Q(unit__code=value) | Q(label__icontains=value))

    def by_scan(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(status=LetterStatus.SIGNED, scan__isnull=value == NO)
