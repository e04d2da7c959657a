"""Tokens as a resource: for the administrators at the screen, because no token may bring these permissions along."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.actions import api_tokens
from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.filters.api_tokens import ApiTokenFilter
from aid_portal.models import ApiToken, User
from aid_portal.permissions import GOVERNING, Permission

SCOPES = [(scope.value, str(scope.label)) for scope in Permission if scope not in GOVERNING]


class ApiTokenSerializer(serializers.ModelSerializer):
    """`state` is the status, or `expired`; the token itself is never told again."""

    username = serializers.CharField(source="user.username", read_only=True)
    state = serializers.CharField(read_only=True)
    proposed_by = serializers.CharField(source="proposed_by.username", read_only=True)
    issued_by = serializers.CharField(source="decided_by.username", read_only=True, default=None)

    class Meta:
        model = ApiToken
        fields = (
            *("id", "name", "username", "scopes", "expires_on", "status", "state", "prefix"),
            *("proposed_by", "proposed_at", "issued_by", "decided_at", "revoked_at", "last_used_at"),
        )
        read_only_fields = fields


class ApiTokenProposeSerializer(ScopedSerializer):
    username = serializers.SlugRelatedField(slug_field="username", source="user", queryset=User.objects.none())
    name = serializers.CharField(max_length=30)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES), allow_empty=False)
    expires_on = serializers.DateField()


class IssuedTokenSerializer(ApiTokenSerializer):
    """The only answer that ever holds a token."""

    token = serializers.CharField(read_only=True)

    class Meta(ApiTokenSerializer.Meta):
        fields = (*ApiTokenSerializer.Meta.fields, "token")
        read_only_fields = fields


class ApiTokenViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ApiTokenSerializer
    filterset_class = ApiTokenFilter
    permission = Permission.USER_VIEW
    action_permissions = {
        "create": Permission.TOKEN_PROPOSE,
        **dict.fromkeys(("issue", "refuse", "revoke"), Permission.TOKEN_ISSUE),
    }
    secret_actions = frozenset({"issue"})
    queryset = ApiToken.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[ApiToken]:
        return ApiToken.objects.visible_to(self.request.user).for_list().order_by("-pk")

    @extend_schema(request=ApiTokenProposeSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(ApiTokenProposeSerializer, scope={"username": User.objects.visible_to(request.user)})
        return self.answer(api_tokens.propose(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=IssuedTokenSerializer)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: str) -> Response:
        """Shown this once and kept nowhere, neither under an Idempotency-Key."""
        token, secret = api_tokens.issue(token=self.get_object(), by=request.user)
        token.token = secret
        return Response(IssuedTokenSerializer(token).data)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        return self.answer(api_tokens.refuse(token=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        return self.answer(api_tokens.revoke(token=self.get_object(), **self.sent(NoteSerializer), by=request.user))
