"""How the desk keeps its time: a year by kind and quarter, and the working days that each kind may take."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import judged
from aid_portal.api.resources import Resource
from aid_portal.asked_years import year_named
from aid_portal.permissions import Permission
from supervision.actions import grievances
from supervision.forms.grievances import DeadlineForm
from supervision.models import Grievance, GrievanceDeadline
from supervision.reports.grievances import statistics


class GrievanceCellSerializer(serializers.Serializer):
    """Of one kind in one quarter; `overdue` are open after their day or were ended after it."""

    kind = serializers.CharField()
    quarter = serializers.IntegerField()
    received = serializers.IntegerField()
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()
    satisfaction = serializers.FloatField(allow_null=True)


class GrievanceStatisticsViewSet(Resource):
    permission = Permission.GRIEVANCE_VIEW
    pagination_class = None
    queryset = Grievance.objects.none()  # for the schema; what is counted is decided in the report

    @extend_schema(parameters=[OpenApiParameter("year", int)], responses=GrievanceCellSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What was received in a year, this one where none is asked for, as far as the reader may see it."""
        day = timezone.localdate()
        year = year_named(request.query_params.get("year", "")) or day.year
        return Response(GrievanceCellSerializer(statistics(request.user, year, day), many=True).data)


class GrievanceDeadlineSerializer(serializers.ModelSerializer):
    class Meta:
        model = GrievanceDeadline
        fields = ("id", "kind", "days", "source")


class DeadlineChangeSerializer(serializers.Serializer):
    """`source` is the document and its clause."""

    days = serializers.IntegerField()
    source = serializers.CharField(max_length=120)


class GrievanceDeadlineViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = GrievanceDeadlineSerializer
    permission = Permission.GRIEVANCE_ANSWER
    queryset = GrievanceDeadline.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[GrievanceDeadline]:
        return GrievanceDeadline.objects.visible_to(self.request.user).order_by("pk")

    @extend_schema(request=DeadlineChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """For what is received from now on."""
        deadline, sent = self.get_object(), self.sent(DeadlineChangeSerializer)
        form = judged(DeadlineForm({f"days_{deadline.kind}": sent["days"], "source": sent["source"]}, deadlines=[deadline]))
        days, source = form.cleaned_data[f"days_{deadline.kind}"], form.cleaned_data["source"]
        return self.answer(grievances.set_deadline(kind=deadline.kind, days=days, source=source, by=request.user))
