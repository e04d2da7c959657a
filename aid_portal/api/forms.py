"""Forms of the pages as bodies of requests: what may be said is said once, for the screen and for programs."""

from typing import Any

from django import forms
from rest_framework import serializers

from aid_portal.api.resources import Resource
from aid_portal.forms.once import KeyField
from aid_portal.forms.units import UnitField
from aid_portal.models import OrgUnit

PLAIN = (
    (forms.IntegerField, serializers.IntegerField),
    (forms.BooleanField, serializers.BooleanField),
    (forms.DateField, serializers.DateField),
    (forms.UUIDField, serializers.UUIDField),
)


def shape_of(form: type[forms.Form], **more: serializers.Field) -> type[serializers.Serializer]:
    """A serializer that asks for what the form asks for; `more` is added, or stands in for a field of the same name."""
    asked = {name: _shape(field) for name, field in form.base_fields.items() if not isinstance(field, KeyField)}
    name = f"{form.__name__.removesuffix('Form')}FormSerializer"
    return type(name, (serializers.Serializer,), {**asked, **more, "__module__": form.__module__})


def filled(resource: Resource, form: type[forms.Form], shape: type[serializers.Serializer], **options: Any) -> forms.Form:
    """The form as it was sent, judged; its own sentences are the answer where something is wrong."""
    sent = resource.sent(shape)
    return judged(form(sent, sent, **options))


def judged(form: forms.Form) -> forms.Form:
    """A unit is named by its code here, any other row by its key."""
    for field in form.fields.values():
        units = isinstance(field, forms.ModelMultipleChoiceField) and field.queryset.model is OrgUnit
        if units or isinstance(field, UnitField):
            field.to_field_name = "code"
    if not form.is_valid():
        raise serializers.ValidationError({name: list(faults) for name, faults in form.errors.items()})
    return form


def _shape(field: forms.Field) -> serializers.Field:
    kept = {"required": field.required, "help_text": field.label}
    if isinstance(field, forms.FileField):
        return _file(field, kept)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return serializers.ListField(child=serializers.CharField(), allow_empty=not field.required, **kept)
    if isinstance(field, forms.MultipleChoiceField):
        return serializers.ListField(child=serializers.ChoiceField(_choices(field)), allow_empty=not field.required, **kept)
    if isinstance(field, forms.ChoiceField):
        return _choice(field, kept)
    for known, shape in PLAIN:
        if isinstance(field, known):
            return shape(**kept, **({} if field.required or known is forms.BooleanField else {"allow_null": True}))
    return serializers.CharField(allow_blank=not field.required, max_length=getattr(field, "max_length", None), **kept)


def _file(field: forms.FileField, kept: dict[str, Any]) -> serializers.Field:
    many = getattr(field.widget, "allow_multiple_selected", False)
    one = serializers.FileField(allow_empty_file=True, **({} if many else kept))  # an empty one is told of by the form
    return serializers.ListField(child=one, **kept) if many else one


def _choice(field: forms.ChoiceField, kept: dict[str, Any]) -> serializers.Field:
    """Choices that are made when the form is shown are told by no description."""
    if isinstance(field, forms.ModelChoiceField) or not (choices := _choices(field)):
        return serializers.CharField(allow_blank=not field.required, **kept)
    return serializers.ChoiceField(choices, allow_blank=not field.required, **kept)


def _choices(field: forms.ChoiceField) -> list[tuple[str, Any]]:
    return [pair for pair in field.choices if pair[0] != ""]
