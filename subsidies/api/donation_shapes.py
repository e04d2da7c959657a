"""Shapes of social donations: donors, agreements with where their money stands, gifts, and what is asked for each verb."""

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.choices import SchoolStage
from aid_portal.models import OrgUnit
from students.models import Enrolment
from subsidies.api.scans import ScanSerializer
from subsidies.api.serializers import MONEY, ProgrammeField
from subsidies.donation_choices import DonorKind, GiftKind
from subsidies.models import DonationAgreement, Donor, Gift
from subsidies.reports.words import policy_words

SUM = {"max_digits": 16, "decimal_places": 2, "read_only": True}
RULES = (
    *("purpose", "stages", "categories", "home_taught", "amount_each", "places", "first_day", "last_day"),
    *("agreed_on", "paper"),
)
HANDS = ("made_by", "made_at", "decided_by", "decided_at", "decision_note")


class HandsSerializer(serializers.ModelSerializer):
    """Who wrote it and who decided it."""

    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)


class DonorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Donor
        fields = ("id", "name", "kind", "credit_code")
        read_only_fields = fields


class DonorWriteSerializer(serializers.Serializer):
    name = serializers.CharField(min_length=2, max_length=80)
    kind = serializers.ChoiceField(choices=DonorKind.choices)
    credit_code = serializers.CharField(max_length=18, allow_blank=True, default="")


class AgreementSerializer(HandsSerializer):
    """Yuan; the money is that of the whole programme. `unplaced` = `banked` + `carried_in` − `carried_out` − `placed`,
    `balance` = `cash` + `carried_in` − `carried_out` − `spent`.
    """

    programme = serializers.CharField(source="programme.code", read_only=True)
    label = serializers.CharField(source="programme.label", read_only=True)
    schools = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)
    state = serializers.CharField(read_only=True)
    waits = serializers.BooleanField(read_only=True)
    cash, in_kind, banked = (serializers.DecimalField(**SUM) for _each in range(3))
    carried_in, carried_out, placed, unplaced, spent, balance = (serializers.DecimalField(**SUM) for _each in range(6))
    children = serializers.IntegerField(read_only=True)

    class Meta:
        model = DonationAgreement
        fields = (
            *("id", "programme", "label", "number", "year", "donors", "schools", *RULES, "state", "waits"),
            *(
                "cash",
                "in_kind",
                "banked",
                "carried_in",
                "carried_out",
                "placed",
                "unplaced",
                "spent",
                "balance",
                "children",
                *HANDS,
            ),
        )
        read_only_fields = fields


class RulesSerializer(ScanSerializer, ScopedSerializer):
    """An empty rule leaves the choice to the bureau; a school by its 学校标识码."""

    donors = serializers.PrimaryKeyRelatedField(queryset=Donor.objects.none(), many=True, allow_empty=False)
    schools = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none(), many=True, default=list)
    purpose = serializers.CharField(min_length=2, max_length=200)
    stages = serializers.ListField(child=serializers.ChoiceField(choices=SchoolStage.choices), default=list)
    categories = serializers.ListField(child=serializers.CharField(max_length=16), default=list)
    home_taught = serializers.BooleanField(default=False)
    amount_each = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None)
    places = serializers.IntegerField(min_value=1, max_value=99_999, allow_null=True, default=None)
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    agreed_on = serializers.DateField()
    paper = serializers.CharField(min_length=2, max_length=120)

    def validate_categories(self, codes: list[str]) -> list[str]:
        known = policy_words().categories
        if unknown := [code for code in codes if code not in known]:
            raise serializers.ValidationError(unknown)
        return codes

    def validate_amount_each(self, amount: object) -> object:
        """Nothing agreed is not nothing given."""
        return amount or None


class AgreementProposeSerializer(RulesSerializer):
    label = serializers.CharField(min_length=2, max_length=60)
    year = serializers.IntegerField(min_value=2000, max_value=2100)


class AwardSerializer(ScopedSerializer):
    """`amount` yuan for each, where the agreement leaves it open."""

    enrolments = serializers.PrimaryKeyRelatedField(queryset=Enrolment.objects.none(), many=True, allow_empty=False)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None)


class AwardedSerializer(serializers.Serializer):
    entitlements = serializers.ListField(child=serializers.IntegerField())


class GiftSerializer(HandsSerializer):
    """`left`: yuan or things not yet given out; null for cash that goes through the bank. `receipt`: the number that stands."""

    programme = serializers.CharField(source="programme.code", read_only=True)
    left = serializers.DecimalField(**SUM, allow_null=True)
    receipt = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Gift
        fields = (
            *("id", "programme", "donor", "year", "kind", "direct", "received_on", "amount", "item", "unit", "quantity"),
            *("unit_value", "basis", "left", "receipt", "status", *HANDS),
        )
        read_only_fields = fields


class GiftWriteSerializer(ScanSerializer, ScopedSerializer):
    """Cash is an `amount`; goods and services an item, a unit, a quantity, and a unit value where its basis is known."""

    programme = ProgrammeField()
    donor = serializers.PrimaryKeyRelatedField(queryset=Donor.objects.none())
    kind = serializers.ChoiceField(choices=GiftKind.choices)
    direct = serializers.BooleanField(default=False)
    received_on = serializers.DateField()
    amount = serializers.DecimalField(**MONEY, allow_null=True, default=None)
    item = serializers.CharField(max_length=60, allow_blank=True, default="")
    unit = serializers.CharField(max_length=10, allow_blank=True, default="")
    quantity = serializers.IntegerField(min_value=1, max_value=99_999_999, allow_null=True, default=None)
    unit_value = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True, default=None)
    basis = serializers.CharField(max_length=200, allow_blank=True, default="")

    def validate(self, attrs: dict) -> dict:
        goods = ("item", "unit", "quantity", "unit_value", "basis")
        mixed = [name for name in goods if attrs[name]] if attrs["kind"] == GiftKind.CASH else ["amount"] * bool(attrs["amount"])
        if mixed:
            raise serializers.ValidationError(dict.fromkeys(mixed, "not of this kind"))
        return attrs
