"""Shapes of school aid: a school's year with its money, what it gave, a rate, and what is asked for each verb."""

from decimal import Decimal

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from students.models import Student
from subsidies.api.serializers import MONEY
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.models.school_aid import PERCENT, STAGES
from subsidies.school_aid_choices import SchoolAidKind

SHARE = {**PERCENT, "min_value": 0, "max_value": 100}
WIDE = {"max_digits": 16, "decimal_places": 2, "read_only": True}


class SchoolAidYearSerializer(serializers.ModelSerializer):
    """Yuan; `balance` = `carried` + `due` − `used`, and recorded uses count as used."""

    school = serializers.CharField(source="school.code", read_only=True)
    stage = serializers.CharField(source="rate.stage", read_only=True)
    minimum, carried, due = (serializers.DecimalField(**WIDE) for _each in range(3))
    used, waiting, balance = (serializers.DecimalField(**WIDE) for _each in range(3))
    state = serializers.CharField(read_only=True)
    stated_by = serializers.CharField(source="stated_by.username", read_only=True)

    class Meta:
        model = SchoolAidYear
        fields = (
            *("id", "school", "year", "stage", "rate", "income", "percent", "minimum", "carried", "due", "used", "waiting"),
            *("balance", "state", "basis", "note", "stated_by", "stated_at"),
        )
        read_only_fields = fields


class FactsSerializer(serializers.Serializer):
    income = serializers.DecimalField(**MONEY, min_value=0)
    percent = serializers.DecimalField(**SHARE)
    basis = serializers.CharField(min_length=2, max_length=200)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class StateSerializer(FactsSerializer, ScopedSerializer):
    """`school` is the 学校标识码 of an own school."""

    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    year = serializers.IntegerField(min_value=2000, max_value=2100)


class RestateSerializer(FactsSerializer):
    reason = serializers.CharField(min_length=2, max_length=200)


class SchoolAidUseSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="year.school.code", read_only=True)
    calendar_year = serializers.IntegerField(source="year.year", read_only=True)
    state = serializers.CharField(read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)
    reversed_by = serializers.CharField(source="reversed_by.username", default=None, read_only=True)

    class Meta:
        model = SchoolAidUse
        fields = (
            *("id", "year", "school", "calendar_year", "kind", "student", "people", "spent_on", "amount", "purpose", "voucher"),
            *("state", "made_by", "made_at", "decided_by", "decided_at", "decision_note"),
            *("reversed_by", "reversed_at", "reversal"),
        )
        read_only_fields = fields


class UseSerializer(ScopedSerializer):
    year = serializers.PrimaryKeyRelatedField(queryset=SchoolAidYear.objects.none())
    kind = serializers.ChoiceField(choices=SchoolAidKind.choices)
    student = serializers.PrimaryKeyRelatedField(queryset=Student.objects.none(), allow_null=True, default=None)
    people = serializers.IntegerField(min_value=1, max_value=9999, default=1)
    spent_on = serializers.DateField()
    amount = serializers.DecimalField(**MONEY)
    purpose = serializers.CharField(min_length=2, max_length=200)
    voucher = serializers.CharField(max_length=80)

    def validate(self, attrs: dict) -> dict:
        if attrs["student"] and attrs["people"] != 1:
            raise serializers.ValidationError({"people": "1 for one student"})
        if attrs["amount"] <= 0:
            raise serializers.ValidationError({"amount": "more than 0"})
        return attrs


class SchoolAidRateSerializer(serializers.ModelSerializer):
    state = serializers.CharField(read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = SchoolAidRate
        fields = (
            *("id", "stage", "first_year", "low", "high", "source", "assumed", "state", "replaced_by"),
            *("made_by", "made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class RateSerializer(serializers.Serializer):
    stage = serializers.ChoiceField(choices=STAGES)
    first_year = serializers.IntegerField(min_value=2000, max_value=2100)
    low = serializers.DecimalField(**{**SHARE, "min_value": Decimal("0.01")})
    high = serializers.DecimalField(**SHARE, allow_null=True, default=None)
    source = serializers.CharField(max_length=120, allow_blank=True, default="")
    assumed = serializers.BooleanField(default=False)
