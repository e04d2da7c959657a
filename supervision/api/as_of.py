"""A child and a household as of a day: what the lists that counted then said, in the words of the page."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import judged
from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from students.api.students import EnrolmentSerializer
from students.choices import RecordKind
from students.models import Record, Student
from students.sheets import record_words
from supervision.forms.as_of import AsOfForm
from supervision.reports.as_of import child_on, household_on

ON = OpenApiParameter("on", date)


class ListedRowSerializer(serializers.ModelSerializer):
    """A row of a list; `risk` is told of the rural list alone."""

    categories = serializers.ListField(child=serializers.CharField(), read_only=True)
    validity = serializers.SerializerMethodField()
    risk = serializers.SerializerMethodField()

    class Meta:
        model = Record
        fields = ("id", "row", "name", "household_number", "relation", "categories", "validity", "risk")

    def get_validity(self, record: Record) -> str:
        return record_words.validity(record)

    def get_risk(self, record: Record) -> str:
        return record_words.risk(record) if record.release.kind == RecordKind.RURAL else ""


class ListingSerializer(serializers.Serializer):
    """No `release`: there was no list yet; no `rows`: the list did not name the child."""

    kind = serializers.CharField()
    release = serializers.IntegerField(source="release.pk", default=None)
    data_date = serializers.DateField(source="release.data_date", default=None)
    rows = ListedRowSerializer(source="records", many=True)


class DecisionThenSerializer(serializers.Serializer):
    programme = serializers.CharField(source="programme.code")
    school = serializers.CharField(source="school.code")
    tier = serializers.CharField(source="case.tier")
    amount = serializers.DecimalField(source="case.amount", max_digits=12, decimal_places=2)


class ChildThenSerializer(serializers.Serializer):
    """`term` is that of the day; its enrolments and decisions as far as the reader may see the school."""

    day = serializers.DateField()
    term = serializers.CharField()
    listings = ListingSerializer(many=True)
    enrolments = EnrolmentSerializer(many=True)
    decisions = DecisionThenSerializer(many=True)


class HouseholdThenSerializer(serializers.Serializer):
    """Everybody whom the list that counted on the day names under the household's number."""

    day = serializers.DateField()
    release = serializers.IntegerField(source="release.pk", default=None)
    members = ListedRowSerializer(many=True)


class AsOfViewSet(Resource):
    permission = Permission.RECORD_VIEW
    queryset = Student.objects.none()  # for the schema; what is seen is decided below

    def day(self) -> date:
        """Today where none is asked for."""
        return judged(AsOfForm(self.request.query_params)).cleaned_data["on"] or timezone.localdate()


class ChildThenViewSet(AsOfViewSet):
    def get_queryset(self) -> QuerySet[Student]:
        return Student.objects.visible_to(self.request.user)

    @extend_schema(parameters=[ON], responses=ChildThenSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        then = child_on(self.get_object(), self.day(), request.user)
        return Response(ChildThenSerializer(then).data)


class HouseholdThenViewSet(AsOfViewSet):
    queryset = Record.objects.none()

    def get_queryset(self) -> QuerySet[Record]:
        return Record.objects.visible_to(self.request.user).select_related("release")

    @extend_schema(parameters=[ON], responses=HouseholdThenSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """By the row of any release: the household that it names, in the list of the day."""
        return Response(HouseholdThenSerializer(household_on(self.get_object(), self.day(), request.user)).data)
