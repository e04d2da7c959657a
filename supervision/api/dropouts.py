"""Cases of dropout as a resource: found on a round, confirmed, given to a school; what is done about one in dropout_work."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.choices import OrgKind
from aid_portal.current_term import current_term
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import TermSetting
from supervision.actions import dropout_work, dropouts
from supervision.api.dropout_work import ClosingSerializer, WorkActions
from supervision.filters.dropouts import DropoutFilter
from supervision.forms.dropouts import AssignSchoolForm, OpinionForm, RegisterForm
from supervision.models import DropoutCase, DropoutMeasure, DropoutStep, DropoutVisit
from supervision.views.dropouts import COMPULSORY

RegisterSerializer, AssignSchoolSerializer, OpinionSerializer = map(shape_of, (RegisterForm, AssignSchoolForm, OpinionForm))


class DropoutVisitSerializer(serializers.ModelSerializer):
    """`photos` by their keys; each is fetched by itself."""

    photos = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = DropoutVisit
        fields = ("visited_on", "visitors", "people_met", "outcome", "summary", "photos")


class PaperedSerializer(serializers.ModelSerializer):
    """`has_file`: its paper is fetched by its key."""

    has_file = serializers.SerializerMethodField()

    def get_has_file(self, done: DropoutStep | DropoutMeasure) -> bool:
        return done.file_id is not None


class DropoutStepSerializer(PaperedSerializer):
    class Meta:
        model = DropoutStep
        fields = ("id", "rung", "taken_on", "document", "note", "has_file")


class DropoutMeasureSerializer(PaperedSerializer):
    class Meta:
        model = DropoutMeasure
        fields = ("id", "kind", "starts_on", "ends_on", "note", "has_file")


class DropoutCaseSerializer(serializers.ModelSerializer):
    """`place` is what the newest check says of the child, empty where it is on no list; units are told by their codes."""

    town = serializers.CharField(source="town.code", default=None, read_only=True)
    school = serializers.CharField(source="school.code", default=None, read_only=True)
    visits = DropoutVisitSerializer(many=True, read_only=True)
    steps = DropoutStepSerializer(many=True, read_only=True)
    measures = DropoutMeasureSerializer(many=True, read_only=True)
    closings = ClosingSerializer(many=True, read_only=True)

    class Meta:
        model = DropoutCase
        fields = (
            *("id", "name", "birth_date", "student", "town", "village", "school", "term", "source", "place", "status"),
            *("opened_on", "reached", "reached_on", "confirmed_on", "ended_on", "reason", "until", "visits", "steps"),
            *("measures", "closings"),
        )


class DropoutCaseViewSet(WorkActions, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = DropoutCaseSerializer
    filterset_class = DropoutFilter
    permission = Permission.DROPOUT_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "assign", "visit", "step", "measure", "close"), Permission.DROPOUT_HANDLE),
        "confirm": Permission.DROPOUT_CLOSE,
    }
    queryset = DropoutCase.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[DropoutCase]:
        visible = DropoutCase.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related(
            "visits__photos", "steps", "measures", "closings__made_by", "closings__decided_by"
        ).order_by("-pk")

    @extend_schema(request=RegisterSerializer)
    def create(self, request: Request) -> Response:
        """A child found on a round of the villages, in the term looked at; the id itself is not kept."""
        towns = OrgUnit.objects.visible_to(request.user).filter(kind=OrgKind.TOWN).open()
        form = filled(self, RegisterForm, RegisterSerializer, towns=towns, schools=self._schools())
        term = get_object_or_404(TermSetting.objects.visible_to(request.user), pk=str(current_term(request)))
        number = form.cleaned_data["resident_id"]
        return self.told(dropouts.register(facts=form.facts, resident_id=number, term=term, by=request.user))

    @extend_schema(request=OpinionSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """It has dropped out: somebody has been at the family's door."""
        form = filled(self, OpinionForm, OpinionSerializer)
        return self.told(dropouts.confirm(case=self.get_object(), **form.said, by=request.user), status.HTTP_200_OK)

    @extend_schema(request=AssignSchoolSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """To a school, where the child has sat in none."""
        school = filled(self, AssignSchoolForm, AssignSchoolSerializer, schools=self._schools()).cleaned_data["school"]
        return self.told(dropout_work.assign(case=self.get_object(), school=school, by=request.user), status.HTTP_200_OK)

    def told(self, case: DropoutCase, code: int = status.HTTP_201_CREATED) -> Response:
        """The case as it stands now."""
        return self.answer(get_object_or_404(self.get_queryset(), pk=case.pk), code)

    def _schools(self) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.visible_to(self.request.user).schools().open().filter(school_type__in=COMPULSORY)
