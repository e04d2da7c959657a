"""Proofs of schooling elsewhere as a resource: list, look, hand in with a scan, verify, refuse, add the aid given there."""

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.api.serializers import NoteSerializer
from aid_portal.identifiers import normalise
from aid_portal.permissions import Permission
from students.actions import proofs
from students.choices import RecordKind
from students.filters.proofs import ProofFilter
from students.forms.proofs import FACTS, check_resident_id, check_scan, year_choices
from students.models import Record, SchoolingProof
from students.reports.proofs import candidates


class ProofSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", default=None, read_only=True)
    submitted_by = serializers.CharField(source="submitted_by.username", read_only=True)
    verified_by = serializers.CharField(source="verified_by.username", default=None, read_only=True)

    class Meta:
        model = SchoolingProof
        fields = (
            *("id", "name", *FACTS, "status", "unit", "submitted_by", "submitted_at"),
            *("verified_by", "verified_at", "refusal"),
        )
        read_only_fields = fields


@extend_schema_field(OpenApiTypes.STR)
class AcademicYearField(serializers.ChoiceField):
    """2022-2023: one of those that are set up, which a description of the API cannot know."""


class ProofCreateSerializer(serializers.Serializer):
    """Either `record`, a row of the rural list, or `name` and `resident_id`; with the scan as multipart/form-data."""

    record = serializers.PrimaryKeyRelatedField(queryset=Record.objects.none(), required=False)
    name = serializers.CharField(max_length=80, required=False)
    resident_id = serializers.CharField(max_length=20, required=False, validators=[check_resident_id], write_only=True)
    academic_year = AcademicYearField(choices=[])
    school_name = serializers.CharField(max_length=120)
    school_code = serializers.RegexField(r"^\d{10}$", required=False, allow_blank=True, default="")
    place = serializers.CharField(max_length=80)
    grade = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    aid_there = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    file = serializers.FileField(validators=[check_scan], allow_empty_file=True)

    def __init__(self, *args: object, records=None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if records is not None:
            self.fields["record"].queryset = records
            self.fields["academic_year"].choices = year_choices()

    def validate(self, attrs: dict) -> dict:
        if "record" not in attrs and not {"name", "resident_id"} <= attrs.keys():
            raise serializers.ValidationError({"record": "record, or name and resident_id"})
        return attrs


class ProofVerifySerializer(ScopedSerializer):
    record = serializers.PrimaryKeyRelatedField(queryset=Record.objects.none(), required=False, allow_null=True, default=None)


class AidSerializer(serializers.Serializer):
    aid_there = serializers.CharField(min_length=2, max_length=120)


class ProofViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ProofSerializer
    filterset_class = ProofFilter
    permission = Permission.PROOF_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "aid"), Permission.PROOF_SUBMIT),
        **dict.fromkeys(("verify", "refuse"), Permission.PROOF_VERIFY),
    }

    def get_queryset(self) -> QuerySet[SchoolingProof]:
        return SchoolingProof.objects.visible_to(self.request.user).for_list()

    def records(self) -> QuerySet[Record]:
        return Record.objects.visible_to(self.request.user).filter(release__kind=RecordKind.RURAL)

    @extend_schema(request={"multipart/form-data": ProofCreateSerializer})
    def create(self, request: Request) -> Response:
        sent = self.sent(ProofCreateSerializer, records=self.records())
        given = {"file": sent["file"], "facts": {name: sent[name] for name in FACTS}, "by": request.user}
        if "record" in sent:
            proof = proofs.submit_listed(record=sent["record"], **given)
        else:
            proof = proofs.submit_known(name=sent["name"], resident_id=normalise(sent["resident_id"]), **given)
        return self.answer(proof, status.HTTP_201_CREATED)

    @extend_schema(request=ProofVerifySerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: int) -> Response:
        """`record` names a row that the proof's id cannot find; only one of the same name and birth date is taken."""
        proof = self.get_object()
        sent = self.sent(ProofVerifySerializer, scope={"record": candidates(proof, request.user)})
        return self.answer(proofs.verify(proof=proof, **sent, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: int) -> Response:
        return self.answer(proofs.refuse(proof=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=AidSerializer)
    @action(detail=True, methods=["post"])
    def aid(self, request: Request, pk: int) -> Response:
        return self.answer(proofs.add_aid(proof=self.get_object(), **self.sent(AidSerializer), by=request.user))
