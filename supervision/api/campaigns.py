"""Campaigns with their teams, units and draws as resources; the pages' permissions, forms and actions."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.forms import filled, shape_of
from aid_portal.api.resources import Resource
from aid_portal.permissions import Permission
from supervision.actions import campaigns, draws
from supervision.filters.campaigns import CampaignFilter
from supervision.forms.campaigns import AssignForm, CampaignForm, ClosingForm, DrawForm, TeamForm
from supervision.models import Campaign, CampaignUnit, Draw, Team, TeamMember
from supervision.reports.campaigns import with_counts
from supervision.reports.recorders import recorders
from supervision.reports.unit_risks import population
from supervision.views.campaign_parts import inspected

CampaignFormSerializer, ClosingSerializer = shape_of(CampaignForm), shape_of(ClosingForm)
AssignSerializer, DrawAskSerializer, TeamFormSerializer = shape_of(AssignForm), shape_of(DrawForm), shape_of(TeamForm)


class TeamMemberSerializer(serializers.ModelSerializer):
    user = serializers.CharField(source="user.username", default=None, read_only=True)

    class Meta:
        model = TeamMember
        fields = ("name", "post", "user", "leads")


class TeamSerializer(serializers.ModelSerializer):
    members = TeamMemberSerializer(many=True, read_only=True)

    class Meta:
        model = Team
        fields = ("id", "campaign", "number", "members")


class DrawSerializer(serializers.ModelSerializer):
    """All that is needed to draw again: see supervision/rules/draws.py for the formula."""

    made_by = serializers.CharField(source="made_by.username", read_only=True)

    class Meta:
        model = Draw
        fields = ("id", "campaign", "seed", "count", "population", "bounds", "must", "drawn", "made_by", "made_at")


class UnitCodeSerializer(serializers.Serializer):
    """A unit of the campaign by its code."""

    unit = serializers.CharField(max_length=12)


class CampaignUnitSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.code", read_only=True)
    team = serializers.IntegerField(source="team.number", default=None, read_only=True)

    class Meta:
        model = CampaignUnit
        fields = ("unit", "team", "origin", "draw")


class CampaignSerializer(serializers.ModelSerializer):
    """`units` are codes of the units with the number of the team that goes."""

    made_by = serializers.CharField(source="made_by.username", read_only=True)
    teams = TeamSerializer(many=True, read_only=True)
    units = CampaignUnitSerializer(many=True, read_only=True)
    visited = serializers.IntegerField(source="visited_count", read_only=True)
    notices = serializers.IntegerField(source="notice_count", read_only=True)

    class Meta:
        model = Campaign
        fields = (
            *("id", "name", "themes", "starts_on", "ends_on", "lead", "purpose", "status", "checklists", "teams", "units"),
            *("visited", "notices", "made_by", "made_at"),
        )


class CampaignViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = CampaignSerializer
    filterset_class = CampaignFilter
    permission = Permission.INSPECTION_VIEW
    action_permissions = dict.fromkeys(
        ("create", "change", "start", "close", "team", "assign", "take_off", "draw"), Permission.INSPECTION_MANAGE
    )
    queryset = Campaign.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Campaign]:
        visible = Campaign.objects.visible_to(self.request.user).for_list()
        return (
            with_counts(visible)
            .prefetch_related("units__unit", "units__team", "teams__members__user", "checklists")
            .order_by("-pk")
        )

    @extend_schema(request=CampaignFormSerializer)
    def create(self, request: Request) -> Response:
        return self._told(campaigns.create(**self._facts(), by=request.user), status.HTTP_201_CREATED)

    @extend_schema(request=CampaignFormSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        campaign = self.get_object()
        return self._told(campaigns.change(campaign=campaign, **self._facts(campaign=campaign), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        return self._told(campaigns.start(campaign=self.get_object(), by=request.user))

    @extend_schema(request=ClosingSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """With the reason, where units have not been visited."""
        form = filled(self, ClosingForm, ClosingSerializer)
        return self._told(campaigns.close(campaign=self.get_object(), **form.said, by=request.user))

    @extend_schema(request=TeamFormSerializer)
    @action(detail=True, methods=["post"])
    def team(self, request: Request, pk: str) -> Response:
        """One more; `accounts` are ids of people who record visits."""
        form = filled(self, TeamForm, TeamFormSerializer, recorders=recorders())
        campaign = self.get_object()
        campaigns.set_team(campaign=campaign, people=form.people, by=request.user)
        return self._told(campaign, status.HTTP_201_CREATED)

    @extend_schema(request=AssignSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """`units` by their codes, `team` by its id; a unit that is in the campaign goes to the other team."""
        campaign = self.get_object()
        form = filled(self, AssignForm, AssignSerializer, campaign=campaign, units=inspected(request.user))
        campaigns.assign(campaign=campaign, **form.said, by=request.user)
        return self._told(campaign)

    @extend_schema(request=UnitCodeSerializer)
    @action(detail=True, methods=["post"], url_path="take-off")
    def take_off(self, request: Request, pk: str) -> Response:
        campaign, code = self.get_object(), self.sent(UnitCodeSerializer)["unit"]
        places = CampaignUnit.objects.visible_to(request.user).filter(campaign=campaign).for_list()
        campaigns.take_off(campaign_unit=get_object_or_404(places, unit__code=code), by=request.user)
        return self._told(campaign)

    @extend_schema(request=DrawAskSerializer, responses=DrawSerializer)
    @action(detail=True, methods=["post"])
    def draw(self, request: Request, pk: str) -> Response:
        """The seed comes into being here; the answer is all that is needed to draw again."""
        campaign = self.get_object()
        said = filled(self, DrawForm, DrawAskSerializer, campaign=campaign).said
        units = inspected(request.user).filter(kind=said.pop("kind"))
        people = population(units, types=said.pop("school_types"), but=campaign)
        made = draws.make(campaign=campaign, population=people, **said, by=request.user)
        return Response(DrawSerializer(made).data, status=status.HTTP_201_CREATED)

    def _facts(self, **options: Any) -> dict[str, Any]:
        form = filled(self, CampaignForm, CampaignFormSerializer, **options)
        return {"facts": form.facts, "checklists": form.cleaned_data["checklists"]}

    def _told(self, campaign: Campaign, code: int = status.HTTP_200_OK) -> Response:
        return self.answer(get_object_or_404(self.get_queryset(), pk=campaign.pk), code)


class TeamViewSet(Resource):
    """Teams are read with their campaign."""

    serializer_class = TeamSerializer
    permission = Permission.INSPECTION_MANAGE
    queryset = Team.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Team]:
        return Team.objects.visible_to(self.request.user).select_related("campaign").prefetch_related("members__user")

    @extend_schema(request=TeamFormSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Its people anew."""
        team = self.get_object()
        form = filled(self, TeamForm, TeamFormSerializer, recorders=recorders(), team=team)
        campaigns.set_team(campaign=team.campaign, people=form.people, team=team, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        campaigns.drop_team(team=self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DrawViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    serializer_class = DrawSerializer
    permission = Permission.INSPECTION_VIEW
    queryset = Draw.objects.none()

    def get_queryset(self) -> QuerySet[Draw]:
        return Draw.objects.visible_to(self.request.user).select_related("made_by").order_by("-pk")
