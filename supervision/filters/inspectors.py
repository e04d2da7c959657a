"""Which schools to show beside the visits of their responsible inspectors."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, User
from aid_portal.term_filters import TermRowsFilter, term_choices
from aid_portal.terms import Term, term_of
from supervision.models import InspectorDuty
from supervision.reports.inspectors import short, with_visits
from supervision.rules.inspectors import VISITS_A_TERM

SHORT, ENOUGH, NOBODY = "short", "enough", "nobody"
STATES = [(SHORT, _("不足两次")), (ENOUGH, _("已满两次")), (NOBODY, _("没有责任督学"))]


def inspector_choices() -> list[tuple[str, str]]:
    """Who is in charge of a school now."""
    held = InspectorDuty.objects.standing().order_by().values("user")
    return [(str(pk), name) for pk, name in User.objects.filter(pk__in=held).order_by("name", "pk").values_list("pk", "name")]


class InspectorFilter(TermRowsFilter):
    """Schools; the term says of which visits the others speak, so it is looked at first."""

    primary = ("state", "inspector", "town", "school")

    state = django_filters.ChoiceFilter(label=_("到校情况"), choices=STATES, method="by_state")
    inspector = django_filters.ChoiceFilter(label=_("责任督学"), choices=inspector_choices, field_name="inspector_id")

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """That of today is one of the terms, also where nobody has set it up."""
        today = term_of(timezone.localdate())
        known = {str(today): today.label, **dict(term_choices(self.request))}
        return {**super().offered(), "term": sorted(known.items(), key=lambda each: Term.parse(each[0]), reverse=True)}

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_visits(queryset, Term.parse(value))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == NOBODY:
            return queryset.filter(inspector_id=None)
        return short(queryset) if value == SHORT else queryset.filter(visits__gte=VISITS_A_TERM)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(path__contains=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(code=value))
