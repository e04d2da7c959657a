"""A school's lists as resources: made, posted, handed in, reviewed and approved, each step by its own verb and another person."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from students.actions import determination_lists
from students.actions.public_notices import Posting
from students.api import round_shapes as shapes
from students.api.rounds import RoundResource
from students.determination_choices import DeterminationListStatus, NoticeKind
from students.filters.determination_lists import DeterminationListFilter
from students.forms.determination_lists import PostingForm
from students.models import DeterminationList

PostSerializer = shape_of(PostingForm)


class MakeListSerializer(serializers.Serializer):
    """`school` by its code."""

    round = serializers.IntegerField(min_value=1)
    school = serializers.CharField(max_length=12)


class DeterminationListViewSet(RoundResource):
    serializer_class = shapes.DeterminationListSerializer
    filterset_class = DeterminationListFilter
    action_permissions = {
        **dict.fromkeys(("create", "post_notice"), Permission.DETERMINATION_DECIDE),
        "submit": Permission.DETERMINATION_SUBMIT,
        **dict.fromkeys(("review", "send_back"), Permission.DETERMINATION_REVIEW),
        **dict.fromkeys(("approve", "refuse"), Permission.DETERMINATION_APPROVE),
    }

    def get_queryset(self) -> QuerySet[DeterminationList]:
        return DeterminationList.objects.visible_to(self.request.user).for_list().order_by("pk")

    @extend_schema(request=MakeListSerializer)
    def create(self, request: Request) -> Response:
        """All whom the school has determined and no list names yet."""
        sent = self.sent(MakeListSerializer)
        school = get_object_or_404(self.schools(), code=sent["school"])
        made = determination_lists.make(round=self.round(sent["round"]), school=school, by=request.user)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=PostSerializer, responses=shapes.PublicNoticeDetailSerializer)
    @action(detail=True, methods=["post"], url_path="post", url_name="post")
    def post_notice(self, request: Request, pk: str) -> Response:
        """From today on, for so many working days; posted again, the days begin anew. The answer is the notice."""
        found = self.get_object()
        form = filled(self, PostingForm, PostSerializer, least=found.round.posting_days)
        posting = Posting(kind=NoticeKind.DETERMINATION, list=found, **form.said)
        notice = determination_lists.post(determination_list=found, posting=posting, by=request.user)
        return Response(shapes.PublicNoticeDetailSerializer(notice).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        return self.answer(determination_lists.submit(determination_list=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:
        return self.answer(determination_lists.review(determination_list=self.get_object(), by=request.user))

    @extend_schema(request=shapes.ApproveSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """From the day after the notice's last day on; `seen` is how many children the approver saw."""
        sent = self.sent(shapes.ApproveSerializer)
        done, _count = determination_lists.approve(determination_list=self.get_object(), **sent, by=request.user)
        return self.answer(done)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        """Instead of a review."""
        return self._returned(DeterminationListStatus.SUBMITTED)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        """Instead of an approval."""
        return self._returned(DeterminationListStatus.REVIEWED)

    def _returned(self, waiting: DeterminationListStatus) -> Response:
        found = get_object_or_404(self.get_queryset().filter(status=waiting), pk=self.kwargs["pk"])
        sent = self.sent(NoteSerializer)
        return self.answer(determination_lists.send_back(determination_list=found, **sent, by=self.request.user))
