"""Shapes of a day of meals and of the plan's account, and what is asked for each of their verbs."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from aid_portal.terms import term_of
from subsidies.api.meal_fields import EnrolmentField, FedSchoolField, HasPhotoField, SupplierField
from subsidies.api.serializers import MONEY
from subsidies.models import ClassMeals, CompanionMeal, FoodSample, MealIncome, MealLeave, MealPurchase
from subsidies.reports.meal_pupils import STAGES, SchoolClass
from subsidies.rules.meals import CENT


class ClassMealsSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    present = serializers.IntegerField(read_only=True)

    class Meta:
        model = ClassMeals
        fields = ("id", "school", "day", "stage", "grade", "class_name", "enrolled", "absent", "present", "meals")
        read_only_fields = fields


class CountSerializer(serializers.Serializer):
    """`absent` are the ids of enrolments that are away today."""

    school = FedSchoolField()
    day = serializers.DateField()
    stage = serializers.ChoiceField(choices=[(each.value, each.label) for each in STAGES])
    grade = serializers.IntegerField(min_value=1, max_value=9)
    class_name = serializers.CharField(max_length=40)
    meals = serializers.IntegerField(min_value=0, max_value=9999)
    absent = EnrolmentField(many=True, default=list)

    def validate(self, attrs: dict) -> dict:
        place = SchoolClass(*(attrs.pop(name) for name in SchoolClass._fields))
        if not self.context["request"].user.sees_class(attrs["school"], place, term_of(attrs["day"]).academic_year):
            raise serializers.ValidationError({"class_name": _("没有这个班，或者不是您任教的班。")})
        return {**attrs, "place": place, "absent": [each.pk for each in attrs["absent"]]}


class MealLeaveSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="enrolment.school.code", read_only=True)
    name = serializers.CharField(source="enrolment.name", read_only=True)

    class Meta:
        model = MealLeave
        fields = ("id", "enrolment", "name", "school", "first_on", "last_on", "reason", "recorded_at")
        read_only_fields = fields


class MealLeaveWriteSerializer(serializers.ModelSerializer):
    enrolment = EnrolmentField()

    class Meta:
        model = MealLeave
        fields = ("enrolment", "first_on", "last_on", "reason")


class CompanionMealSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = CompanionMeal
        fields = ("id", "school", "day", "name", "post", "paid", "note")
        read_only_fields = fields


class CompanionMealWriteSerializer(serializers.ModelSerializer):
    school = FedSchoolField()

    class Meta:
        model = CompanionMeal
        fields = ("school", "day", "name", "post", "paid", "note")
        validators = ()
        extra_kwargs = {"note": {"default": ""}, "paid": {"min_value": 0}}


class FoodSampleSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = FoodSample
        fields = ("id", "school", "day", "meal", "dish", "grams", "kept_at", "kept_until", "kept_by")
        read_only_fields = fields


class FoodSampleWriteSerializer(serializers.ModelSerializer):
    school = FedSchoolField()

    class Meta:
        model = FoodSample
        fields = ("school", "meal", "dish", "grams", "kept_at", "kept_until", "kept_by")
        validators = ()


class MealIncomeSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = MealIncome
        fields = ("id", "school", "day", "document", "source", "amount")
        read_only_fields = fields


class MealIncomeWriteSerializer(serializers.ModelSerializer):
    school = FedSchoolField()
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=CENT)

    class Meta:
        model = MealIncome
        fields = ("school", "day", "document", "source", "amount")
        validators = ()


class MealPurchaseSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    supplier = serializers.CharField(source="supplier.name", read_only=True)
    amount = serializers.DecimalField(**MONEY, read_only=True)
    is_over_price = serializers.BooleanField(read_only=True)
    has_photo = HasPhotoField()

    class Meta:
        model = MealPurchase
        fields = (
            *("id", "school", "day", "supplier", "item", "spec", "unit", "quantity", "price", "amount", "inquired"),
            *("is_over_price", "invoice", "first_checker", "second_checker", "has_photo"),
        )
        read_only_fields = fields


class MealPurchaseWriteSerializer(serializers.ModelSerializer):
    """`supplier` by its id; `photo` of the delivery as JPEG, PNG or WebP."""

    school = FedSchoolField()
    supplier = SupplierField()
    quantity = serializers.DecimalField(max_digits=10, decimal_places=3, min_value=CENT / 10)
    price = serializers.DecimalField(max_digits=8, decimal_places=2, min_value=CENT)
    photo = serializers.FileField(allow_null=True, default=None)

    class Meta:
        model = MealPurchase
        fields = (
            *("school", "supplier", "day", "item", "spec", "unit", "quantity", "price"),
            *("invoice", "first_checker", "second_checker", "photo"),
        )
        extra_kwargs = {"spec": {"default": ""}, "invoice": {"default": ""}}
