"""Households as a resource, read only: the numbers of the list, and of one its members and aid as its page shows them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from aid_portal.api.resources import Resource
from aid_portal.current_term import current_term
from aid_portal.permissions import Permission
from supervision.filters.households import HouseholdFilter
from supervision.models import Household
from supervision.reports.household_aid import HouseholdAid, aid_of
from supervision.reports.household_members import House, Member, house_of


class HouseholdSerializer(serializers.ModelSerializer):
    """A row of the list of a term; `id` is the row of the department's list by which it is looked up."""

    head = serializers.CharField(source="shown_head", read_only=True)
    children = serializers.IntegerField(source="child_count", read_only=True)
    pupils = serializers.IntegerField(source="pupil_count", read_only=True)
    elsewhere = serializers.IntegerField(source="elsewhere_count", read_only=True)
    unaided = serializers.IntegerField(source="unaided_count", read_only=True)

    class Meta:
        model = Household
        fields = ("id", "household_number", "head", "town", "village", "children", "pupils", "elsewhere", "unaided")


class MemberSerializer(serializers.Serializer):
    """`listed`: whether the department's list names the child; `school` is told of those whom the reader may name."""

    name = serializers.CharField(source="shown_name")
    student = serializers.SerializerMethodField()
    listed = serializers.SerializerMethodField()
    relation = serializers.CharField(source="record.relation", default="")
    school = serializers.SerializerMethodField()
    whereabouts = serializers.SerializerMethodField()

    def get_student(self, member: Member) -> int | None:
        return member.student_id if member.own else None

    def get_listed(self, member: Member) -> bool:
        return member.record is not None

    def get_school(self, member: Member) -> str | None:
        return member.enrolment.school.code if member.enrolment and member.named else None

    def get_whereabouts(self, member: Member) -> str | None:
        return member.whereabouts.code if member.whereabouts and member.named else None


class TermAidSerializer(serializers.Serializer):
    term = serializers.CharField(source="term.pk")
    due = serializers.DecimalField(max_digits=12, decimal_places=2)
    paid = serializers.DecimalField(max_digits=12, decimal_places=2)


class HouseSerializer(serializers.Serializer):
    """`adults` is their number: their names are no business of a program; `aid` of the schools the reader may see."""

    household_number = serializers.CharField()
    term = serializers.CharField()
    head = serializers.CharField()
    children = MemberSerializer(many=True)
    adults = serializers.IntegerField()
    aid = TermAidSerializer(many=True)


class HouseholdViewSet(mixins.ListModelMixin, Resource):
    serializer_class = HouseholdSerializer
    filterset_class = HouseholdFilter
    permission = Permission.HOUSEHOLD_VIEW
    queryset = Household.objects.none()  # for the schema; what is seen is decided below

    def get_queryset(self) -> QuerySet[Household]:
        return Household.objects.visible_to(self.request.user).order_by("-pk")

    @extend_schema(responses=HouseSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """By the row of any release, as the list of the newest term in use names its 户编号."""
        household = self.get_queryset().filter(pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0).first()
        house = house_of(household, str(current_term(request)), request.user) if household else None
        if house is None:
            raise Http404
        return Response(HouseSerializer(_told(house, aid_of(house.students, request.user))).data)


def _told(house: House, aid: HouseholdAid) -> dict[str, Any]:
    return {
        "household_number": house.number, "term": house.term.pk, "head": house.shown_head, "children": house.children,
        "adults": len(house.adults), "aid": aid.terms,
    }  # fmt: skip
