"""Which hits of an auditors' question, and which of its runs, to show."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from aid_portal.term_filters import ALL, TermRowsFilter
from subsidies.choices import RunStatus
from subsidies.models import AuditHit, AuditRun
from subsidies.rules.audit_questions import CHECKS

OPEN, EXPLAINED, GONE = "open", "explained", "gone"
STATES = [(OPEN, _("待处理")), (EXPLAINED, _("已说明")), (GONE, _("已消除")), (ALL, _("全部状态"))]


class AuditHitFilter(TermRowsFilter):
    """All terms until one is asked for: money that lies at a year's end belongs to none. The address says which question."""

    primary = ("state", "town", "school", "name")
    defaults: Mapping[str, str] = {"state": OPEN}

    code = django_filters.ChoiceFilter(choices=[(code, code) for code in CHECKS], widget=forms.HiddenInput)
    name = django_filters.CharFilter(label=_("学生姓名"), field_name="student__name", lookup_expr="contains")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, empty_label=None, method="by_state")

    class Meta:
        model = AuditHit
        fields = ("code",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet | None = None,
        *,
        request: HttpRequest | None = None,
        **rest: Any,
    ) -> None:
        place = getattr(request, "resolver_match", None)
        held = {"term": ALL, **({"code": place.kwargs["code"]} if place and "code" in place.kwargs else {})}
        given = {name: data[name] for name in data if data[name]} if data else {}
        super().__init__({**held, **given}, queryset, request=request)
        self.assumed = {**self.assumed, **{name: value for name, value in held.items() if name not in given}}

    @property
    def further_fields(self) -> list[Any]:
        return [bound for bound in super().further_fields if not bound.is_hidden]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == ALL:
            return queryset
        if value == GONE:
            return queryset.filter(gone_in__isnull=False)
        return queryset.filter(gone_in=None, explained=value == EXPLAINED)


class AuditRunFilter(ListFilter):
    primary = ("status",)

    status = django_filters.ChoiceFilter(label=_("状态"), choices=RunStatus.choices)

    class Meta:
        model = AuditRun
        fields = ("status",)
