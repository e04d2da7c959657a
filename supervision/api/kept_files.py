"""Papers and photos that came with a case of dropout or a grievance: handed out to whoever sees what they belong to."""

from typing import ClassVar

from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out
from supervision.models import DropoutMeasure, DropoutPhoto, DropoutStep, GrievanceFile


class KeptFileResource(Resource):
    """Taking a file away leaves a record, so it is a POST."""

    model: ClassVar[type[Model]]

    def get_queryset(self) -> QuerySet[Model]:
        return self.model.objects.visible_to(self.request.user).filter(file__isnull=False).select_related("file")

    @extend_schema(request=None, responses=A_FILE, filters=False)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, pk: str) -> StreamingHttpResponse:
        return hand_out(self.get_object().file, by=request.user)


class DropoutPhotoViewSet(KeptFileResource):
    model, queryset, permission = DropoutPhoto, DropoutPhoto.objects.none(), Permission.DROPOUT_VIEW


class DropoutStepViewSet(KeptFileResource):
    model, queryset, permission = DropoutStep, DropoutStep.objects.none(), Permission.DROPOUT_VIEW


class DropoutMeasureViewSet(KeptFileResource):
    model, queryset, permission = DropoutMeasure, DropoutMeasure.objects.none(), Permission.DROPOUT_VIEW


class GrievanceFileViewSet(KeptFileResource):
    model, queryset, permission = GrievanceFile, GrievanceFile.objects.none(), Permission.GRIEVANCE_VIEW
