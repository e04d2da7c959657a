"""Which payments to show, to add up and to take away."""

from decimal import Decimal

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.term_filters import ALL, TermRowsFilter
from students.filters.students import named
from subsidies.choices import Channel, FundSource, PaymentStatus
from subsidies.filters.runs import paid_programme_choices
from subsidies.models import LedgerLeg, Payment
from subsidies.reports.words import policy_words


class PaymentFilter(TermRowsFilter):
    """A batch and an entry of the ledger have one term: an address that names one of them needs no other."""

    primary = ("term", "programme", "status", "school", "name")

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaymentStatus.choices)
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    batch = django_filters.CharFilter(label=_("批次号"), field_name="batch__number")
    entry = django_filters.NumberFilter(label=_("台账分录号"), min_value=1, decimal_places=0, method="by_entry")
    amount = django_filters.NumberFilter(label=_("金额（元）"), min_value=0, decimal_places=2)
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=SchoolStage.choices, field_name="entitlement__enrolment__stage")
    channel = django_filters.ChoiceFilter(label=_("发放渠道"), choices=Channel.choices, field_name="batch__channel")
    category = django_filters.ChoiceFilter(label=_("困难类型"), choices=(), method="by_category")
    source = django_filters.ChoiceFilter(label=_("资金来源"), choices=FundSource.choices, method="by_source")

    class Meta:
        model = Payment
        fields = ("status",)

    def assumptions(self, request: HttpRequest | None) -> dict[str, str]:
        named = request is not None and (request.GET.get("batch") or request.GET.get("entry"))
        return {"term": ALL} if named else super().assumptions(request)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        categories = list(policy_words().categories.items())
        return {**super().offered(), "programme": paid_programme_choices(), "category": categories}

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(batch__term=value)

    def by_entry(self, queryset: QuerySet, name: str, value: Decimal) -> QuerySet:
        """The payments whose money it moved."""
        return queryset.filter(pk__in=LedgerLeg.objects.filter(entry=int(value), payment__isnull=False).values("payment"))

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "entitlement__enrolment__")

    def by_category(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(entitlement__categories__contains=[value])

    def by_source(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.exclude(**{f"fen_{value}": 0})
