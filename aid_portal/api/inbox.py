"""What waits for me, what I have decided and put forward: the rows of the inbox with the same conditions."""

from collections.abc import Callable, Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from aid_portal import histories, inbox
from aid_portal.current_term import current_term
from aid_portal.forms.inbox import InboxForm
from aid_portal.pagination import page_of_pile
from aid_portal.piles import Pile
from aid_portal.waiting import Viewer

CONDITIONS = [OpenApiParameter(name, str) for name in ("kind", "unit", "page", "size")]


class ItemSerializer(serializers.Serializer):
    kind = serializers.CharField(source="kind.code")
    id = serializers.IntegerField(source="key")
    what, name, url, unit, by = (serializers.CharField() for _field in range(5))
    since = serializers.DateTimeField(allow_null=True)
    due = serializers.DateField(allow_null=True)


class PastSerializer(serializers.Serializer):
    kind = serializers.CharField(source="trace.code")
    id = serializers.IntegerField(source="key")
    what, name, url, unit, state, reason = (serializers.CharField() for _field in range(6))
    state_label = serializers.CharField(source="label")
    at = serializers.DateTimeField(allow_null=True)


class PilePageSerializer(serializers.Serializer):
    """`capped` says that counting ended at `count`."""

    count = serializers.IntegerField()
    capped = serializers.BooleanField()
    pages = serializers.IntegerField()


class ItemsSerializer(PilePageSerializer):
    results = ItemSerializer(many=True)


class PastsSerializer(PilePageSerializer):
    results = PastSerializer(many=True)


class PileView(APIView):
    """Answers `count` (`capped` says where counting ended), the number of `pages` and the `results` of one."""

    permission_classes = [IsAuthenticated]
    shape: type[serializers.Serializer]
    kinds: Callable[[Any], Iterable[Any]]
    pile: Callable[..., Pile]

    def answer(self, request: Request) -> Response:
        cls = type(self)
        form = InboxForm(request.query_params, kinds=[(kind.code, kind.what) for kind in cls.kinds(request.user)])
        if not form.is_valid():
            return Response(form.errors, status=400)
        viewer = Viewer(request.user, current_term(request))
        pile = cls.pile(viewer, form.cleaned_data["kind"], form.cleaned_data["unit"])
        page = page_of_pile(request.query_params, pile, len(pile))
        rows = self.shape(page.rows, many=True).data
        return Response({"count": page.total, "capped": page.capped, "pages": page.pages, "results": rows})


class TodoView(PileView):
    shape, kinds, pile = ItemSerializer, staticmethod(inbox.single_kinds), staticmethod(inbox.items)

    @extend_schema(parameters=CONDITIONS, responses=ItemsSerializer)
    def get(self, request: Request) -> Response:
        return self.answer(request)


class DecidedView(PileView):
    shape, kinds, pile = PastSerializer, staticmethod(histories.decided_kinds), staticmethod(histories.decided)

    @extend_schema(parameters=CONDITIONS, responses=PastsSerializer)
    def get(self, request: Request) -> Response:
        return self.answer(request)


class StartedView(PileView):
    shape, kinds, pile = PastSerializer, staticmethod(histories.started_kinds), staticmethod(histories.started)

    @extend_schema(parameters=CONDITIONS, responses=PastsSerializer)
    def get(self, request: Request) -> Response:
        return self.answer(request)
