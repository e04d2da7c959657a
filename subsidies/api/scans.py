"""The signed paper of what is written over the API: a part `file` of a multipart request, beside the words."""

from typing import Any

from rest_framework import serializers

from aid_portal.models import OrgUnit
from students.forms.proofs import check_scan
from subsidies.views.entitlement_deeds import keep


class ScanSerializer(serializers.Serializer):
    """`file`: the scan, where the request is multipart/form-data."""

    file = serializers.FileField(validators=[check_scan], allow_empty_file=True, allow_null=True, default=None)


class AttachedSerializer(serializers.Serializer):
    file = serializers.FileField(validators=[check_scan], allow_empty_file=True)


class TakesScans:
    """Of a resource whose writing takes a scan, kept under `scan_kind`."""

    scan_kind: str

    def kept(self, sent: dict[str, Any], unit: OrgUnit) -> dict[str, Any]:
        """What was sent, with the file of `unit` as its `evidence`."""
        file = sent.pop("file")
        return {**sent, "evidence": keep(file, unit, self.request.user, self.scan_kind)}
