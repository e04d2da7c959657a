"""What the resources of meals name, each only of what the person sees, and the frame that they have in common."""

from typing import Any

from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import Enrolment
from subsidies.models import Canteen, Supplier


class SchoolField(serializers.SlugRelatedField):
    """A school by its 学校标识码."""

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="code", queryset=OrgUnit.objects.none(), **options)

    def get_queryset(self) -> QuerySet[OrgUnit]:
        return OrgUnit.objects.visible_to(self.context["request"].user).schools()


class FedSchoolField(SchoolField):
    """One that a kitchen feeds."""

    def get_queryset(self) -> QuerySet[OrgUnit]:
        return super().get_queryset().filter(canteen_place__isnull=False)


class EnrolmentField(serializers.PrimaryKeyRelatedField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Enrolment.objects.none(), **options)

    def get_queryset(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.visible_to(self.context["request"].user)


class CanteenField(serializers.PrimaryKeyRelatedField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Canteen.objects.none(), **options)

    def get_queryset(self) -> QuerySet[Canteen]:
        return Canteen.objects.visible_to(self.context["request"].user)


class SupplierField(serializers.PrimaryKeyRelatedField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Supplier.objects.none(), **options)

    def get_queryset(self) -> QuerySet[Supplier]:
        return Supplier.objects.visible_to(self.context["request"].user)


@extend_schema_field(bool)
class HasPhotoField(serializers.ReadOnlyField):
    """Whether there is one; the picture itself is on the page."""

    def __init__(self) -> None:
        super().__init__(source="*")

    def to_representation(self, record: Model) -> bool:
        return record.photo_id is not None


class MealResource(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Read as on its page: the rows that the person sees, the newest first. A subclass names its shape, filter and verbs."""

    permission = Permission.MEAL_VIEW

    @property
    def model(self) -> type[Model]:
        return self.serializer_class.Meta.model

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user).for_list().order_by("-pk")

    def asked(self, serializer_class: type[serializers.Serializer]) -> dict[str, Any]:
        """What was sent, its references looked up among what the person sees."""
        return self.sent(serializer_class, context=self.get_serializer_context())


class TakenBack(MealResource):
    """What was entered by mistake goes with a reason, while its month is open."""

    def take_it_back(self, record: Model, reason: str) -> None:
        raise NotImplementedError

    @extend_schema(request=NoteSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        self.take_it_back(self.get_object(), self.asked(NoteSerializer)["note"])
        return Response(status=status.HTTP_204_NO_CONTENT)
