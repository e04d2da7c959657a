"""Which funding documents to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.choices import PaperStatus
from subsidies.filters.runs import programme_choices
from subsidies.models import FundingDocument
from subsidies.models.splits import STATE_CHOICES

YES, NO = "yes", "no"


def document_years() -> list[tuple[str, str]]:
    years = FundingDocument.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(_("%(year)s年") % {"year": year})) for year in years]


class FundingDocumentFilter(ListFilter):
    primary = ("number", "year", "source", "status")

    number = django_filters.CharFilter(label=_("文号"), lookup_expr="icontains")
    year = django_filters.ChoiceFilter(label=_("预算年度"), choices=document_years)
    source = django_filters.ChoiceFilter(label=_("资金来源"), choices=STATE_CHOICES)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)
    programme = django_filters.ChoiceFilter(
        label=_("资助项目"), choices=programme_choices, field_name="allotments__line__programme__code", distinct=True
    )
    direct = django_filters.ChoiceFilter(
        label=_("直达资金"), choices=[(YES, _("直达资金")), (NO, _("非直达资金"))], method="by_direct"
    )
    received = django_filters.ChoiceFilter(
        label=_("资金到账"), choices=[(YES, _("已到账")), (NO, _("未到账"))], method="by_received"
    )

    class Meta:
        model = FundingDocument
        fields: tuple[str, ...] = ()

    def by_direct(self, queryset, name, value):
        return queryset.filter(direct=value == YES)

    def by_received(self, queryset, name, value):
        return queryset.filter(received_on__isnull=value == NO)
