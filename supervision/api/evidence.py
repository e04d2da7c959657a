"""Photos and papers that show what was seen or done: what a file is called, and the file itself."""

from rest_framework import mixins

from aid_portal.permissions import Permission
from supervision.api.evidence_shapes import EvidenceSerializer
from supervision.api.kept_files import KeptFileResource
from supervision.models import Evidence


class EvidenceViewSet(mixins.RetrieveModelMixin, KeptFileResource):
    serializer_class = EvidenceSerializer
    model, queryset, permission = Evidence, Evidence.objects.none(), Permission.NOTICE_VIEW
