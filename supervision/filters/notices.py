"""Which notices and which steps to show."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.errors import Refused
from aid_portal.list_filters import ListFilter, day_filter
from supervision.choices import NoticeFigure, NoticeStatus, StepKind, StepStatus, Theme
from supervision.models import IssueWord, RectificationNotice, Step
from supervision.reports.notice_waiting import waiting
from supervision.rules.document_numbers import corrected

WAITING = [
    ("mend", _("我起草的")), ("sign", _("待签发")), ("receive", _("待签收")), ("plan", _("待报整改方案")),
    ("plan_review", _("待审核方案")), ("answer", _("待整改回复")),
    ("review", _("待审核")), ("reinspect", _("待复查")), ("extend", _("待批延期")),
]  # fmt: skip
OVERDUE, IN_TIME = "yes", "no"


def notice_years() -> list[tuple[str, str]]:
    years = RectificationNotice.objects.numbered().order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(_("%(year)s年") % {"year": year})) for year in years]


def word_choices() -> list[tuple[str, str]]:
    return [(word.word, f"{word.word}（{word.label}）") for word in IssueWord.objects.order_by("pk")]


class NoticeFilter(ListFilter):
    primary = ("number", "unit", "status", "overdue")

    number = django_filters.CharFilter(label=_("文号或标题"), method="by_number")
    unit = django_filters.CharFilter(label=_("被督查单位"), field_name="unit__name", lookup_expr="contains")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=NoticeStatus.choices)
    overdue = django_filters.ChoiceFilter(
        label=_("逾期"), choices=[(OVERDUE, _("已逾期")), (IN_TIME, _("未逾期"))], method="by_overdue"
    )
    year = django_filters.ChoiceFilter(label=_("年度"), choices=notice_years)
    word = django_filters.ChoiceFilter(label=_("机关代字"), choices=word_choices, field_name="word__word")
    theme = django_filters.ChoiceFilter(label=_("督查事项"), choices=Theme.choices)
    campaign = django_filters.NumberFilter(label=_("督查行动编号"))
    issued_since = day_filter(_("签发日期自"), "gte", "issued_on")
    issued_until = day_filter(_("签发日期至"), "lte", "issued_on")
    waiting = django_filters.ChoiceFilter(label=_("等我办理"), choices=WAITING, method="by_waiting")
    figure = django_filters.ChoiceFilter(label=_("计入年度总结"), choices=NoticeFigure.choices, method="by_figure")

    class Meta:
        model = RectificationNotice
        fields: tuple[str, ...] = ()

    def by_number(self, queryset, name, value):
        """A number in whatever way it is written, the running number alone, or words of the title."""
        try:
            meant, _faults = corrected(value)
        except Refused:
            number = Q(number=int(value)) if value.isdecimal() and len(value) < 7 else Q()
            return queryset.filter(number if number else Q(title__contains=value) | Q(word__word=value))
        return queryset.filter(word__word=meant.word, year=meant.year, number=meant.number)

    def by_overdue(self, queryset, name, value):
        late = RectificationNotice.objects.overdue_on(timezone.localdate()).order_by().values("pk")
        return queryset.filter(pk__in=late) if value == OVERDUE else queryset.exclude(pk__in=late)

    def by_figure(self, queryset, name, value):
        return queryset.counted_in(value)

    def by_waiting(self, queryset, name, value):
        return queryset.filter(pk__in=waiting(self.request.user, value).order_by().values("pk"))


class StepFilter(ListFilter):
    primary = ("status", "kind", "unit", "since")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=StepStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("步骤"), choices=StepKind.choices)
    unit = django_filters.CharFilter(label=_("被督查单位"), field_name="notice__unit__name", lookup_expr="contains")
    since = day_filter(_("触发日期自"), "gte", "day")
    until = day_filter(_("触发日期至"), "lte", "day")

    class Meta:
        model = Step
        fields: tuple[str, ...] = ()
