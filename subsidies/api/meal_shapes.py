"""Shapes of meals: kitchens, counts of classes, purchases, months, price lists, and what is asked for each verb."""

from django.db.models import QuerySet
from rest_framework import serializers

from aid_portal.models import OrgUnit
from students.models import Enrolment
from subsidies.api.serializers import MONEY
from subsidies.models import Canteen, ClassMeals, InquiryPrice, MealPurchase, MealReport, PriceInquiry
from subsidies.reports.meal_pupils import STAGES, SchoolClass


class CanteenSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    schools = serializers.SerializerMethodField()

    class Meta:
        model = Canteen
        fields = (*("id", "school", "name", "mode", "manager", "licence", "licence_until", "opened_on", "closed_on", "schools"),)
        read_only_fields = fields

    def get_schools(self, canteen: Canteen) -> list[str]:
        """The codes of the schools that it feeds."""
        return [place.school.code for place in canteen.places.all()]


class ClassMealsSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    present = serializers.IntegerField(read_only=True)

    class Meta:
        model = ClassMeals
        fields = ("id", "school", "day", "stage", "grade", "class_name", "enrolled", "absent", "present", "meals")
        read_only_fields = fields


class CountSerializer(serializers.Serializer):
    """`school` is the 学校标识码 of a school that is fed, `absent` the ids of enrolments that are away today."""

    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    day = serializers.DateField()
    stage = serializers.ChoiceField(choices=[(each.value, each.label) for each in STAGES])
    grade = serializers.IntegerField(min_value=1, max_value=9)
    class_name = serializers.CharField(max_length=40)
    meals = serializers.IntegerField(min_value=0, max_value=9999)
    absent = serializers.PrimaryKeyRelatedField(queryset=Enrolment.objects.none(), many=True, default=list)

    def __init__(self, *args: object, scope: dict[str, QuerySet] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if scope:
            self.fields["school"].queryset = scope["school"]
            self.fields["absent"].child_relation.queryset = scope["absent"]

    def validate(self, attrs: dict) -> dict:
        place = SchoolClass(*(attrs.pop(name) for name in SchoolClass._fields))
        return {**attrs, "place": place, "absent": [each.pk for each in attrs["absent"]]}


class MealPurchaseSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    supplier = serializers.CharField(source="supplier.name", read_only=True)
    amount = serializers.DecimalField(**MONEY, read_only=True)
    is_over_price = serializers.BooleanField(read_only=True)

    class Meta:
        model = MealPurchase
        fields = (
            *("id", "school", "day", "supplier", "item", "spec", "unit", "quantity", "price", "amount", "inquired"),
            *("is_over_price", "first_checker", "second_checker"),
        )
        read_only_fields = fields


class MealReportSerializer(serializers.ModelSerializer):
    """Figures as they were sent; `faults` are what was asked and not in order."""

    school = serializers.CharField(source="school.code", read_only=True)
    due, closing = (serializers.DecimalField(**MONEY, read_only=True) for _each in range(2))
    sent_by = serializers.CharField(source="sent_by.username", default=None, read_only=True)
    locked_by = serializers.CharField(source="locked_by.username", default=None, read_only=True)

    class Meta:
        model = MealReport
        fields = (
            *("id", "school", "month", "status", "enrolled", "benefiting", "days", "meals", "standard", "due"),
            *("opening", "received", "spent", "closing", "notices", "open_days", "satisfaction", "faults", "note", "reopening"),
            *("sent_by", "sent_at", "locked_by", "locked_at"),
        )
        read_only_fields = fields


class SendMonthSerializer(serializers.Serializer):
    school = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none())
    month = serializers.DateField()
    note = serializers.CharField(max_length=300, allow_blank=True, default="")

    def __init__(self, *args: object, schools: QuerySet | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if schools is not None:
            self.fields["school"].queryset = schools


class InquiryPriceSerializer(serializers.ModelSerializer):
    class Meta:
        model = InquiryPrice
        fields = ("item", "spec", "unit", "price")


class PriceInquirySerializer(serializers.ModelSerializer):
    prices = InquiryPriceSerializer(many=True, read_only=True)

    class Meta:
        model = PriceInquiry
        fields = ("id", "from_on", "document", "prices")
        read_only_fields = fields
