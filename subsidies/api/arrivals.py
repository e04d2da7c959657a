"""Asking payees whether the money came, as a resource: draw, look, write down many answers at once, settle a mismatch."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.api.schema import A_FILE
from aid_portal.api.scoped import ScopedSerializer
from aid_portal.permissions import Permission
from aid_portal.views.stored_files import hand_out_made
from subsidies.actions import arrivals
from subsidies.actions.made_papers import PaperForm
from subsidies.arrival_choices import ArrivalAnswer
from subsidies.filters.arrivals import ArrivalFilter
from subsidies.models import ArrivalQuestion, ArrivalSample, Batch
from subsidies.rules.arrival_samples import MOST, SEED_LENGTH


class ArrivalQuestionSerializer(serializers.ModelSerializer):
    payment = serializers.CharField(source="payment.reference", read_only=True)
    school = serializers.CharField(source="payment.school.code", read_only=True)
    amount = serializers.DecimalField(12, 2, source="payment.amount", read_only=True)
    answered_by = serializers.CharField(source="answered_by.username", default=None, read_only=True)
    settled_by = serializers.CharField(source="settled_by.username", default=None, read_only=True)

    class Meta:
        model = ArrivalQuestion
        fields = (
            *("position", "payment", "school", "amount", "answer", "told_amount", "note", "answered_by", "answered_at"),
            *("settlement", "settled_by", "settled_at"),
        )
        read_only_fields = fields


class ArrivalSerializer(serializers.ModelSerializer):
    """`seed` draws the same rows again; `questions` without names and telephones."""

    batch = serializers.CharField(source="batch.number", read_only=True)
    drawn_by = serializers.CharField(source="drawn_by.username", read_only=True)
    asked = serializers.IntegerField(read_only=True)
    arrived = serializers.IntegerField(read_only=True)
    mismatched = serializers.IntegerField(read_only=True)
    unsettled = serializers.IntegerField(read_only=True)
    questions = ArrivalQuestionSerializer(many=True, read_only=True)

    class Meta:
        model = ArrivalSample
        fields = (
            *("id", "batch", "seed", "population", "size", "asked", "arrived", "mismatched", "unsettled"),
            *("drawn_by", "drawn_at", "questions"),
        )
        read_only_fields = fields


class ArrivalDrawSerializer(ScopedSerializer):
    batch = serializers.SlugRelatedField(slug_field="number", queryset=Batch.objects.none())
    size = serializers.IntegerField(min_value=1, max_value=MOST)
    seed = serializers.CharField(max_length=SEED_LENGTH, allow_blank=True, default="")


class ArrivalAnswerSerializer(serializers.Serializer):
    """`told_amount` in yuan where the family names another amount."""

    position = serializers.IntegerField(min_value=1, max_value=MOST)
    answer = serializers.ChoiceField(ArrivalAnswer.choices)
    told_amount = serializers.DecimalField(12, 2, min_value=0, allow_null=True, default=None)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class ArrivalAnswersSerializer(serializers.Serializer):
    answers = ArrivalAnswerSerializer(many=True, allow_empty=False, max_length=MOST)


class ArrivalSettleSerializer(serializers.Serializer):
    position = serializers.IntegerField(min_value=1, max_value=MOST)
    settlement = serializers.CharField(min_length=2, max_length=200)


class ArrivalSheetSerializer(serializers.Serializer):
    reason = serializers.CharField(min_length=2, max_length=100)
    format = serializers.ChoiceField([each.value for each in PaperForm], default=PaperForm.XLSX.value)


class ArrivalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = ArrivalSerializer
    filterset_class = ArrivalFilter
    permission = Permission.BATCH_VIEW
    action_permissions = {
        **dict.fromkeys(("create", "answer_all", "sheet"), Permission.ARRIVAL_ASK),
        "settle": Permission.BANK_FILE,
    }

    def get_queryset(self) -> QuerySet[ArrivalSample]:
        visible = ArrivalSample.objects.visible_to(self.request.user).for_list().with_counts()
        paid = ("questions__payment__batch", "questions__payment__school", "questions__answered_by", "questions__settled_by")
        return visible.prefetch_related(*paid).order_by("-pk")

    def answer(self, record: ArrivalSample, code: int = status.HTTP_200_OK) -> Response:
        """As it stands now, with its counts."""
        return super().answer(self.get_queryset().get(pk=record.pk), code)

    @extend_schema(request=ArrivalDrawSerializer)
    def create(self, request: Request) -> Response:
        sent = self.sent(ArrivalDrawSerializer, scope={"batch": Batch.objects.visible_to(request.user)})
        return self.answer(arrivals.draw(**sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=ArrivalAnswersSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def answer_all(self, request: Request, pk: str) -> Response:
        """All of them or none."""
        sample = self.get_object()
        told = {row.pop("position"): row for row in self.sent(ArrivalAnswersSerializer)["answers"]}
        arrivals.answer(sample=sample, answers=told, by=request.user)
        return self.answer(sample)

    @extend_schema(request=ArrivalSettleSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """What was found out about a mismatch, by another than who was told of it."""
        sample, sent = self.get_object(), self.sent(ArrivalSettleSerializer)
        question = get_object_or_404(ArrivalQuestion.objects.visible_to(request.user), sample=sample, position=sent["position"])
        arrivals.settle(question=question, settlement=sent["settlement"], by=request.user)
        return self.answer(sample)

    @extend_schema(request=ArrivalSheetSerializer, responses=A_FILE)
    @action(detail=True, methods=["post"])
    def sheet(self, request: Request, pk: str) -> HttpResponse:
        """Whom to call, with telephones; the reason is on record."""
        sent = self.sent(ArrivalSheetSerializer)
        form = PaperForm(sent["format"])
        made = arrivals.take_sheet(sample=self.get_object(), form=form, reason=sent["reason"], by=request.user)
        return hand_out_made(made.name, made.content, made.content_type)
