"""Reports of absence as resources: a child that does not come is reported, its family is asked, it is back."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.permissions import Permission
from students.choices import EnrolmentStatus
from students.models import Enrolment
from supervision.actions import absences
from supervision.dropout_choices import AbsenceCause
from supervision.filters.absences import AbsenceFilter
from supervision.models import AbsenceReport


class AbsenceSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    reported_by = serializers.CharField(source="reported_by.username", read_only=True)

    class Meta:
        model = AbsenceReport
        fields = (
            *("id", "student", "name", "school", "term", "seat", "first_day", "cause", "note", "reported_by", "reported_at"),
            *("contacted_on", "contact_note", "back_on", "case"),
        )


def not_tomorrow(day: date) -> None:
    if day > timezone.localdate():
        raise serializers.ValidationError(_("日期不能晚于今天，请核对。"))


class AbsenceReportSerializer(ScopedSerializer):
    """`enrolment` is the child's row on the roster of the term."""

    enrolment = serializers.PrimaryKeyRelatedField(queryset=Enrolment.objects.none())
    first_day = serializers.DateField(validators=[not_tomorrow])
    cause = serializers.ChoiceField(choices=AbsenceCause.choices)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class ContactSerializer(serializers.Serializer):
    on = serializers.DateField(validators=[not_tomorrow])
    note = serializers.CharField(min_length=2, max_length=200)


class BackSerializer(serializers.Serializer):
    back_on = serializers.DateField(validators=[not_tomorrow])


class AbsenceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = AbsenceSerializer
    filterset_class = AbsenceFilter
    permission = Permission.ABSENCE_VIEW
    action_permissions = dict.fromkeys(("create", "contact", "end"), Permission.DROPOUT_REPORT)
    queryset = AbsenceReport.objects.none()

    def get_queryset(self) -> QuerySet[AbsenceReport]:
        return AbsenceReport.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=AbsenceReportSerializer)
    def create(self, request: Request) -> Response:
        seats = Enrolment.objects.visible_to(request.user).filter(status=EnrolmentStatus.ENROLLED)
        facts = self.sent(AbsenceReportSerializer, scope={"enrolment": seats.select_related("school", "student", "term")})
        made = absences.report(enrolment=facts.pop("enrolment"), facts=facts, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ContactSerializer)
    @action(detail=True, methods=["post"])
    def contact(self, request: Request, pk: int) -> Response:
        """Somebody has spoken with the family."""
        return self.answer(absences.contact(report=self.get_object(), **self.sent(ContactSerializer), by=request.user))

    @extend_schema(request=BackSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: int) -> Response:
        return self.answer(absences.end(report=self.get_object(), **self.sent(BackSerializer), by=request.user))
