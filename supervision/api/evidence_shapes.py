"""Shape of a photo or paper beside what it shows; `/api/evidence/{id}/file/` hands it out."""

from rest_framework import serializers

from supervision.models import Evidence


class EvidenceSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="file.name", read_only=True)

    class Meta:
        model = Evidence
        fields = ("id", "name", "caption", "made_at")
        read_only_fields = fields
