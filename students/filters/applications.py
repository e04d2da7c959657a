"""Which applications of a round to show, and which children to take one from."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.identifiers import name_key
from aid_portal.list_filters import ListFilter
from students.determination_choices import ApplicationStatus, Origin, Tier
from students.filters.rounds import RoundRowsFilter
from students.models import Application, DeterminationRound, Enrolment, Objection
from students.reports.round_progress import REACHED, late_on, reached_labels
from students.reports.round_waiting import applications_waiting
from students.sheets.rosters import grade_choices

YES = "yes"
NO_TIER = "none"
WAITING = [("weigh", _("等班级评议")), ("decide", _("等学校认定")), ("held", _("异议已答复，等县级审批"))]


class ApplicationFilter(RoundRowsFilter):
    primary = ("term", "school", "name", "status")
    unit = "enrolment__school"

    name = django_filters.CharFilter(label=_("学生姓名"), method="by_name")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ApplicationStatus.choices, empty_label=_("全部"))
    class_name = django_filters.CharFilter(label=_("班级"), field_name="enrolment__class_name", lookup_expr="icontains")
    grade = django_filters.ChoiceFilter(label=_("年级"), choices=grade_choices(), method="by_grade", empty_label=_("全部"))
    origin = django_filters.ChoiceFilter(label=_("来源"), choices=Origin.choices, empty_label=_("全部"))
    tier = django_filters.ChoiceFilter(
        label=_("认定档次"), choices=[*Tier.choices, (NO_TIER, _("没有档次"))], method="by_tier", empty_label=_("全部")
    )
    proven = django_filters.ChoiceFilter(label=_("数据证明的档次"), choices=Tier.choices, field_name="proven_tier")
    reached = django_filters.ChoiceFilter(
        label=_("进展"), choices=lambda: list(reached_labels().items()), method="by_reached", empty_label=_("全部")
    )
    late = django_filters.ChoiceFilter(label=_("逾期"), choices=[(YES, _("逾期未完成"))], method="by_late", empty_label=_("全部"))
    below = django_filters.ChoiceFilter(
        label=_("低于应定档次"), choices=[(YES, _("低于应定档次"))], method="by_below", empty_label=_("全部")
    )
    objected = django_filters.ChoiceFilter(
        label=_("异议"), choices=[(YES, _("有未答复的异议"))], method="by_objected", empty_label=_("全部")
    )
    waiting = django_filters.ChoiceFilter(label=_("等我办理"), choices=WAITING, method="by_waiting", empty_label=_("全部"))

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(enrolment__name_key__contains=name_key(value))

    def by_grade(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        stage, _dash, number = value.partition("-")
        return queryset.filter(enrolment__stage=stage, enrolment__grade=int(number))

    def by_tier(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(tier="" if value == NO_TIER else value)

    def by_reached(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(REACHED[value])

    def by_late(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today, late = timezone.localdate(), Q(pk__isnull=True)
        for each in DeterminationRound.objects.running():
            late |= late_on(each, today) & Q(round=each.pk)
        return queryset.filter(late)

    def by_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=applications_waiting(self.request.user)[value].values("pk"))

    def by_below(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.exclude(below_reason="")

    def by_objected(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Exists(Objection.objects.open().filter(row__application=OuterRef("pk"))))


class ListRowFilter(ListFilter):
    """Children of one list."""

    primary = ("name", "tier", "below", "objected")

    name = django_filters.CharFilter(label=_("学生姓名"), method="by_name")
    tier = django_filters.ChoiceFilter(label=_("认定档次"), choices=Tier.choices, empty_label=_("全部"))
    below = django_filters.ChoiceFilter(
        label=_("低于应定档次"), choices=[(YES, _("低于应定档次"))], method="by_below", empty_label=_("全部")
    )
    objected = django_filters.ChoiceFilter(
        label=_("异议"), choices=[(YES, _("有未答复的异议"))], method="by_objected", empty_label=_("全部")
    )
    class_name = django_filters.CharFilter(label=_("班级"), field_name="enrolment__class_name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ApplicationStatus.choices, empty_label=_("全部"))

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    by_name, by_below, by_objected = ApplicationFilter.by_name, ApplicationFilter.by_below, ApplicationFilter.by_objected


class RoundChildFilter(ListFilter):
    """Children at school in the round's term (reports.round_children)."""

    primary = ("name", "grade", "class_name", "state")
    STATES = (("none", _("还没有申请")), ("draft", _("填写中")), ("any", _("已有申请")))

    name = django_filters.CharFilter(label=_("学生姓名"), method="by_name")
    grade = django_filters.ChoiceFilter(label=_("年级"), choices=grade_choices(), method="by_grade", empty_label=_("全部"))
    class_name = django_filters.CharFilter(label=_("班级"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("申请"), choices=STATES, method="by_state", empty_label=_("全部"))
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")

    class Meta:
        model = Enrolment
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(name_key__contains=name_key(value))

    def by_grade(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        stage, _dash, number = value.partition("-")
        return queryset.filter(stage=stage, grade=int(number))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "draft":
            return queryset.filter(application_status=ApplicationStatus.DRAFT)
        return queryset.filter(application_pk__isnull=value == "none")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school__name__icontains=value) | Q(school__code=value))
