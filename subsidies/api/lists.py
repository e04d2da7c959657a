"""The lists of the schools as a resource: look, make, confirm, rank, review, approve, send back."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from students.models import PublicNotice, TermSetting
from subsidies.actions import countersignatures, entitlement_lists, entitlements, list_notices
from subsidies.filters.entitlement_lists import EntitlementListFilter
from subsidies.forms.papers import LONGEST
from subsidies.models import EntitlementList
from subsidies.models.countersignatures import with_signatures
from subsidies.reports.list_sums import with_sums


class ListSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)
    times = serializers.IntegerField(read_only=True)
    amount = serializers.DecimalField(14, 2, read_only=True)
    objected = serializers.IntegerField(read_only=True)
    waiting = serializers.IntegerField(read_only=True)
    signatures_wanted = serializers.IntegerField(source="wanted", read_only=True, default=0)
    signatures = serializers.IntegerField(source="signed", read_only=True, default=0)
    confirmed_by = serializers.CharField(source="confirmed_by.username", default=None, read_only=True)
    reviewed_by = serializers.CharField(source="reviewed_by.username", default=None, read_only=True)
    approved_by = serializers.CharField(source="approved_by.username", default=None, read_only=True)

    class Meta:
        model = EntitlementList
        fields = (
            *("id", "school", "programme", "term", "number", "status", "return_note"),
            *("times", "amount", "objected", "waiting", "signatures_wanted", "signatures"),
            *("confirmed_by", "confirmed_at", "reviewed_by", "reviewed_at", "approved_by", "approved_at"),
        )
        read_only_fields = fields


class ProposeSerializer(ScopedSerializer):
    term = serializers.SlugRelatedField(slug_field="code", queryset=TermSetting.objects.none())


class CountsSerializer(serializers.Serializer):
    lists = serializers.IntegerField()
    added = serializers.IntegerField()
    dropped = serializers.IntegerField()


class ListsSerializer(serializers.Serializer):
    lists = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=2000)


class SeenListsSerializer(ListsSerializer):
    """`seen`: the sum in yuan of the proposed rows that the approver had before his eyes."""

    seen = serializers.DecimalField(14, 2)


class ReturnedListsSerializer(ListsSerializer, NoteSerializer):
    """With the reason that the school reads."""


class RankedSerializer(serializers.Serializer):
    waiting = serializers.IntegerField()


class PostListSerializer(serializers.Serializer):
    """From today on; `working_days` are at least the five of the law."""

    working_days = serializers.IntegerField(min_value=5, max_value=LONGEST, default=5)
    phone = serializers.CharField(max_length=40)
    place = serializers.CharField(max_length=120)


class PostedListSerializer(serializers.ModelSerializer):
    class Meta:
        model = PublicNotice
        fields = ("id", "title", "posted_on", "ends_on", "days", "place")
        read_only_fields = fields


class ListViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ListSerializer
    filterset_class = EntitlementListFilter
    permission = Permission.ENTITLEMENT_VIEW
    action_permissions = {
        "propose": Permission.ENTITLEMENT_PREPARE,
        "confirm": Permission.ENTITLEMENT_CONFIRM,
        "rank": Permission.ENTITLEMENT_CONFIRM,
        "hang_up": Permission.ENTITLEMENT_CONFIRM,
        "review": Permission.ENTITLEMENT_REVIEW,
        "send_back": Permission.ENTITLEMENT_REVIEW,
        "countersign": Permission.COUNTERSIGN,
        "approve": Permission.ENTITLEMENT_APPROVE,
        "refuse": Permission.ENTITLEMENT_APPROVE,
    }
    queryset = EntitlementList.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[EntitlementList]:
        found = with_sums(EntitlementList.objects.visible_to(self.request.user).for_list())
        return with_signatures(found).order_by("pk")

    @extend_schema(request=ProposeSerializer, responses=CountsSerializer)
    @action(detail=False, methods=["post"])
    def propose(self, request: Request) -> Response:
        sent = self.sent(ProposeSerializer, scope={"term": TermSetting.objects.visible_to(request.user)})
        return Response(entitlements.propose(**sent, by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        done = entitlement_lists.confirm(entitlement_list=self.get_object(), by=request.user)
        return self.answer(self.get_queryset().get(pk=done.pk))

    @extend_schema(request=None, responses=RankedSerializer)
    @action(detail=True, methods=["post"])
    def rank(self, request: Request, pk: str) -> Response:
        return Response({"waiting": entitlement_lists.rank(entitlement_list=self.get_object(), by=request.user)})

    @extend_schema(request=PostListSerializer, responses=PostedListSerializer)
    @action(detail=True, methods=["post"], url_path="public-notice", url_name="post")
    def hang_up(self, request: Request, pk: str) -> Response:
        """Records that the list hangs on the school's notice board (公示)."""
        sent = self.sent(PostListSerializer)
        notice = list_notices.post(entitlement_list=self.get_object(), **sent, by=request.user)
        return Response(PostedListSerializer(notice).data)

    @extend_schema(request=ListsSerializer, responses=ListSerializer(many=True))
    @action(detail=False, methods=["post"])
    def review(self, request: Request) -> Response:
        return self._carry_out(ListsSerializer, entitlement_lists.review)

    @extend_schema(request=SeenListsSerializer, responses=ListSerializer(many=True))
    @action(detail=False, methods=["post"])
    def countersign(self, request: Request) -> Response:
        """A further person's yes where the sum of each list asks for it."""
        return self._carry_out(SeenListsSerializer, countersignatures.sign_lists)

    @extend_schema(request=SeenListsSerializer, responses=ListSerializer(many=True))
    @action(detail=False, methods=["post"])
    def approve(self, request: Request) -> Response:
        return self._carry_out(SeenListsSerializer, entitlement_lists.approve)

    @extend_schema(request=ReturnedListsSerializer, responses=ListSerializer(many=True))
    @action(detail=False, methods=["post"], url_path="send-back")
    def send_back(self, request: Request) -> Response:
        return self._carry_out(ReturnedListsSerializer, entitlement_lists.send_back)

    @extend_schema(request=ReturnedListsSerializer, responses=ListSerializer(many=True))
    @action(detail=False, methods=["post"])
    def refuse(self, request: Request) -> Response:
        return self._carry_out(ReturnedListsSerializer, entitlement_lists.refuse)

    def _carry_out(self, serializer_class, act) -> Response:
        """All or nothing: a list that the caller does not see is none of his."""
        sent = self.sent(serializer_class)
        seen = self.get_queryset().filter(pk__in=sent.pop("lists")).values_list("pk", flat=True)
        done = act(lists=list(seen), **sent, by=self.request.user)
        found = self.get_queryset().filter(pk__in=[each.pk for each in done])
        return Response(self.get_serializer(found, many=True).data)
