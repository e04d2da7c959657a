"""Terms as a resource: list, look, set the cut-off day, lock, unlock."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.permissions import Permission
from students.actions import terms
from students.filters.terms import TermFilter
from students.models import Enrolment, TermSetting
from students.reports.terms import with_enrolments


class TermSerializer(serializers.ModelSerializer):
    label = serializers.CharField(read_only=True)
    enrolments = serializers.IntegerField(source="enrolment_count", read_only=True)
    locked_by = serializers.CharField(source="locked_by.username", default=None, read_only=True)

    class Meta:
        model = TermSetting
        fields = ("code", "label", "cut_off_on", "enrolments", "is_locked", "locked_at", "locked_by", "lock_note")
        read_only_fields = fields


class CutOffSerializer(serializers.Serializer):
    day = serializers.DateField()


class TermViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    lookup_value_regex = "[0-9A-Z]{1,5}"
    serializer_class = TermSerializer
    filterset_class = TermFilter
    permission = Permission.TERM_VIEW
    action_permissions = dict.fromkeys(("set_cut_off", "lock", "unlock"), Permission.TERM_MANAGE)
    queryset = TermSetting.objects.none()  # for the schema

    def get_queryset(self):
        seen = TermSetting.objects.visible_to(self.request.user).for_list().order_by("position")
        return with_enrolments(seen, Enrolment.objects.visible_to(self.request.user))

    @extend_schema(request=CutOffSerializer)
    @action(detail=True, methods=["post"], url_path="set-cut-off")
    def set_cut_off(self, request, pk):
        terms.set_cut_off(term=self.get_object(), **self.sent(CutOffSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def lock(self, request, pk):
        terms.lock(term=self.get_object(), **self.sent(NoteSerializer), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def unlock(self, request, pk):
        terms.unlock(term=self.get_object(), **self.sent(NoteSerializer), by=request.user)
        return self.answer(self.get_object())
