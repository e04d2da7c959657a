"""What a list page draws once and keeps says nothing of one person to another."""

from types import SimpleNamespace

import pytest
from django import forms

from aid_portal import form_fields
from aid_portal.columns import TextColumn, of_value
from aid_portal.form_fields import field_html
from aid_portal.list_tables import ListTable, PageData
from aid_portal.models import OrgUnit
from aid_portal.term_filters import TermRowsFilter
from tests.house.gallery.views import UnitFilter, UnitTable


class PlainForm(forms.Form):
    school = forms.ChoiceField(label="学校", choices=[("1", "一小"), ("2", "二小")], required=False)


def drawn(filterset, name):
    return field_html(filterset.form[name])


def test_what_somebody_types_is_drawn_and_not_kept(monkeypatch):
    monkeypatch.setattr(form_fields, "_drawn", {})
    assert "王小明" in drawn(UnitFilter({"name": "王小明"}, OrgUnit.objects.none()), "name")
    assert form_fields._drawn == {}
    assert "王小明" not in drawn(UnitFilter({}, OrgUnit.objects.none()), "name")
    assert len(form_fields._drawn) == 1


def test_a_condition_is_drawn_anew_for_another_choice_and_for_other_choices(monkeypatch):
    monkeypatch.setattr(form_fields, "_drawn", {})
    plain, chosen = (drawn(UnitFilter({"kind": kind}, OrgUnit.objects.none()), "kind") for kind in ("", "school"))
    assert 'value="school" selected' in chosen
    assert "selected" not in plain.replace('value="" selected', "")
    other = UnitFilter({}, OrgUnit.objects.none())
    other.offer("kind", [("north", "北镇")])
    assert "北镇" in drawn(other, "kind")
    assert "北镇" not in drawn(UnitFilter({}, OrgUnit.objects.none()), "kind")


def test_only_conditions_of_lists_are_kept(monkeypatch):
    monkeypatch.setattr(form_fields, "_drawn", {})
    assert "一小" in field_html(PlainForm()["school"])
    assert form_fields._drawn == {}


def test_what_is_kept_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(form_fields, "_drawn", {})
    monkeypatch.setattr(form_fields, "MOST_DRAWN", 2)
    for label in ("甲", "乙", "丙"):
        filterset = UnitFilter({}, OrgUnit.objects.none())
        filterset.form.fields["name"].label = label
        assert label in drawn(filterset, "name")
    assert len(form_fields._drawn) == 1


@pytest.mark.django_db
def test_what_one_person_may_choose_is_not_offered_to_the_next(rf, chen, wang, school):
    def towns(user):
        request = rf.get("/")
        request.user, request.session = user, {}
        return TermRowsFilter({}, OrgUnit.objects.none(), request=request).form.fields

    assert [code for code, _name in towns(chen)["town"].choices if code]
    assert "town" not in towns(wang)


def test_the_columns_of_a_page_are_its_own():
    one, other = (UnitTable(PageData([], OrgUnit)) for _page in range(2))
    one.columns.hide("name")
    assert [each.name for each in other.shown if each.name == "name"] == ["name"]


class StateColumn(TextColumn):
    rests_on = staticmethod(lambda value, record: (value, record.open))

    def html(self, value, record):
        record.looked.append(value)
        return f"{value}{record.open}"


class LouderColumn(StateColumn):
    def html(self, value, record):
        return f"{record.looked}"


def test_a_cell_is_written_once_for_all_rows_that_say_the_same():
    class StateTable(ListTable):
        kind = StateColumn("状态")

    looked = []
    rows = [SimpleNamespace(pk=number, kind="镇", open=number > 2, looked=looked) for number in range(5)]
    body = StateTable(PageData(rows, OrgUnit)).body
    assert looked == ["镇", "镇"]
    assert (body.count("镇False"), body.count("镇True")) == (3, 2)


def test_a_column_says_of_itself_what_its_cell_rests_on():
    assert StateColumn().rests_on is not None
    assert LouderColumn().rests_on is None
    assert TextColumn(rests_on=of_value).rests_on is of_value
    assert TextColumn().rests_on is None
