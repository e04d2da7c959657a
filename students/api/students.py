"""Children as a resource, masked: the rows of a term under the list's filters, and one child with his terms and categories."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from students.filters.students import StudentFilter
from students.models import Enrolment, Student
from students.reports.child_facts import Fact, facts_of
from students.reports.children import enrolments_of
from students.tables.students import masked_id, masked_registry


class EnrolmentSerializer(serializers.ModelSerializer):
    """One child at a school in a term; numbers masked."""

    school = serializers.CharField(source="school.code", read_only=True)
    registry_number = serializers.SerializerMethodField()
    resident_id = serializers.SerializerMethodField()

    class Meta:
        model = Enrolment
        fields = (
            *("id", "student", "term", "school", "name", "registry_number", "resident_id", "sex", "birth_date", "stage"),
            *("grade", "class_name", "boarding", "hukou", "status", "status_on"),
        )
        read_only_fields = fields

    def get_registry_number(self, enrolment: Enrolment) -> str:
        return masked_registry(enrolment)

    def get_resident_id(self, enrolment: Enrolment) -> str:
        return masked_id(enrolment)


class CategorySerializer(serializers.Serializer):
    """What a list makes of the child on the cut-off day; the row itself only for those who may see the lists."""

    category = serializers.CharField()
    holds = serializers.BooleanField()
    risk_removed = serializers.BooleanField()
    how = serializers.CharField()
    record = serializers.SerializerMethodField()

    def get_record(self, fact: Fact) -> int | None:
        return fact.record.pk if self.context["sees_lists"] else None


class StudentSerializer(serializers.ModelSerializer):
    """`enrolments` are those one may see; `categories` belong to the newest of their terms."""

    enrolments = serializers.SerializerMethodField()
    categories = serializers.SerializerMethodField()

    class Meta:
        model = Student
        fields = ("id", "name", "sex", "birth_date", "merged_into", "enrolments", "categories")
        read_only_fields = fields

    @extend_schema_field(EnrolmentSerializer(many=True))
    def get_enrolments(self, student: Student) -> list[dict]:
        return EnrolmentSerializer(self.context["enrolments"], many=True).data

    @extend_schema_field(CategorySerializer(many=True))
    def get_categories(self, student: Student) -> list[dict]:
        enrolments = self.context["enrolments"]
        newest = [each for each in enrolments if each.term_id == enrolments[0].term_id]
        facts = facts_of(newest, newest[0].term) if newest else []
        shown = facts if self.context["sees_lists"] else [fact for fact in facts if fact.holds]
        return CategorySerializer(shown, many=True, context=self.context).data


class StudentViewSet(mixins.ListModelMixin, Resource):
    """The rows of the term looked at; `term` says another one, `all` takes them all."""

    serializer_class = EnrolmentSerializer
    filterset_class = StudentFilter
    permission = Permission.STUDENT_VIEW
    queryset = Enrolment.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.visible_to(self.request.user).select_related("school").order_by("school_id", "pk")

    @extend_schema(responses=StudentSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk)
        context = {
            "enrolments": enrolments_of(student, Enrolment.objects.visible_to(request.user)),
            "sees_lists": request.user.has(Permission.RECORD_VIEW),
        }
        return Response(StudentSerializer(student, context=context).data)
