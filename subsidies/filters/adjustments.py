"""Which corrections and recoveries to show; of all terms where none is named, for both are worked off as they come."""

from collections.abc import Mapping

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import ALL, TermRowsFilter
from students.filters.students import named
from subsidies.choices import AdjustmentKind, PaperStatus, RecoveryStatus
from subsidies.filters.runs import paid_programme_choices
from subsidies.models import Adjustment, Entitlement, Recovery


class CorrectionFilter(TermRowsFilter):
    """`row` is the path to the entitlement."""

    row = "entitlement"
    defaults: Mapping[str, str] = {}

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), method="by_programme")
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "term" in self.assumed:
            self.data["term"] = self.assumed["term"] = ALL

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        return {**super().offered(), "programme": paid_programme_choices()}

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(**{f"{self.row}__term": value})

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"{self.row}__school__path__startswith": f"/{value}/"})

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        named_so = queryset.filter(**{f"{self.row}__school__name__icontains": value})
        return named_so | queryset.filter(**{f"{self.row}__school__code": value})

    def by_programme(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"{self.row}__programme__code": value})

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        found = named(Entitlement.objects.visible_to(self.request.user), value, "enrolment__")
        return queryset.filter(**{f"{self.row}__in": found.values("pk")})


class AdjustmentFilter(CorrectionFilter):
    primary = ("status", "kind", "school", "name")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=AdjustmentKind.choices)

    class Meta:
        model = Adjustment
        fields = ("status", "kind")


class RecoveryFilter(CorrectionFilter):
    primary = ("status", "late", "school", "name")
    row = "adjustment__entitlement"

    status = django_filters.ChoiceFilter(label=_("状态"), choices=RecoveryStatus.choices)
    late = django_filters.ChoiceFilter(label=_("期限"), choices=[("yes", _("已逾期")), ("no", _("未逾期"))], method="by_late")

    class Meta:
        model = Recovery
        fields = ("status",)

    def by_late(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        late = queryset.filter(status=RecoveryStatus.OPEN, due_on__lt=timezone.localdate())
        return late if value == "yes" else queryset.exclude(pk__in=late.values("pk"))
