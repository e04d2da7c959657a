"""What a school types from a family's paper, as a program sends it: judged by the forms of the page."""

from typing import Any

from rest_framework import serializers

from aid_portal.api.forms import judged, shape_of
from students.forms.applications import MEMBERS, MOST_MEMBERS, ApplicationForm, MemberForm, plain_member


class HouseholdMemberSerializer(shape_of(MemberForm)):
    """One of the household besides the child."""


class WriteSerializer(shape_of(ApplicationForm)):
    """`child` is its row on the roster of the round's term; what is not known yet stays empty until it is handed in."""

    round = serializers.IntegerField(min_value=1)
    child = serializers.IntegerField(min_value=1)
    members = HouseholdMemberSerializer(many=True, max_length=MOST_MEMBERS, default=list)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ApplicationForm.base_fields:
            self.fields[name].required = False


def written(sent: dict[str, Any]) -> dict[str, Any]:
    """As it is sealed."""
    members = [plain_member(judged(MemberForm(each)).cleaned_data) for each in sent[MEMBERS]]
    return {**judged(ApplicationForm(sent, complete=False)).said, MEMBERS: members}


def refuse_incomplete(kept: dict[str, Any]) -> None:
    """A draft that lacks something is not handed in; the answer says what."""
    judged(ApplicationForm(kept))
    for each in kept.get(MEMBERS, ()):
        judged(MemberForm(each))
