"""Shapes of a store's movements and of menus, and what is asked for each of their verbs."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from subsidies.api.meal_fields import FedSchoolField
from subsidies.meal_choices import Dish
from subsidies.models import MenuLine, StoreMove
from subsidies.rules.meal_store import What
from subsidies.rules.menus import LONGEST, MOST_DISHES, MOST_FOODS, MOST_GRAMS, Food, PlannedDish

QUANTITY = {"max_digits": 10, "decimal_places": 3}


class StoreMoveSerializer(serializers.ModelSerializer):
    """`change` is less than nought for what went out; `counted` only of a count."""

    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = StoreMove
        fields = ("id", "school", "day", "kind", "item", "spec", "unit", "change", "counted", "person", "note")
        read_only_fields = fields


class StoreLineSerializer(serializers.Serializer):
    item = serializers.CharField(max_length=60)
    spec = serializers.CharField(max_length=60, allow_blank=True, default="")
    unit = serializers.CharField(max_length=10)

    def validate(self, attrs: dict) -> Any:
        return What(*(attrs.pop(name) for name in What._fields)), *attrs.values()


class TakenLineSerializer(StoreLineSerializer):
    quantity = serializers.DecimalField(**QUANTITY, min_value=0)

    def validate_quantity(self, quantity: Any) -> Any:
        if not quantity:
            raise serializers.ValidationError(_("应大于0。"))
        return quantity


class CountedLineSerializer(StoreLineSerializer):
    counted = serializers.DecimalField(**QUANTITY, min_value=0)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class StoreWriteSerializer(serializers.Serializer):
    school = FedSchoolField()
    day = serializers.DateField()
    person = serializers.CharField(max_length=40)

    def validate_day(self, day: Any) -> Any:
        if day > timezone.localdate():
            raise serializers.ValidationError(_("日期不能晚于今天。"))
        return day


class TakeOutSerializer(StoreWriteSerializer):
    lines = TakenLineSerializer(many=True, allow_empty=False, max_length=200)


class StockCountSerializer(StoreWriteSerializer):
    lines = CountedLineSerializer(many=True, allow_empty=False, max_length=200)


class StockAskedSerializer(serializers.Serializer):
    school = FedSchoolField()
    day = serializers.DateField()


class StockSerializer(serializers.Serializer):
    item = serializers.CharField(source="what.item")
    spec = serializers.CharField(source="what.spec")
    unit = serializers.CharField(source="what.unit")
    came = serializers.DecimalField(**QUANTITY)
    went = serializers.DecimalField(**QUANTITY)
    found = serializers.DecimalField(**QUANTITY)
    left = serializers.DecimalField(**QUANTITY)


class MenuLineSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = MenuLine
        fields = ("id", "school", "day", "meal", "dish", "item", "grams")
        read_only_fields = fields


class FoodSerializer(serializers.Serializer):
    item = serializers.CharField(max_length=LONGEST)
    grams = serializers.IntegerField(min_value=1, max_value=MOST_GRAMS)

    def validate(self, attrs: dict) -> Any:
        return Food(**attrs)


class MenuDishSerializer(serializers.Serializer):
    dish = serializers.CharField(max_length=LONGEST)
    foods = FoodSerializer(many=True, allow_empty=False, max_length=MOST_FOODS)

    def validate(self, attrs: dict) -> Any:
        if len({food.item for food in attrs["foods"]}) < len(attrs["foods"]):
            raise serializers.ValidationError(_("同一个菜里食材不能重复。"))
        return PlannedDish(attrs["dish"], tuple(attrs["foods"]))


class MenuPlanSerializer(serializers.Serializer):
    school = FedSchoolField()
    day = serializers.DateField()
    meal = serializers.ChoiceField(choices=Dish.choices)
    dishes = MenuDishSerializer(many=True, max_length=MOST_DISHES)

    def validate_dishes(self, dishes: list[PlannedDish]) -> list[PlannedDish]:
        if len({each.dish for each in dishes}) < len(dishes):
            raise serializers.ValidationError(_("同一餐里菜名不能重复。"))
        return dishes


class MenuCopySerializer(serializers.Serializer):
    """`monday`: any day of the week that is filled."""

    school = FedSchoolField()
    monday = serializers.DateField()


class CopiedSerializer(serializers.Serializer):
    meals = serializers.IntegerField()
