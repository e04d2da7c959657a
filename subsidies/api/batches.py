"""Batches as a resource: trying, building, and every verb of their way; their rows to read."""

import json

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.actions import sessions
from aid_portal.api.resources import Resource
from aid_portal.api.serializers import NoteSerializer
from aid_portal.middleware import address_of
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.models import TermSetting
from subsidies.actions import bank_files, batches, countersignatures
from subsidies.actions.batch_rows import Choice, trial
from subsidies.api import batch_shapes as shapes
from subsidies.filters.batches import BatchFilter
from subsidies.models import BankLayout, Batch, Payment
from subsidies.models.countersignatures import with_signatures
from subsidies.reports.batches import programmes, with_overdue
from subsidies.views.shown_bank_files import preview_page

P = Permission
PREPARES = ("create", "trial", "submit", "cancel", "close", "reissue")


class BatchViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = shapes.BatchSerializer
    filterset_class = BatchFilter
    permission = P.BATCH_VIEW
    action_permissions = {
        **dict.fromkeys(PREPARES, P.BATCH_PREPARE),
        **dict.fromkeys(("review", "send_back"), P.BATCH_REVIEW),
        **dict.fromkeys(("release", "hold_back"), P.BATCH_RELEASE),
        "countersign": P.COUNTERSIGN,
        **dict.fromkeys(("send", "settle", "make_file", "preview"), P.BANK_FILE),
    }

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """The password of a release is asked before its transaction, so that a wrong one stays counted and on record.

        It tells whether the person of the session is still at the screen; a token has no screen that somebody else could use.
        """
        super().initial(request, *args, **kwargs)
        if self.action == "release" and not request.auth:
            asked = request._request
            sessions.confirm(password=_password(asked), address=address_of(asked), by=request.user)

    def get_queryset(self) -> QuerySet[Batch]:
        visible = Batch.objects.visible_to(self.request.user).for_list().prefetch_related("files__layout")
        return with_signatures(with_overdue(visible, timezone.localdate())).order_by("-pk")

    def answer(self, record: Batch, code: int = status.HTTP_200_OK) -> Response:
        """As it stands now, with its signatures."""
        return super().answer(self.get_queryset().get(pk=record.pk), code)

    def _choice(self, sent: dict) -> Choice:
        programmes, schools = sent.pop("programmes"), sent.pop("schools")
        narrowed = {
            "programmes": [each.pk for each in programmes] or None,
            "schools": [each.pk for each in schools] or None,
        }
        return Choice(**{name: sent.pop(name) for name in ("term", "channel", "bank", "source")}, **narrowed)

    def _scope(self) -> dict:
        user = self.request.user
        return {
            "term": TermSetting.objects.visible_to(user),
            "programmes": programmes(),
            "schools": OrgUnit.objects.visible_to(user).schools(),
        }

    @extend_schema(request=shapes.BuildSerializer)
    def create(self, request: Request) -> Response:
        """A frozen draft of what can be paid now; refused while some rows cannot be paid unless `leave_out`."""
        sent = self.sent(shapes.BuildSerializer, scope=self._scope())
        choice = self._choice(sent)
        return self.answer(batches.build(choice=choice, **sent, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ChoiceSerializer, responses=shapes.TrialSerializer)
    @action(detail=False, methods=["post"], url_path="try")
    def trial(self, request: Request) -> Response:
        """What a batch would hold, and nothing is written."""
        tried = trial(self._choice(self.sent(shapes.ChoiceSerializer, scope=self._scope())))
        problems = [
            {"entitlement": entitlement, "code": each.code, "severity": each.severity}
            for entitlement, found in tried.problems.items()
            for each in found
        ]
        numbers = {"good": len(tried.good), "left_out": len(tried.left_out), "elsewhere": tried.elsewhere}
        return Response(shapes.TrialSerializer({**numbers, "total": tried.total, "problems": problems}).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        return self.answer(batches.submit(batch=self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:
        return self.answer(batches.review(batch=self.get_object(), by=request.user))

    @extend_schema(request=shapes.BatchSeenSerializer)
    @action(detail=True, methods=["post"])
    def countersign(self, request: Request, pk: str) -> Response:
        """A further person's yes where the sum asks for it, with the digest that was looked at."""
        seen = bytes.fromhex(self.sent(shapes.BatchSeenSerializer)["seen"])
        return self.answer(countersignatures.sign_batch(batch=self.get_object(), seen=seen, by=request.user))

    @extend_schema(request=shapes.BatchReleaseSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """With the digest that was looked at and the password once more."""
        seen = bytes.fromhex(self.sent(shapes.BatchReleaseSerializer)["seen"])
        return self.answer(batches.release(batch=self.get_object(), seen=seen, by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        return self.answer(batches.send_back(batch=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path="hold-back")
    def hold_back(self, request: Request, pk: str) -> Response:
        """The same by the hand that would release it."""
        return self.answer(batches.hold_back(batch=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=NoteSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        return self.answer(batches.cancel(batch=self.get_object(), **self.sent(NoteSerializer), by=request.user))

    @extend_schema(request=shapes.MakeFileSerializer)
    @action(detail=True, methods=["post"], url_path="make-file")
    def make_file(self, request: Request, pk: str) -> Response:
        """Written and kept; its bytes are taken away on the page, by a person."""
        sent = self.sent(shapes.MakeFileSerializer, scope={"layout": BankLayout.objects.visible_to(request.user).current()})
        bank_files.make(batch=self.get_object(), **sent, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(parameters=[OpenApiParameter("layout", str)], responses=shapes.PreviewSerializer, filters=False)
    @action(detail=True, methods=["get"])
    def preview(self, request: Request, pk: str) -> Response:
        """The first rows of the bank's file in the layout of that code, or in the first that is in use."""
        current, code = BankLayout.objects.visible_to(request.user).current(), request.query_params.get("layout", "")
        layout = get_object_or_404(current, code=code) if code else current.first()
        page = preview_page(self.get_object(), layout, user=request.user, masked=True)
        told = {
            "layout": layout.code,
            "layout_version": layout.version,
            "headings": [each["label"] for each in page["headings"]],
            "rows": [[cell["text"] for cell in row] for row in page["rows"]],
            "problems": page["problems"],
        }
        return Response(shapes.PreviewSerializer(told).data)

    @extend_schema(request=shapes.DaySerializer)
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str) -> Response:
        return self.answer(batches.send(batch=self.get_object(), **self.sent(shapes.DaySerializer), by=request.user))

    @extend_schema(request=shapes.SettleSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        return self.answer(batches.settle(batch=self.get_object(), **self.sent(shapes.SettleSerializer), by=request.user))

    @extend_schema(request=shapes.CloseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        return self.answer(batches.close(batch=self.get_object(), **self.sent(shapes.CloseSerializer), by=request.user))

    @extend_schema(request=shapes.TitleSerializer)
    @action(detail=True, methods=["post"])
    def reissue(self, request: Request, pk: str) -> Response:
        """A child batch of the rows that came back, to the accounts of now."""
        child = batches.reissue(parent=self.get_object(), **self.sent(shapes.TitleSerializer), by=request.user)
        return self.answer(child, status.HTTP_201_CREATED)


class BatchPaymentViewSet(mixins.ListModelMixin, Resource):
    """The rows of one batch, of the units that the user sees."""

    serializer_class = shapes.PaymentSerializer
    permission = P.PAYMENT_VIEW
    queryset = Payment.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Payment]:
        visible = Payment.objects.visible_to(self.request.user).filter(batch=self.kwargs["batch"])
        return visible.for_list().order_by("sequence")


def _password(request: HttpRequest) -> str:
    if request.content_type != "application/json":
        return request.POST.get("password", "")
    try:
        sent = json.loads(request.body)
    except ValueError:
        return ""
    return str(sent.get("password", "")) if isinstance(sent, dict) else ""
