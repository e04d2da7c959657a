"""The review queue as a resource: list, look at both sides, answer, ask again; numbers are masked."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from students.actions import matches
from students.filters.matches import MatchFilter
from students.models import MatchPair
from students.reports.match_sides import compared


class MatchSerializer(serializers.ModelSerializer):
    record_name = serializers.CharField(source="record.name", read_only=True)
    child_name = serializers.CharField(source="enrolment.name", read_only=True)
    school = serializers.CharField(source="enrolment.school.code", read_only=True)
    answered_by = serializers.CharField(source="answered_by.username", default=None, read_only=True)

    class Meta:
        model = MatchPair
        fields = (
            *("id", "term", "kind", "level", "record", "record_name", "student", "child_name", "school"),
            *("status", "reason", "answered_by", "answered_at"),
        )
        read_only_fields = fields


class SideSerializer(serializers.Serializer):
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    record = serializers.CharField(source="record.text", read_only=True)
    child = serializers.CharField(source="child.text", read_only=True)
    verdict = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True)


class MatchDetailSerializer(MatchSerializer):
    sides = serializers.SerializerMethodField()

    class Meta(MatchSerializer.Meta):
        fields = (*MatchSerializer.Meta.fields, "sides")

    @extend_schema(responses=SideSerializer(many=True))
    def get_sides(self, pair: MatchPair) -> list[dict]:
        return list(SideSerializer(compared(pair), many=True).data)


class AnswerSerializer(serializers.Serializer):
    same = serializers.BooleanField()
    reason = serializers.CharField(min_length=2, max_length=200)


class MatchViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = MatchSerializer
    filterset_class = MatchFilter
    permission = Permission.REVIEW_VIEW
    action_permissions = dict.fromkeys(("answer_pair", "ask_again"), Permission.REVIEW_ANSWER)

    def get_queryset(self) -> QuerySet[MatchPair]:
        return MatchPair.objects.visible_to(self.request.user).for_list().order_by("level", "pk")

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return MatchSerializer if self.action == "list" else MatchDetailSerializer

    @extend_schema(request=AnswerSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def answer_pair(self, request: Request, pk: int) -> Response:
        return self.answer(matches.answer(pair=self.get_object(), **self.sent(AnswerSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="ask-again")
    def ask_again(self, request: Request, pk: int) -> Response:
        return self.answer(matches.ask_again(pair=self.get_object(), by=request.user))
