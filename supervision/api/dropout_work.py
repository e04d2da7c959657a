"""What is done about a case, as verbs: visits, rungs, measures, the proposal to end it; closings that another person decides."""

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.errors import Refused
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from supervision.actions import dropout_closings, dropout_work
from supervision.forms.dropouts import CaseStepForm, CaseVisitForm, CloseForm, MeasureForm
from supervision.models import DropoutClosing
from supervision.rules.dropouts import rung_after

CaseVisitSerializer, StepSerializer = shape_of(CaseVisitForm), shape_of(CaseStepForm)
MeasureSerializer, CloseSerializer = shape_of(MeasureForm), shape_of(CloseForm)


class WorkActions:
    """Of the resource of cases; each answers with the case as it stands then. Papers and photos come as multipart/form-data."""

    @extend_schema(request=CaseVisitSerializer)
    @action(detail=True, methods=["post"])
    def visit(self, request: Request, pk: str) -> Response:
        """`key` is the client's own: sent twice it is one visit."""
        case, form = self.get_object(), filled(self, CaseVisitForm, CaseVisitSerializer)
        given = {name: form.cleaned_data[name] for name in ("key", "photos")}
        dropout_work.visit(case=case, facts=form.facts, **given, by=request.user)
        return self.told(case)

    @extend_schema(request=StepSerializer)
    @action(detail=True, methods=["post"])
    def step(self, request: Request, pk: str) -> Response:
        """The next rung of the ladder, by those whose rung it is."""
        case = self.get_object()
        if (rung := rung_after(case.reached)) is None:
            raise Refused(_("四步都已登记，可以继续走访和登记措施。"), code="other_rung")
        form = filled(self, CaseStepForm, StepSerializer, rung=rung)
        dropout_work.take_step(case=case, rung=rung, facts=form.facts, file=form.cleaned_data["file"], by=request.user)
        return self.told(case)

    @extend_schema(request=MeasureSerializer)
    @action(detail=True, methods=["post"])
    def measure(self, request: Request, pk: str) -> Response:
        case, form = self.get_object(), filled(self, MeasureForm, MeasureSerializer)
        dropout_work.take_measure(case=case, facts=form.facts, file=form.cleaned_data["file"], by=request.user)
        return self.told(case)

    @extend_schema(request={"multipart/form-data": CloseSerializer})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Asks for it, for a reason of the law and with its paper: another person decides."""
        case, form = self.get_object(), filled(self, CloseForm, CloseSerializer)
        dropout_closings.propose(case=case, facts=form.facts, file=form.cleaned_data["file"], by=request.user)
        return self.told(case)


class ClosingSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = DropoutClosing
        fields = (
            *("id", "case", "reason", "ended_on", "until", "note", "status", "made_by", "made_at", "decided_by", "decided_at"),
            "decision_note",
        )
        read_only_fields = fields


class DropoutClosingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ClosingSerializer
    permission = Permission.DROPOUT_VIEW
    action_permissions = dict.fromkeys(("approve", "refuse"), Permission.DROPOUT_CLOSE)
    queryset = DropoutClosing.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[DropoutClosing]:
        seen = DropoutClosing.objects.visible_to(self.request.user)
        return seen.select_related("case", "file", "made_by", "decided_by").order_by("-pk")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        return self.answer(dropout_closings.decide(closing=self.get_object(), approved=True, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        note = self.sent(NoteSerializer)["note"]
        return self.answer(dropout_closings.decide(closing=self.get_object(), approved=False, note=note, by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, pk: str) -> StreamingHttpResponse:
        return hand_out(self.get_object().file, by=request.user)
