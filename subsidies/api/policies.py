"""The policy: versions with their whole document, what separates two, writing and approving a draft."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from subsidies.actions import policies
from subsidies.filters.policies import PolicyVersionFilter
from subsidies.forms.policies import FORMS, may_be_removed
from subsidies.models import PolicyVersion
from subsidies.rules import policy_edits as edits
from subsidies.rules.drafts import problems
from subsidies.rules.policy_differences import differences

EDITS = ("create", "partial_update", "annotate", "submit", "withdraw", "discard", "restore")


class PolicyVersionSerializer(serializers.ModelSerializer):
    drafted_by = serializers.CharField(source="drafted_by.username", default=None, read_only=True)
    approved_by = serializers.CharField(source="approved_by.username", default=None, read_only=True)
    assumed_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = PolicyVersion
        fields = (
            *("id", "number", "status", "note", "based_on", "revision", "assumed_count"),
            *("drafted_by", "drafted_at", "approved_by", "approved_at", "return_note"),
        )


class PolicyDocumentSerializer(PolicyVersionSerializer):
    problems = serializers.SerializerMethodField()

    class Meta(PolicyVersionSerializer.Meta):
        fields = (*PolicyVersionSerializer.Meta.fields, "document", "problems")

    def get_problems(self, policy: PolicyVersion) -> list[str]:
        return problems(policy.document)


class PolicyDifferenceSerializer(serializers.Serializer):
    kind = serializers.CharField()
    thing = serializers.CharField()
    field = serializers.CharField()  # type: ignore[assignment]
    old = serializers.CharField()
    new = serializers.CharField()


class PolicyDraftSerializer(NoteSerializer, ScopedSerializer):
    based_on = serializers.PrimaryKeyRelatedField(queryset=PolicyVersion.objects.none())


class PolicySeenSerializer(serializers.Serializer):
    """`seen`: the revision that the caller has read; what others changed since then is not overwritten."""

    seen = serializers.IntegerField(min_value=0)


class RestoreSerializer(serializers.Serializer):
    number = serializers.IntegerField(min_value=0)


class PolicyPartSerializer(PolicySeenSerializer):
    """One part: with `key` it is changed (`value` null: taken out), without it is added (a dated one to `programme`)."""

    part = serializers.ChoiceField(choices=edits.PARTS)
    key = serializers.CharField(default="", allow_blank=True, max_length=60, trim_whitespace=False)
    programme = serializers.CharField(default="", allow_blank=True, max_length=16)
    after = serializers.CharField(default="", allow_blank=True, max_length=16)
    value = serializers.DictField(allow_null=True)


class PolicyVersionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = PolicyVersionSerializer
    filterset_class = PolicyVersionFilter
    permission = Permission.POLICY_VIEW
    action_permissions = {
        **dict.fromkeys(EDITS, Permission.POLICY_EDIT),
        **dict.fromkeys(("approve", "send_back"), Permission.POLICY_APPROVE),
    }

    def get_queryset(self):
        return PolicyVersion.objects.visible_to(self.request.user).for_list()

    def get_serializer_class(self):
        return PolicyVersionSerializer if self.action == "list" else PolicyDocumentSerializer

    @extend_schema(request=PolicyDraftSerializer)
    def create(self, request):
        """Draft from a version that is or was in force."""
        sent = self.sent(PolicyDraftSerializer, scope={"based_on": PolicyVersion.objects.visible_to(request.user)})
        return self.answer(policies.draft(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=PolicyPartSerializer)
    def partial_update(self, request, pk):
        """Change, add or take out one part of a draft; `value` has the names of the document."""
        policy, sent = self.get_object(), self.sent(PolicyPartSerializer)
        policies.refuse_unless_draft(policy)
        if sent["value"] is None:
            return self.answer(_take_out(policy, sent, request.user))
        form = _shape(policy, sent)
        where = {"policy": policy, "part": sent["part"], "value": form.value(), "after": sent["after"], "by": request.user}
        if sent["key"]:
            return self.answer(policies.change_part(**where, key=sent["key"], seen=sent["seen"]))
        return self.answer(policies.add_part(**where, programme=sent["programme"]))

    @extend_schema(
        request=None, responses=PolicyDifferenceSerializer(many=True), parameters=[OpenApiParameter("to", int, required=True)]
    )
    @action(detail=True, pagination_class=None, filterset_class=None)
    def difference(self, request, pk):
        """Old → new: from version `to` to this one."""
        asked = request.query_params.get("to", "")
        if not asked.isdecimal():
            raise Http404
        other = get_object_or_404(self.get_queryset(), pk=int(asked))
        return Response(PolicyDifferenceSerializer(differences(other.document, self.get_object().document), many=True).data)

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def annotate(self, request, pk):
        return self.answer(policies.annotate(policy=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=RestoreSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request, pk):
        return self.answer(policies.restore(policy=self.get_object(), **self.sent(RestoreSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request, pk):
        return self.answer(policies.submit(policy=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        return self.answer(policies.withdraw(policy=self.get_object(), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request, pk):
        return self.answer(policies.send_back(policy=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=PolicySeenSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request, pk):
        return self.answer(policies.approve(policy=self.get_object(), **self.sent(PolicySeenSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def discard(self, request, pk):
        return self.answer(policies.discard(policy=self.get_object(), by=request.user))


def _take_out(policy, sent, by):
    if not may_be_removed(sent["part"], sent["key"]):
        raise ValidationError({"part": [f"{sent['part']} {sent['key']}"]})
    return policies.remove_part(policy=policy, part=sent["part"], key=sent["key"], seen=sent["seen"], by=by)


def _shape(policy, sent):
    """The page's own form judges the value, so that a shape is said once."""
    where = {"policy": policy, "key": sent["key"], "programme": sent["programme"]}
    policies.refuse_missing(part=sent["part"], **where)
    form = FORMS[sent["part"]]({**sent["value"], "after": sent["after"], "seen": policy.revision}, **where)
    if not form.is_valid():
        raise ValidationError(form.errors)
    return form
