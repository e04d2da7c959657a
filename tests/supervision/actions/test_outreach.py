"""Telling of an activity once, putting its numbers right, voiding it; what a list of parents holds."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from aid_portal import crypto
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent
from students.sealing import enrolment_aad
from supervision.actions import outreach, outreach_contacts
from supervision.models import OutreachActivity
from tests.factories.outreach import an_activity, facts
from tests.factories.students import an_enrolment, an_index

pytestmark = pytest.mark.django_db


def record(school, by, **more) -> OutreachActivity:
    asked = {"key": uuid4(), "unit": school, "kind": "visit", "facts": facts(), **more}
    return outreach.record(**asked, by=by)


def test_an_activity_sent_twice_is_told_once(school, wang) -> None:
    key = uuid4()
    assert record(school, wang, key=key) == record(school, wang, key=key)
    assert OutreachActivity.objects.count() == 1
    assert AuditEvent.objects.filter(event="supervision.outreach.recorded").count() == 1


def test_no_activity_lies_ahead_and_no_number_belongs_to_another_kind(school, wang) -> None:
    with pytest.raises(Refused, match="不能晚于今天"):
        record(school, wang, facts=facts(held_on=timezone.localdate() + timedelta(1)))
    with pytest.raises(Refused, match="没有这个数"):
        record(school, wang, facts=facts(sent=3))
    school.closed_on = timezone.localdate()
    school.save()
    with pytest.raises(Refused, match="已撤销"):
        record(school, wang)
    assert not OutreachActivity.objects.exists()


def test_a_number_that_came_later_is_added_with_its_reason(wang) -> None:
    push = an_activity("push")
    outreach.change(activity=push, facts=facts("push", delivered=290, read=200), reason="平台次日数据", by=wang)
    push.refresh_from_db()
    assert (push.delivered, push.read) == (290, 200)
    with pytest.raises(Refused, match="原因"):
        outreach.change(activity=push, facts=facts("push"), reason=" ", by=wang)


def test_a_void_activity_is_not_touched_again(wang) -> None:
    activity = an_activity()
    outreach.void(activity=activity, reason="重复登记", by=wang)
    for deed in (
        lambda: outreach.void(activity=activity, reason="再次", by=wang),
        lambda: outreach.change(activity=activity, facts=facts(), reason="改数", by=wang),
    ):
        with pytest.raises(Refused, match="已经作废"):
            deed()


def a_child(school, name: str, phone: str, **more):
    index = an_index()
    sealed = {"phone": phone, "resident_id": "610324201203150011", "address": "城关街道1组"}
    aad = enrolment_aad(school.code, "2022A", index)
    return an_enrolment(school=school, registry_index=index, name=name, sealed=crypto.seal(sealed, aad), **more)


def taken(school, by, **more) -> dict[str, list[tuple]]:
    _name, content = outreach_contacts.take(school=school, term="2022A", purpose="秋季资助政策告家长书", by=by, **more)
    book = load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(min_row=3, values_only=True)) for sheet in book}


def test_a_list_of_parents_holds_each_number_once_and_nothing_else(school, wang) -> None:
    for name in ("李一", "李二"):
        a_child(school, name, "13800001234")
    a_child(school, "王无号", "")
    a_child(school, "赵转走", "13900009999", status="transferred_out")
    found = taken(school, wang)
    assert found["推送名单"] == [("三年级", "1班", "13800001234")]
    assert found["没有手机号"] == [("三年级", "1班", "王无号")]
    written = str(found)
    assert not [each for each in ("李一", "610324201203150011", "城关街道", "13900009999") if each in written]


def test_a_list_of_parents_is_on_record_with_its_purpose(school, wang) -> None:
    a_child(school, "李一", "13800001234", class_name="2班")
    taken(school, wang, grade="primary-3", class_name="2班")
    event = AuditEvent.objects.get(event="supervision.outreach.contacts_taken")
    assert (event.unit_code, event.note) == (school.code, "秋季资助政策告家长书")
    with pytest.raises(Refused, match="没有在读学生"):
        taken(school, wang, grade="primary-6")
    with pytest.raises(Refused, match="用途"):
        outreach_contacts.take(school=school, term="2022A", purpose=" ", by=wang)


def test_more_numbers_than_one_person_may_take_are_refused(school, wang, monkeypatch) -> None:
    monkeypatch.setattr(outreach_contacts, "MOST", 1)
    a_child(school, "李一", "13800001234")
    a_child(school, "李二", "13800001235")
    with pytest.raises(Refused, match="分次导出"):
        taken(school, wang)
