"""Which donors, social programmes, gifts, receipts, hand-over lists and consents to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.choices import PaperStatus
from subsidies.donation_choices import ConsentState, DonorKind, GiftKind, ReceiptStatus
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.filters.years import YearRowsFilter
from subsidies.models import DonationAgreement, DonationReceipt, Donor, Gift, GuardianConsent, HandOver, Programme
from subsidies.reports.donations import unspent

IN_KIND, WAITING, UNSPENT, YES, NO = "in_kind", "waiting", "unspent", "yes", "no"
KINDS = [*GiftKind.choices, (IN_KIND, _("实物和服务"))]
STATES = [
    ("approved", _("现行")), (WAITING, _("有待批准的")), (UNSPENT, _("到期有余款")), ("refused", _("未批准")),
]  # fmt: skip
RECEIPTS = [(YES, _("已开票据")), (NO, _("应开未开"))]
ROADS = [(NO, _("县里收款")), (YES, _("捐赠人直接发放"))]


def social_choices() -> list[tuple[str, str]]:
    return list(Programme.objects.social().values_list("code", "label"))


class DonorFilter(ListFilter):
    primary = ("name", "kind")

    name = django_filters.CharFilter(label=_("捐赠人"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=DonorKind.choices)

    class Meta:
        model = Donor
        fields: tuple[str, ...] = ()


class DonationFilter(YearRowsFilter):
    """Programmes by the agreement that leads them; `state` needs rows that know whether a change waits."""

    primary = ("year", "programme", "donor", "state")

    programme = django_filters.CharFilter(label=_("资助项目"), field_name="programme__label", lookup_expr="icontains")
    donor = django_filters.CharFilter(label=_("捐赠人"), method="by_donor")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")

    class Meta:
        model = DonationAgreement
        fields: tuple[str, ...] = ()

    def by_donor(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A question of its own, so that a programme of two donors stays one row."""
        return queryset.filter(pk__in=DonationAgreement.objects.filter(donors__name__icontains=value).values("pk"))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == WAITING:
            return queryset.filter(Q(waits=True) | Q(status=PaperStatus.PROPOSED))
        if value == UNSPENT:
            return queryset.filter(pk__in=unspent(DonationAgreement.objects.all(), timezone.localdate()).values("pk"))
        return queryset.filter(status=value)


class GiftFilter(YearRowsFilter):
    """`receipt` needs rows with their receipt."""

    primary = ("year", "programme", "kind", "status")

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=social_choices, field_name="programme__code")
    donor = django_filters.CharFilter(label=_("捐赠人"), field_name="donor__name", lookup_expr="icontains")
    item = django_filters.CharFilter(label=_("品名"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("形式"), choices=KINDS, method="by_kind")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)
    direct = django_filters.ChoiceFilter(label=_("怎样发放"), choices=ROADS, method="by_road")
    receipt = django_filters.ChoiceFilter(label=_("票据"), choices=RECEIPTS, method="by_receipt")

    class Meta:
        model = Gift
        fields: tuple[str, ...] = ()

    def by_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.exclude(kind=GiftKind.CASH) if value == IN_KIND else queryset.filter(kind=value)

    def by_road(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(direct=value == YES)

    def by_receipt(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == YES:
            return queryset.filter(receipt__isnull=False)
        return queryset.filter(receipt=None, direct=False, status=PaperStatus.APPROVED)


class ReceiptFilter(YearRowsFilter):
    primary = ("year", "number", "payer", "status")

    code = django_filters.CharFilter(label=_("票据代码"), lookup_expr="istartswith")
    number = django_filters.NumberFilter(label=_("票据号码"))
    payer = django_filters.CharFilter(label=_("交款人"), lookup_expr="icontains")
    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=social_choices, field_name="gift__programme__code")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ReceiptStatus.choices)

    class Meta:
        model = DonationReceipt
        fields: tuple[str, ...] = ()


class HandOverFilter(YearRowsFilter, SchoolRowsFilter):
    primary = ("year", "programme", "school", "status")
    year_path = "gift__year"

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=social_choices, field_name="gift__programme__code")
    item = django_filters.CharFilter(label=_("品名"), field_name="gift__item", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)

    class Meta:
        model = HandOver
        fields: tuple[str, ...] = ()


class ConsentFilter(SchoolRowsFilter):
    primary = ("school", "name", "state")

    name = django_filters.CharFilter(label=_("姓名"), field_name="student__name", lookup_expr="contains")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=ConsentState.choices, method="by_state")

    class Meta:
        model = GuardianConsent
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(withdrawn_on__isnull=value == ConsentState.VALID)
