"""Which decisions to show, to add up and to take away."""

from collections.abc import Mapping

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.term_filters import ALL, TermRowsFilter
from students.filters.students import named
from students.sheets.rosters import grade_choices
from subsidies.filters.runs import programme_choices
from subsidies.models import Decision
from subsidies.reports.words import words_for

LIVE, SUPERSEDED = "live", "superseded"
YES_NO = {"boarding": [("true", _("住校")), ("false", _("走读"))], "waiver": [("true", _("减免")), ("false", _("发放"))]}
TOWN, SCHOOL = "town", "school"


class DecisionFilter(TermRowsFilter):
    primary = ("term", "school", "programme", "name")
    defaults: Mapping[str, str] = {"state": LIVE}

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=SchoolStage.choices, field_name="case__stage")
    grade = django_filters.ChoiceFilter(label=_("年级"), choices=grade_choices(), method="by_grade")
    category = django_filters.ChoiceFilter(label=_("困难类型"), choices=(), method="by_category")
    tier = django_filters.ChoiceFilter(label=_("资助档次"), choices=(), method="by_tier")
    boarding = django_filters.ChoiceFilter(label=_("就读方式"), choices=YES_NO["boarding"], method="by_yes_or_no")
    waiver = django_filters.ChoiceFilter(label=_("资助方式"), choices=YES_NO["waiver"], method="by_yes_or_no")
    state = django_filters.ChoiceFilter(
        label=_("结果状态"),
        choices=[(LIVE, _("现行")), (SUPERSEDED, _("已被取代")), (ALL, _("现行和已被取代"))],
        empty_label=None,
        method="by_state",
    )

    class Meta:
        model = Decision
        fields = ("term",)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        words = words_for(self.request)
        tiers = [*words.tiers.items(), ("none", str(_("未定档")))]
        return {
            **super().offered(), "programme": programme_choices(), "category": list(words.categories.items()), "tier": tiers
        }  # fmt: skip

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "enrolment__")

    def by_grade(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        stage, _dash, grade = value.partition("-")
        return queryset.filter(case__stage=stage, case__grade=int(grade))

    def by_category(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(case__categories__contains=[value])

    def by_tier(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(case__tier="" if value == "none" else value)

    def by_yes_or_no(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"case__{name}": value == "true"})

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(superseded_by__isnull=value == LIVE)


class DecisionSummaryFilter(DecisionFilter):
    """The same conditions, and by what to add up."""

    primary = ("by", "term", "programme", "school")
    defaults: Mapping[str, str] = {**DecisionFilter.defaults, "by": TOWN}

    by = django_filters.ChoiceFilter(
        label=_("汇总方式"),
        choices=[(TOWN, _("镇街、局直单位 × 学段")), (SCHOOL, _("学校 × 学段"))],
        empty_label=None,
        method="by_nothing",
    )

    def by_nothing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """It says how to add up, not what."""
        return queryset
