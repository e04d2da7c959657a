"""Which households to show: of a term, by where they live and where their children learn, and by what is missing."""

from functools import cached_property

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import TermRowsFilter, term_choices
from students.choices import ProofStatus
from students.models import TermSetting, is_pupil
from supervision.models import Household
from supervision.reports.household_register import Register

NO_TOWN = "-"  # the list says no town
MISSING = "missing"
CHILDREN = [("2", _("2个以上")), ("3", _("3个以上")), ("4", _("4个以上"))]
ELSEWHERE = [
    (ProofStatus.VERIFIED.value, _("有孩子县外就读（已核验）")),
    (ProofStatus.SUBMITTED.value, _("有县外就读证明待核验")),
]


class HouseholdFilter(TermRowsFilter):
    primary = ("term", "town", "school", "children")

    town = django_filters.ChoiceFilter(label=_("镇街（名单所载）"), choices=(), method="by_town")
    school = django_filters.CharFilter(label=_("孩子就读学校名称或代码"), method="by_school")
    children = django_filters.ChoiceFilter(label=_("孩子数"), choices=CHILDREN, method="by_children")
    elsewhere = django_filters.ChoiceFilter(label=_("县外就读"), choices=ELSEWHERE, method="by_elsewhere")
    aid = django_filters.ChoiceFilter(label=_("资助"), choices=[(MISSING, _("有在校孩子未列入资助名单"))], method="by_aid")
    name = django_filters.CharFilter(label=_("孩子姓名"), method="by_name")

    class Meta:
        model = Household
        fields = ()

    @cached_property
    def register(self) -> Register:
        """Of the term asked for, as the reader sees it."""
        term = TermSetting.objects.get(pk=self.form.cleaned_data["term"])
        return Register(term, self.request.user if self.request else None)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """Towns as the list writes them, among the households this reader sees; one term at a time."""
        names = self.queryset.order_by("town").values_list("town", flat=True).distinct()
        return {"term": term_choices(self.request), "town": [(name or NO_TOWN, name or str(_("未填"))) for name in names]}

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return self.register.rows(queryset)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(town="" if value == NO_TOWN else value)

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        there = self.register.pupils.filter(Q(school__name__icontains=value) | Q(school__code=value))
        return queryset.filter(self.register.with_a_child(is_pupil(there)))

    def by_children(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(self.register.with_at_least(int(value)))

    def by_elsewhere(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(self.register.with_a_child(self.register.elsewhere(value)))

    def by_aid(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(self.register.with_a_child(is_pupil(self.register.unaided)))

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Only by names that the reader is told: asking must not find out more than looking."""
        known = self.register.in_reach | is_pupil(self.register.seats) if self.register.in_reach else Q()
        return queryset.filter(self.register.with_a_child(Q(name__contains=value) & known))
