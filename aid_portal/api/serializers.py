"""Shapes of the ground floor's resources; explicit fields only, so that nothing can be set that a form does not ask."""

from rest_framework import serializers

from aid_portal import audit
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.choices import KINDS_BELOW_THE_BUREAU, Role, SchoolType
from aid_portal.models import AuditEvent, OrgUnit, RoleAssignment, UnmaskRequest, User
from aid_portal.models.org_units import OFFICE_PHONE


class NoteSerializer(serializers.Serializer):
    note = serializers.CharField(min_length=2, max_length=200)


class OrgUnitSerializer(serializers.ModelSerializer):
    parent_code = serializers.CharField(source="parent.code", default="", read_only=True)

    class Meta:
        model = OrgUnit
        fields = ("id", "kind", "code", "name", "school_type", "parent_code", "help_phone", "watch_phone", "closed_on")


class OrgUnitChangeSerializer(ScopedSerializer):
    name = serializers.CharField(max_length=80)
    school_type = serializers.ChoiceField(choices=SchoolType.choices, required=False, allow_blank=True, default="")
    parent = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none(), allow_null=True, default=None)


class OrgUnitCreateSerializer(OrgUnitChangeSerializer):
    kind = serializers.ChoiceField(choices=KINDS_BELOW_THE_BUREAU)
    code = serializers.RegexField(r"^[0-9A-Za-z]{1,12}$")


class OrgUnitPhonesSerializer(serializers.Serializer):
    help_phone = serializers.RegexField(OFFICE_PHONE, allow_blank=True)
    watch_phone = serializers.RegexField(OFFICE_PHONE, allow_blank=True)


class OrgUnitCloseSerializer(NoteSerializer):
    closed_on = serializers.DateField()


class RoleAssignmentSerializer(serializers.ModelSerializer):
    username = serializers.CharField(source="user.username", read_only=True)
    unit_code = serializers.CharField(source="unit.code", read_only=True)
    class_label = serializers.CharField(read_only=True)
    acting_for = serializers.CharField(source="acting_for.user.username", read_only=True, default=None)

    class Meta:
        model = RoleAssignment
        fields = ("id", "username", "role", "unit_code", "class_label", "acting_for", "starts_on", "ends_on", "status")


class RoleAssignmentProposeSerializer(ScopedSerializer):
    username = serializers.SlugRelatedField(slug_field="username", source="user", queryset=User.objects.none())
    role = serializers.ChoiceField(choices=Role.choices)
    unit_code = serializers.SlugRelatedField(slug_field="code", source="unit", queryset=OrgUnit.objects.none())
    class_label = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("id", "username", "name", "position", "is_service", "is_active", "must_change_password")
        read_only_fields = ("is_active", "must_change_password")


class UserChangeSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=40)
    position = serializers.CharField(max_length=40, allow_blank=True, default="")


class FirstPasswordSerializer(serializers.Serializer):
    """The only answer that ever holds a first password; the account of another system has none."""

    username = serializers.CharField(read_only=True)
    password = serializers.CharField(read_only=True)


class MeSerializer(serializers.Serializer):
    username = serializers.CharField()
    name = serializers.CharField()
    permissions = serializers.ListField(child=serializers.CharField())
    assignments = RoleAssignmentSerializer(many=True, source="assignments_in_force")


class AuditEventSerializer(serializers.ModelSerializer):
    """Without before and after: these are opened one by one, with a reason, on the page."""

    label = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields = (
            *("id", "at", "event", "label", "actor", "actor_id_text", "target", "target_key"),
            *("unit_code", "unit_name", "address", "request_id"),
        )

    def get_label(self, event: AuditEvent) -> str:
        return audit.event_label(event.event)


class UnmaskRequestSerializer(serializers.ModelSerializer):
    requested_by = serializers.CharField(source="requested_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = UnmaskRequest
        fields = (
            "id",
            "kind",
            "what",
            "row_count",
            "reason",
            "status",
            "requested_by",
            "requested_at",
            "decided_by",
            "decided_at",
        )


class RevealRequestSerializer(serializers.Serializer):
    what = serializers.CharField(max_length=120)
    row_count = serializers.IntegerField(min_value=1, max_value=500)
    reason = serializers.CharField(min_length=4, max_length=200)


class HolidaySerializer(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    day = serializers.DateField()
    is_working = serializers.BooleanField()
    name = serializers.CharField(max_length=20)


class HolidaySeedSerializer(serializers.Serializer):
    year = serializers.IntegerField(min_value=2000, max_value=2100)
