"""Notices as a resource: draft, change, submit, sign, deliver, void, extend; the pages' permissions, scopes and actions."""

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from supervision.actions import extensions, notice_drafts, notice_papers, notices, replies, steps
from supervision.api import notice_shapes as shapes
from supervision.api.plans import PlanningMixin
from supervision.filters.notices import NoticeFilter, StepFilter
from supervision.models import Extension, Problem, RectificationNotice, Step, VisitFinding
from supervision.views.notice_papers import handed

P = Permission
ANSWERS = (
    *("replies__made_by", "replies__reviewed_by", "replies__evidence__file", "finding__photos__file"),
    *("reinspections__made_by", "reinspections__photos__file"),
)


class NoticeViewSet(PlanningMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.NoticeSerializer
    filterset_class = NoticeFilter
    permission = P.NOTICE_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "change", "submit", "withdraw", "discard", "deliver"), P.NOTICE_DRAFT),
        **dict.fromkeys(("issue", "send_back", "void"), P.NOTICE_ISSUE),
        **dict.fromkeys(("confirm", "plan", "extend"), P.NOTICE_REPLY),
    }
    queryset = RectificationNotice.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[RectificationNotice]:
        visible = RectificationNotice.objects.visible_to(self.request.user).for_list().with_clocks()
        plans = ("plans__lines", "plans__made_by", "plans__reviewed_by")
        return visible.prefetch_related(*(f"problems__{each}" for each in ANSWERS), *plans).order_by("-pk")

    @extend_schema(request=shapes.DraftSerializer)
    def create(self, request: Request) -> Response:
        units = OrgUnit.objects.visible_to(request.user).open().exclude(kind=OrgKind.BUREAU)
        sent = self.sent(shapes.DraftSerializer, scope={"unit": units, "problems.finding": self._findings()})
        unit, problems = sent.pop("unit"), sent.pop("problems")
        made = notice_drafts.draft(unit=unit, facts=sent, problems=problems, by=request.user)
        return self._now(made, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.DraftChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        sent = self.sent(shapes.DraftChangeSerializer, scope={"problems.finding": self._findings()})
        problems = sent.pop("problems")
        return self._now(notice_drafts.change(notice=self.get_object(), facts=sent, problems=problems, by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        return self._now(notice_drafts.submit(notice=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._now(notice_drafts.withdraw(notice=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        return self._now(notice_drafts.discard(notice=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        return self._now(notice_drafts.send_back(notice=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: str) -> Response:
        return self._now(notices.issue(notice=self.get_object(), by=request.user))

    @extend_schema(request=shapes.DeliverySerializer)
    @action(detail=True, methods=["post"])
    def deliver(self, request: Request, pk: str) -> Response:
        sent = self.sent(shapes.DeliverySerializer)
        return self._now(notices.deliver(notice=self.get_object(), **sent, by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        return self._now(notices.confirm(notice=self.get_object(), by=request.user))

    @extend_schema(request=shapes.ReasonSerializer)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        return self._now(notices.void(notice=self.get_object(), **self.sent(shapes.ReasonSerializer), by=request.user))

    @extend_schema(request=shapes.ExtendSerializer, responses=shapes.ExtensionSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, pk: str) -> Response:
        asked = extensions.ask(notice=self.get_object(), **self.sent(shapes.ExtendSerializer), by=request.user)
        return Response(shapes.ExtensionSerializer(asked).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        return handed(notice_papers.pdf(notice=self.get_object(), by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def word(self, request: Request, pk: str) -> HttpResponse:
        return handed(notice_papers.word(notice=self.get_object(), by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"], url_path="receipt-form")
    def receipt_form(self, request: Request, pk: str) -> HttpResponse:
        """To be signed by who receives the notice."""
        return handed(notice_papers.receipt_form(notice=self.get_object(), by=request.user))

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def receipt(self, request: Request, pk: str) -> StreamingHttpResponse:
        """As it was signed by who received the notice."""
        found = get_object_or_404(self.get_queryset().select_related("receipt"), pk=pk, receipt__isnull=False)
        return hand_out(found.receipt, by=request.user)

    def _findings(self) -> QuerySet[VisitFinding]:
        return VisitFinding.objects.visible_to(self.request.user).select_related("visit")

    def _now(self, done: RectificationNotice, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(self.get_queryset().get(pk=done.pk), code)


class ProblemViewSet(mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.ProblemSerializer
    permission = P.NOTICE_VIEW
    action_permissions = {
        "reply": P.NOTICE_REPLY,
        **dict.fromkeys(("accept", "send_back", "reinspect"), P.NOTICE_REVIEW),
    }
    queryset = Problem.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Problem]:
        visible = Problem.objects.visible_to(self.request.user).for_list()
        return visible.prefetch_related(*ANSWERS).order_by("pk")

    @extend_schema(request=shapes.ReplySendSerializer)
    @action(detail=True, methods=["post"])
    def reply(self, request: Request, pk: str) -> Response:
        replies.send(problem=self.get_object(), **self.sent(shapes.ReplySendSerializer), by=request.user)
        return self.answer(self.get_object(), status.HTTP_201_CREATED)

    @extend_schema(request=shapes.AcceptSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        replies.accept(problem=self.get_object(), **self.sent(shapes.AcceptSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        replies.send_back(problem=self.get_object(), **self.sent(NoteSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=shapes.ReinspectSerializer)
    @action(detail=True, methods=["post"])
    def reinspect(self, request: Request, pk: str) -> Response:
        replies.reinspect(problem=self.get_object(), **self.sent(shapes.ReinspectSerializer), by=request.user)
        return self.answer(self.get_object())


class ExtensionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.ExtensionSerializer
    permission = P.NOTICE_VIEW
    action_permissions = dict.fromkeys(("approve", "refuse"), P.NOTICE_ISSUE)
    queryset = Extension.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Extension]:
        return Extension.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        extensions.decide(extension=self.get_object(), approved=True, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        extensions.decide(extension=self.get_object(), approved=False, **self.sent(NoteSerializer), by=request.user)
        return self.answer(self.get_object())


class StepViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.StepSerializer
    filterset_class = StepFilter
    permission = P.NOTICE_VIEW
    action_permissions = {**dict.fromkeys(("send", "drop"), P.NOTICE_ISSUE), "letter": P.INSPECTION_VIEW}
    queryset = Step.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Step]:
        return Step.objects.visible_to(self.request.user).for_list().prefetch_related("recipients__user").order_by("-pk")

    @extend_schema(request=None, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def letter(self, request: Request, pk: str) -> HttpResponse:
        return handed(notice_papers.letter(step=self.get_object(), by=request.user))

    @extend_schema(request=shapes.StepSendSerializer)
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str) -> Response:
        steps.send(step=self.get_object(), **self.sent(shapes.StepSendSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        steps.drop(step=self.get_object(), **self.sent(NoteSerializer), by=request.user)
        return self.answer(self.get_object())
