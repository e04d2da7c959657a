"""Shapes of kitchens, days of supply, suppliers and price lists, and what is asked for each of their verbs."""

from rest_framework import serializers

from students.models import TermSetting
from subsidies.actions.kitchen_changes import CANTEEN, SUPPLIER
from subsidies.api.meal_fields import FedSchoolField, SchoolField
from subsidies.models import Canteen, InquiryPrice, MealStandard, PriceInquiry, Supplier, SupplyException, SupplyPeriod
from subsidies.rules.meals import CENT


class CanteenSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    schools = serializers.SerializerMethodField()

    class Meta:
        model = Canteen
        fields = ("id", "school", *CANTEEN, "opened_on", "closed_on", "schools")
        read_only_fields = fields

    def get_schools(self, canteen: Canteen) -> list[str]:
        """The codes of the schools that it feeds."""
        return [place.school.code for place in canteen.places.all()]


class CanteenWriteSerializer(serializers.ModelSerializer):
    """It feeds its own school and those of `feeds`."""

    school = SchoolField()
    feeds = SchoolField(many=True, default=list)

    class Meta:
        model = Canteen
        fields = ("school", "feeds", *CANTEEN, "opened_on")


class CanteenFeedSerializer(serializers.Serializer):
    school = SchoolField()
    day = serializers.DateField()


class CanteenLeaveOffSerializer(CanteenFeedSerializer):
    note = serializers.CharField(min_length=2, max_length=200)


class MealDaySerializer(serializers.Serializer):
    day = serializers.DateField()


class KitchenChangeSerializer(serializers.ModelSerializer):
    """What is named becomes so from `from_on` on."""

    from_on = serializers.DateField()
    note = serializers.CharField(min_length=2, max_length=200)

    def validate(self, attrs: dict) -> dict:
        why = {name: attrs.pop(name) for name in ("from_on", "note")}
        return {**why, "facts": attrs}


class CanteenChangeSerializer(KitchenChangeSerializer):
    class Meta:
        model = Canteen
        fields = (*CANTEEN, "from_on", "note")
        extra_kwargs = {name: {"required": False} for name in CANTEEN}


class SupplierSerializer(serializers.ModelSerializer):
    class Meta:
        model = Supplier
        fields = ("id", "name", "credit_code", "licence", "licence_until", "phone", "ended_on")
        read_only_fields = fields


class SupplierWriteSerializer(serializers.ModelSerializer):
    """One that is listed already is a 409 with its id."""

    class Meta:
        model = Supplier
        fields = ("name", "credit_code", "licence", "licence_until", "phone")
        extra_kwargs = {"credit_code": {"validators": []}, "phone": {"default": ""}}


class SupplierChangeSerializer(KitchenChangeSerializer):
    class Meta:
        model = Supplier
        fields = (*SUPPLIER, "from_on", "note")
        extra_kwargs = {name: {"required": False} for name in SUPPLIER}


class MealStandardSerializer(serializers.ModelSerializer):
    """What the product ships with was made and decided by nobody. A later one of the same day stands in `replaced_by`."""

    made_by = serializers.CharField(source="made_by.username", default=None, read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = MealStandard
        fields = (
            *("id", "from_on", "amount", "document", "status", "replaced_by"),
            *("made_by", "made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class MealStandardWriteSerializer(serializers.Serializer):
    """From the first of a month on; it holds once another person has approved it."""

    from_on = serializers.DateField()
    amount = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=CENT)
    document = serializers.CharField(min_length=2, max_length=120)


class SupplyPeriodSerializer(serializers.ModelSerializer):
    """`school` is null for every school."""

    school = serializers.CharField(source="school.code", default=None, read_only=True)

    class Meta:
        model = SupplyPeriod
        fields = ("id", "term", "school", "first_on", "last_on")
        read_only_fields = fields


class SupplyPeriodWriteSerializer(serializers.Serializer):
    """Set again, the later days stand."""

    term = serializers.SlugRelatedField(slug_field="code", queryset=TermSetting.objects.none())
    school = FedSchoolField(allow_null=True, default=None)
    first_on = serializers.DateField()
    last_on = serializers.DateField()

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if request := self.context.get("request"):
            fields["term"].queryset = TermSetting.objects.visible_to(request.user)
        return fields


class SupplyDaySerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", default=None, read_only=True)

    class Meta:
        model = SupplyException
        fields = ("id", "school", "day", "supplied", "note")
        read_only_fields = fields


class SupplyDayWriteSerializer(serializers.Serializer):
    school = FedSchoolField(allow_null=True, default=None)
    day = serializers.DateField()
    supplied = serializers.BooleanField()
    note = serializers.CharField(min_length=2, max_length=120)


class InquiryPriceSerializer(serializers.ModelSerializer):
    class Meta:
        model = InquiryPrice
        fields = ("item", "spec", "unit", "price")
        extra_kwargs = {"spec": {"default": ""}}


class PriceInquirySerializer(serializers.ModelSerializer):
    prices = InquiryPriceSerializer(many=True, read_only=True)

    class Meta:
        model = PriceInquiry
        fields = ("id", "from_on", "document", "prices")
        read_only_fields = fields


class PriceInquiryWriteSerializer(serializers.Serializer):
    from_on = serializers.DateField()
    document = serializers.CharField(min_length=2, max_length=120)
    prices = InquiryPriceSerializer(many=True, allow_empty=False, max_length=500)
