"""The papers of batches and lists over the API: the pages' rules, and each on record like theirs."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.permissions import Permission
from subsidies.actions import batch_papers
from subsidies.actions.made_papers import PaperForm
from subsidies.forms.papers import LONGEST
from subsidies.models import Batch, EntitlementList
from subsidies.views.papers import handed_out, roster_of


class PaperSerializer(serializers.Serializer):
    format = serializers.ChoiceField(choices=[form.value for form in PaperForm], default=PaperForm.PDF.value)


class PaperRosterSerializer(PaperSerializer):
    """`school` by its code."""

    school = serializers.CharField(max_length=20)


class PublicListSerializer(PaperSerializer):
    """The last day follows from the table of holidays."""

    first_on = serializers.DateField()
    working_days = serializers.IntegerField(min_value=1, max_value=LONGEST, default=5)
    phone = serializers.CharField(max_length=40)


class PaperResource(Resource):
    def asked(self, serializer_class: type[serializers.Serializer]) -> dict:
        sent = self.sent(serializer_class)
        form = PaperForm(sent.pop("format"))
        return {**sent, "form": form, "by": self.request.user}


class BatchPaperViewSet(PaperResource):
    permission = Permission.BATCH_VIEW
    queryset = Batch.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Batch]:
        return Batch.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=PaperSerializer, responses=A_FILE)
    def payment_request(self, request: Request, pk: int) -> HttpResponse:
        return handed_out(batch_papers.payment_request(batch=self.get_object(), **self.asked(PaperSerializer)))

    @extend_schema(request=PaperSerializer, responses=A_FILE)
    def returned_payments(self, request: Request, pk: int) -> HttpResponse:
        return handed_out(batch_papers.returned_payments(batch=self.get_object(), **self.asked(PaperSerializer)))


class PaymentRosterViewSet(PaperResource):
    """Of one school of the batch, also for its own people."""

    permission = Permission.PAYMENT_VIEW

    @extend_schema(request=PaperRosterSerializer, responses=A_FILE)
    def payment_roster(self, request: Request, batch: int) -> HttpResponse:
        asked = self.asked(PaperRosterSerializer)
        found = roster_of(request.user, batch, asked.pop("school"))
        return handed_out(batch_papers.payment_roster(**found, **asked))


class PublicListViewSet(PaperResource):
    permission = Permission.ENTITLEMENT_VIEW

    @extend_schema(request=PublicListSerializer, responses=A_FILE)
    def public_list(self, request: Request, pk: int) -> HttpResponse:
        found = get_object_or_404(EntitlementList.objects.visible_to(request.user).for_list(), pk=pk)
        return handed_out(batch_papers.public_list(entitlement_list=found, **self.asked(PublicListSerializer)))
