"""Sittings as resources: recorded with who came, what a class found of its children, what the school's group decides."""

from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.schema import A_FILE
from aid_portal.errors import Refused
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from students.actions import review_meetings, school_decisions
from students.actions.review_meetings import Weighed
from students.api import round_shapes as shapes
from students.api.rounds import RoundResource
from students.determination_choices import MeetingLevel, Tier
from students.filters.review_meetings import MeetingFilter
from students.forms.review_meetings import MOST_MEMBERS, MeetingForm, MemberForm
from students.models import Application, ReviewMeeting
from students.reports.round_classes import before, class_places
from students.rules.review_groups import Seat

MOST_AT_ONCE = 500


class SeatSerializer(shape_of(MemberForm)):
    """`present` unless it is said that somebody was not there."""

    present = serializers.BooleanField(default=True)


class MeetingRecordSerializer(
    shape_of(MeetingForm, place=serializers.CharField(max_length=80, required=False, help_text=_("班级")))
):
    """`school` by its code; `place` of a class is its grade and name, 1|2班; `members` are those of the group."""

    round = serializers.IntegerField(min_value=1)
    school = serializers.CharField(max_length=12)
    members = SeatSerializer(many=True, allow_empty=False, max_length=MOST_MEMBERS)


class WeighedSerializer(serializers.Serializer):
    """`tier` is empty where the class recommends none."""

    application = serializers.IntegerField(min_value=1)
    tier = serializers.ChoiceField(choices=Tier.choices, allow_blank=True)
    reason = serializers.CharField(max_length=300)
    votes_for = serializers.IntegerField(min_value=0, max_value=99, allow_null=True, default=None)
    votes_all = serializers.IntegerField(min_value=1, max_value=99, allow_null=True, default=None)
    score = serializers.IntegerField(min_value=0, max_value=100, allow_null=True, default=None)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        votes, every = sent["votes_for"], sent["votes_all"]
        if (votes is None) is not (every is None) or (votes is not None and votes > every):
            raise serializers.ValidationError({"votes_for": _("同意票和总票数要一起填，同意票不能多于总票数。")})
        return sent


class WeighSerializer(serializers.Serializer):
    found = WeighedSerializer(many=True, allow_empty=False, max_length=MOST_AT_ONCE)


class ChosenSerializer(serializers.Serializer):
    applications = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=MOST_AT_ONCE)


class MeetingViewSet(RoundResource):
    serializer_class = shapes.MeetingSerializer
    filterset_class = MeetingFilter
    action_permissions = {
        **dict.fromkeys(("of_class", "weigh"), Permission.APPLICATION_COLLECT),
        **dict.fromkeys(("of_school", "decide"), Permission.DETERMINATION_DECIDE),
    }

    def get_queryset(self) -> QuerySet[ReviewMeeting]:
        return ReviewMeeting.objects.visible_to(self.request.user).for_list().order_by("-held_on", "-pk")

    @extend_schema(request=MeetingRecordSerializer)
    @action(detail=False, methods=["post"], url_path="class")
    def of_class(self, request: Request) -> Response:
        """Refused where the group could not decide: size, members, who came."""
        return self._recorded(MeetingLevel.CLASS)

    @extend_schema(request=MeetingRecordSerializer)
    @action(detail=False, methods=["post"], url_path="school")
    def of_school(self, request: Request) -> Response:
        return self._recorded(MeetingLevel.SCHOOL)

    @extend_schema(request=WeighSerializer, responses=shapes.ApplicationSerializer(many=True), filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def weigh(self, request: Request, pk: str) -> Response:
        """What the class recommends, of one or of all its children, or of none where one is not before it."""
        meeting, found = self._of_level(MeetingLevel.CLASS), self.sent(WeighSerializer)["found"]
        waiting = self._waiting(meeting, [each.pop("application") for each in found])
        pairs = [(application, Weighed(**each)) for application, each in zip(waiting, found, strict=True)]
        return self._told(review_meetings.weigh_all(meeting=meeting, found=pairs, by=request.user))

    @extend_schema(request=ChosenSerializer, responses=shapes.ApplicationSerializer(many=True), filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def decide(self, request: Request, pk: str) -> Response:
        """As the class recommended or the lists prove, whichever is higher; who has neither is decided one by one."""
        meeting = self._of_level(MeetingLevel.SCHOOL)
        chosen = self._waiting(meeting, self.sent(ChosenSerializer)["applications"])
        return self._told(school_decisions.decide_all(applications=chosen, meeting=meeting, by=request.user))

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def minutes(self, request: Request, pk: str) -> StreamingHttpResponse:
        found = get_object_or_404(self.get_queryset().filter(minutes__isnull=False), pk=pk)
        return hand_out(found.minutes, by=request.user)

    def _recorded(self, level: MeetingLevel) -> Response:
        sent = self.sent(MeetingRecordSerializer)
        round, school = self.round(sent["round"]), get_object_or_404(self.schools(), code=sent["school"])
        places = class_places(round, school, self.request.user) if level == MeetingLevel.CLASS else []
        form = filled(self, MeetingForm, MeetingRecordSerializer, places=places)
        made = review_meetings.record(
            round=round, school=school, facts={"level": level, **form.facts}, minutes=form.cleaned_data["minutes"],
            seats=[Seat(**each) for each in sent["members"]], by=self.request.user,
        )  # fmt: skip
        return self.answer(made, status.HTTP_201_CREATED)

    def _of_level(self, level: MeetingLevel) -> ReviewMeeting:
        return get_object_or_404(self.get_queryset().filter(level=level), pk=self.kwargs["pk"])

    def _waiting(self, meeting: ReviewMeeting, keys: list[int]) -> list[Application]:
        """In the order asked."""
        known = before(meeting, self.request.user).in_bulk(keys)
        if missing := [key for key in keys if key not in known]:
            raise Refused(_("有申请不在这次会议面前，请核对。"), code="not_before_it", ids=missing)
        return [known[key] for key in keys]

    def _told(self, done: list[Application]) -> Response:
        found = Application.objects.visible_to(self.request.user).filter(pk__in=[each.pk for each in done]).for_list()
        return Response(shapes.ApplicationSerializer(found, many=True).data)
