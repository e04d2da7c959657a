"""me, units, users, role assignments, audit events: the pages' permissions, scopes, filters and actions."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from aid_portal.actions import org_units, role_assignments, users
from aid_portal.api import serializers as shapes
from aid_portal.api.resources import Resource
from aid_portal.filters.audit_events import AuditEventFilter
from aid_portal.filters.org_units import OrgUnitFilter
from aid_portal.filters.role_assignments import RoleAssignmentFilter
from aid_portal.filters.users import UserFilter
from aid_portal.forms.users import UserForm
from aid_portal.models import AuditEvent, OrgUnit, RoleAssignment, User
from aid_portal.permissions import Permission


class MeView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=shapes.MeSerializer)
    def get(self, request):
        return Response(shapes.MeSerializer(request.user).data)


class OrgUnitViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.OrgUnitSerializer
    filterset_class = OrgUnitFilter
    permission = Permission.UNIT_VIEW
    action_permissions = dict.fromkeys(("create", "change", "phones", "close", "reopen"), Permission.UNIT_MANAGE)

    def get_queryset(self):
        return OrgUnit.objects.visible_to(self.request.user).for_list().order_by("code")

    def parents(self):
        return OrgUnit.objects.visible_to(self.request.user).open()

    @extend_schema(request=shapes.OrgUnitCreateSerializer)
    def create(self, request):
        sent = self.sent(shapes.OrgUnitCreateSerializer, scope={"parent": self.parents()})
        return self.answer(org_units.create(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=shapes.OrgUnitChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        sent = self.sent(shapes.OrgUnitChangeSerializer, scope={"parent": self.parents()})
        return self.answer(org_units.change(unit=self.get_object(), **sent, by=request.user))

    @extend_schema(request=shapes.OrgUnitPhonesSerializer)
    @action(detail=True, methods=["post"])
    def phones(self, request, pk):
        sent = self.sent(shapes.OrgUnitPhonesSerializer)
        return self.answer(org_units.tell_phones(unit=self.get_object(), **sent, by=request.user))

    @extend_schema(request=shapes.OrgUnitCloseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request, pk):
        return self.answer(org_units.close(unit=self.get_object(), **self.sent(shapes.OrgUnitCloseSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        return self.answer(org_units.reopen(unit=self.get_object(), by=request.user))


class UserViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.UserSerializer
    filterset_class = UserFilter
    permission = Permission.USER_VIEW
    action_permissions = dict.fromkeys(("create", "change", "disable", "enable", "reset_password"), Permission.USER_MANAGE)
    secret_actions = frozenset({"create", "reset_password"})

    def get_queryset(self):
        return User.objects.visible_to(self.request.user).order_by("username")

    @extend_schema(request=shapes.UserSerializer, responses=shapes.FirstPasswordSerializer)
    def create(self, request):
        form = UserForm(request.data)  # the shape of a user name is said once
        if not form.is_valid():
            return Response(form.errors, status=status.HTTP_400_BAD_REQUEST)
        facts = form.cleaned_data
        if facts.pop("is_service"):
            person, password = users.create_service(**facts, by=request.user), ""
        else:
            password = users.first_password(facts["username"])
            person = users.create(**facts, password=password, by=request.user)
        return Response({"username": person.username, "password": password}, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.UserChangeSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        return self.answer(users.change(user=self.get_object(), **self.sent(shapes.UserChangeSerializer), by=request.user))

    @extend_schema(request=shapes.NoteSerializer)
    @action(detail=True, methods=["post"])
    def disable(self, request, pk):
        return self.answer(users.disable(user=self.get_object(), **self.sent(shapes.NoteSerializer), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def enable(self, request, pk):
        return self.answer(users.enable(user=self.get_object(), by=request.user))

    @extend_schema(request=None, responses=shapes.FirstPasswordSerializer)
    @action(detail=True, methods=["post"], url_path="reset-password")
    def reset_password(self, request, pk):
        person = self.get_object()
        password = users.first_password(person.username)
        person = users.reset_password(user=person, password=password, by=request.user)
        return Response({"username": person.username, "password": password})


class RoleAssignmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.RoleAssignmentSerializer
    filterset_class = RoleAssignmentFilter
    permission = Permission.USER_VIEW
    action_permissions = {
        "create": Permission.ROLE_PROPOSE,
        **dict.fromkeys(("grant", "refuse", "revoke"), Permission.ROLE_GRANT),
    }

    def get_queryset(self):
        return RoleAssignment.objects.visible_to(self.request.user).for_list().order_by("pk")

    @extend_schema(request=shapes.RoleAssignmentProposeSerializer)
    def create(self, request):
        scope = {"username": User.objects.visible_to(request.user), "unit_code": OrgUnit.objects.visible_to(request.user)}
        sent = self.sent(shapes.RoleAssignmentProposeSerializer, scope=scope)
        return self.answer(role_assignments.propose(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def grant(self, request, pk):
        return self.answer(role_assignments.grant(assignment=self.get_object(), by=request.user))

    @extend_schema(request=shapes.NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request, pk):
        sent = self.sent(shapes.NoteSerializer)
        return self.answer(role_assignments.refuse(assignment=self.get_object(), **sent, by=request.user))

    @extend_schema(request=shapes.NoteSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request, pk):
        sent = self.sent(shapes.NoteSerializer)
        return self.answer(role_assignments.revoke(assignment=self.get_object(), **sent, by=request.user))


class AuditEventViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.AuditEventSerializer
    filterset_class = AuditEventFilter
    permission = Permission.AUDIT_VIEW

    def get_queryset(self):
        return AuditEvent.objects.visible_to(self.request.user)
