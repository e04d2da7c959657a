"""Which monitored children to show, by where they are and where they live."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import TermRowsFilter, term_choices
from aid_portal.terms import Term
from students.rules.whereabouts import school_ages
from subsidies.choices import Place
from subsidies.models import Whereabouts

NO_TOWN = "-"  # the list says no town
AGES = range(3, 18)
COMPULSORY = "compulsory"  # six and not yet fifteen: due at school


class WhereaboutsFilter(TermRowsFilter):
    primary = ("term", "town", "code", "name")

    town = django_filters.ChoiceFilter(label=_("镇街（名单所载）"), choices=(), method="by_town")
    code = django_filters.ChoiceFilter(label=_("去向"), choices=Place.choices)
    name = django_filters.CharFilter(label=_("姓名"), field_name="record__name", lookup_expr="contains")
    village = django_filters.CharFilter(label=_("村"), field_name="record__village", lookup_expr="contains")
    age = django_filters.ChoiceFilter(
        label=_("年龄"), help_text=_("按学年开始前的8月31日算"), method="by_age",
        choices=[(COMPULSORY, _("6至14岁（义务教育年龄）")), *((str(n), str(n)) for n in AGES)],
    )  # fmt: skip

    class Meta:
        model = Whereabouts
        fields = ("code",)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """Towns as the list writes them, among the persons this user sees; one term at a time, for ages are of a term."""
        names = self.queryset.order_by("record__town").values_list("record__town", flat=True).distinct()
        return {"term": term_choices(), "town": [(name or NO_TOWN, name or str(_("未填"))) for name in names]}

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(record__town="" if value == NO_TOWN else value)

    def by_age(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Whole years on the day that decides school age in the term looked at."""
        term = self.form.cleaned_data["term"]
        if value == COMPULSORY:
            ages = school_ages(term)
            return queryset.filter(record__birth_date__lte=ages.six, record__birth_date__gt=ages.fifteen)
        day = Term.parse(term).school_age_day
        born_until, born_after = day.replace(year=day.year - int(value)), day.replace(year=day.year - int(value) - 1)
        return queryset.filter(record__birth_date__lte=born_until, record__birth_date__gt=born_after)
