"""Which uploads of rosters to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from students.choices import UploadStatus
from students.models import RosterUpload, TermSetting


def terms(request) -> QuerySet[TermSetting]:
    return TermSetting.objects.visible_to(request.user).order_by("-position")


class RosterFilter(ListFilter):
    primary = ("term", "status", "unit", "q")

    term = django_filters.ModelChoiceFilter(label=_("学期"), queryset=terms, empty_label=_("全部"))
    status = django_filters.ChoiceFilter(label=_("状态"), choices=UploadStatus.choices, empty_label=_("全部"))
    unit = django_filters.CharFilter(label=_("单位名称或代码"), method="by_unit")
    q = django_filters.CharFilter(label=_("文件名"), field_name="file__name", lookup_expr="icontains")
    uploaded_by = django_filters.CharFilter(label=_("上传人"), field_name="uploaded_by__name", lookup_expr="icontains")

    class Meta:
        model = RosterUpload
        fields: tuple[str, ...] = ()

    def by_unit(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(unit__name__icontains=value) | Q(unit__code=value))
