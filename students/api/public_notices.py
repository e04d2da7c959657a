"""Public notices and the objections to them as resources: the photo, the papers, taking one down, an objection and its answer."""

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.schema import A_FILE
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out, hand_out_made
from students.actions import notice_papers, objections, public_notices
from students.api import round_shapes as shapes
from students.api.rounds import RoundResource
from students.filters.determination_lists import ObjectionFilter, PublicNoticeFilter
from students.forms.determination_lists import ObjectionForm, PhotoForm
from students.models import Objection, PublicNotice

PhotoSerializer = shape_of(PhotoForm)
PAPERS = {"pdf": notice_papers.pdf, "png": notice_papers.png}


class NoticePaperSerializer(serializers.Serializer):
    format = serializers.ChoiceField(choices=list(PAPERS), default="pdf")


class ObjectSerializer(shape_of(ObjectionForm, row=serializers.IntegerField(min_value=1, allow_null=True, default=None))):
    """`row` is the number of the line on the notice; none where somebody is missing or the whole is meant."""

    notice = serializers.IntegerField(min_value=1)


class PublicNoticeViewSet(RoundResource):
    filterset_class = PublicNoticeFilter
    action_permissions = dict.fromkeys(("photo", "withdraw"), Permission.DETERMINATION_DECIDE)

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return PublicNotice.objects.visible_to(self.request.user).for_list().order_by("-posted_on", "-pk")

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return shapes.PublicNoticeSerializer if self.action == "list" else shapes.PublicNoticeDetailSerializer

    @extend_schema(request={"multipart/form-data": PhotoSerializer})
    @action(detail=True, methods=["post"])
    def photo(self, request: Request, pk: str) -> Response:
        """Of the paper where it hangs; made anew, so that neither place nor device goes with it."""
        photo = filled(self, PhotoForm, PhotoSerializer).cleaned_data["photo"]
        return self.answer(public_notices.add_photo(notice=self.get_object(), photo=photo, by=request.user))

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def hung(self, request: Request, pk: str) -> StreamingHttpResponse:
        """The photo that was taken of it."""
        return hand_out(get_object_or_404(self.get_queryset().filter(photo__isnull=False), pk=pk).photo, by=request.user)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Before its time; what it showed must be posted again for its whole time."""
        reason = self.sent(NoteSerializer)["note"]
        return self.answer(public_notices.withdraw(notice=self.get_object(), reason=reason, by=request.user))

    @extend_schema(request=NoticePaperSerializer, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def paper(self, request: Request, pk: str) -> HttpResponse:
        """A4 to hang up, or one picture for a class group."""
        make = PAPERS[self.sent(NoticePaperSerializer)["format"]]
        made = make(notice=self.get_object(), by=request.user)
        return hand_out_made(made.name, made.content, made.content_type)


class ObjectionViewSet(RoundResource):
    serializer_class = shapes.ObjectionSerializer
    filterset_class = ObjectionFilter
    action_permissions = dict.fromkeys(("create", "answer_objection"), Permission.OBJECTION_HANDLE)

    def get_queryset(self) -> QuerySet[Objection]:
        return Objection.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=ObjectSerializer)
    def create(self, request: Request) -> Response:
        """Of somebody who came in person or rang; without a name it is looked into and holds nothing."""
        sent = self.sent(ObjectSerializer)
        notice = get_object_or_404(PublicNotice.objects.visible_to(request.user).for_list(), pk=sent["notice"])
        row = get_object_or_404(notice.rows, position=sent["row"]) if sent["row"] else None
        said = {name: sent.get(name, "") for name in ("objector", "contact", "content")}
        return self.answer(objections.record(notice=notice, row=row, **said, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ObjectionAnswerSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def answer_objection(self, request: Request, pk: str) -> Response:
        return self.answer(
            objections.answer(objection=self.get_object(), **self.sent(shapes.ObjectionAnswerSerializer), by=request.user)
        )
