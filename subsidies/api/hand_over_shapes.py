"""Shapes of receipts, hand-over lists and consents, and what is asked for each verb."""

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from students.models import Student
from subsidies.api.donation_shapes import HANDS, HandsSerializer
from subsidies.api.scans import ScanSerializer
from subsidies.models import DonationAward, DonationReceipt, Gift, GuardianConsent, HandOver


class DonationReceiptSerializer(serializers.ModelSerializer):
    issued_by = serializers.CharField(source="issued_by.username", read_only=True)
    voided_by = serializers.CharField(source="voided_by.username", default=None, read_only=True)

    class Meta:
        model = DonationReceipt
        fields = (
            *("id", "gift", "code", "year", "number", "issued_on", "payer", "credit_code", "item", "unit", "quantity"),
            *("standard", "amount", "note", "status", "issued_by", "issued_at", "voided_by", "voided_at", "void_reason"),
        )
        read_only_fields = fields


class ReceiptIssueSerializer(ScopedSerializer):
    """Code and number as they are printed; the numbers of a code and year have no gap."""

    gift = serializers.PrimaryKeyRelatedField(queryset=Gift.objects.none())
    code = serializers.CharField(min_length=4, max_length=12)
    number = serializers.IntegerField(min_value=1, max_value=9_999_999_999)
    issued_on = serializers.DateField()
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class DonationAwardSerializer(serializers.ModelSerializer):
    class Meta:
        model = DonationAward
        fields = ("student", "class_name", "quantity", "amount")
        read_only_fields = fields


class HandOverSerializer(HandsSerializer):
    """`quantity` things or `amount` yuan in all, for `children` by name."""

    school = serializers.CharField(source="school.code", read_only=True)
    quantity = serializers.IntegerField(read_only=True, allow_null=True)
    amount = serializers.DecimalField(max_digits=16, decimal_places=2, read_only=True, allow_null=True)
    children = serializers.IntegerField(read_only=True)
    awards = DonationAwardSerializer(many=True, read_only=True)

    class Meta:
        model = HandOver
        fields = (
            *("id", "gift", "school", "handed_on", "signed_by", "quantity", "amount", "children", "awards", "status", *HANDS),
        )
        read_only_fields = fields


class PortionSerializer(ScopedSerializer):
    """A child, a class, or neither for the school as a whole; a quantity of goods, or yuan of cash."""

    student = serializers.PrimaryKeyRelatedField(queryset=Student.objects.none(), allow_null=True, default=None)
    class_name = serializers.CharField(max_length=40, allow_blank=True, default="")
    quantity = serializers.IntegerField(min_value=1, max_value=99_999_999, allow_null=True, default=None)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None)


class HandOverWriteSerializer(ScanSerializer, ScopedSerializer):
    """`school` by its 学校标识码."""

    gift = serializers.PrimaryKeyRelatedField(queryset=Gift.objects.none())
    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    handed_on = serializers.DateField()
    signed_by = serializers.CharField(max_length=40)
    awards = PortionSerializer(many=True, allow_empty=False)

    def validate(self, attrs: dict) -> dict:
        measure, other = ("amount", "quantity") if attrs["gift"].is_cash else ("quantity", "amount")
        if any(not each[measure] or each[other] is not None for each in attrs["awards"]):
            raise serializers.ValidationError({"awards": f"each with {measure} only"})
        named = [each["student"].pk for each in attrs["awards"] if each["student"]]
        if len(named) != len(set(named)):
            raise serializers.ValidationError({"awards": "a student once"})
        return attrs


class ConsentSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    state = serializers.CharField(read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    withdrawn_by = serializers.CharField(source="withdrawn_by.username", default=None, read_only=True)

    class Meta:
        model = GuardianConsent
        fields = (
            *("id", "student", "school", "may_name", "may_photo", "may_story", "given_on", "paper", "state"),
            *("made_by", "made_at", "withdrawn_on", "withdrawn_by"),
        )
        read_only_fields = fields


class ConsentWriteSerializer(ScanSerializer, ScopedSerializer):
    student = serializers.PrimaryKeyRelatedField(queryset=Student.objects.none())
    may_name = serializers.BooleanField(default=False)
    may_photo = serializers.BooleanField(default=False)
    may_story = serializers.BooleanField(default=False)
    given_on = serializers.DateField()
    paper = serializers.CharField(min_length=2, max_length=120)
