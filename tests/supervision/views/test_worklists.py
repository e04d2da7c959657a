"""The three lists: issued to every unit once, filled in by the unit with its paper, handed back with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.errors import Refused
from supervision.actions import worklists
from supervision.models import WorkEntry, WorkItem
from tests.factories import supervision as make
from tests.factories.subsidies_money import a_hand
from tests.waits import waits

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 scan"


@pytest.fixture
def issued(school, zhao_school):
    """One line for two units."""
    campaign = make.a_campaign()
    for unit in (school, zhao_school):
        make.a_campaign_unit(campaign, unit)
    make.a_work_item(campaign, kind="material", text="资助档案一生一册")
    worklists.issue(campaign=campaign, by=a_hand("chen"))
    return campaign


def test_lines_go_to_every_unit_once(issued) -> None:
    assert worklists.issue(campaign=issued, by=a_hand("chen")) == 0
    make.a_work_item(issued, kind="task", position=1)
    assert worklists.issue(campaign=issued, by=a_hand("chen")) == 2


def test_a_unit_fills_in_its_own_lines_with_the_paper(log_in, wang, zhao, issued, school, zhao_school) -> None:
    own, other = WorkEntry.objects.get(unit=school), WorkEntry.objects.get(unit=zhao_school)
    client = log_in(wang)
    assert waits(wang, "work-fill") == 1
    assert client.get(f"/supervision/work/{other.pk}/").status_code == 404
    file = SimpleUploadedFile("档案.pdf", PDF)
    client.post(f"/supervision/work/{own.pk}/", {"status": "done", "owner": "王老师", "note": "", "file": file})
    own.refresh_from_db()
    assert (own.status, own.owner, own.done_by, own.file.name) == ("done", "王老师", wang, "档案.pdf")
    assert b"".join(client.post(f"/supervision/work/{own.pk}/file/").streaming_content) == PDF
    assert log_in(zhao).post(f"/supervision/work/{own.pk}/file/").status_code == 404
    page = client.get("/supervision/work/").content.decode()
    assert "资助档案一生一册" in page
    assert "城关第二小学" not in page


def test_not_applicable_says_why_and_a_picture_is_a_picture(log_in, wang, issued, school) -> None:
    own = WorkEntry.objects.get(unit=school)
    path = f"/supervision/work/{own.pk}/"
    assert "请写明原因" in log_in(wang).post(path, {"status": "waived", "note": ""}).content.decode()
    false = SimpleUploadedFile("照片.jpg", PDF)
    assert "内容与后缀不符" in log_in(wang).post(path, {"status": "done", "file": false}).content.decode()
    with pytest.raises(Refused, match="请写明原因"):
        worklists.fill(entry=own, status="waived", owner="", note=" ", file=None, by=wang)
    assert WorkEntry.objects.get(pk=own.pk).status == "waiting"


def test_what_is_not_enough_is_handed_back_with_the_reason(log_in, chen, wang, issued, school) -> None:
    own = WorkEntry.objects.get(unit=school)
    log_in(wang).post(f"/supervision/work/{own.pk}/", {"status": "done", "owner": "王老师"})
    assert log_in(wang).post(f"/supervision/work/{own.pk}/reopen/", {"note": "x"}).status_code == 403
    assert "请写明退回的原因" in log_in(chen).post(f"/supervision/work/{own.pk}/reopen/", {"note": ""}).content.decode()
    log_in(chen).post(f"/supervision/work/{own.pk}/reopen/", {"note": "缺受助学生签字"})
    assert "缺受助学生签字" in log_in(wang).get(f"/supervision/work/{own.pk}/").content.decode()


def test_coverage_is_counted_line_by_line(log_in, chen, wang, issued, school) -> None:
    log_in(wang).post(f"/supervision/work/{WorkEntry.objects.get(unit=school).pk}/", {"status": "done"})
    page = log_in(chen).get(f"{issued.get_absolute_url()}lists/").content.decode()
    assert "1 / 2" in page
    assert "已落实 1 / 2" in log_in(chen).get(issued.get_absolute_url()).content.decode()


def test_lines_are_written_changed_and_dropped_before_a_unit_has_answered(log_in, chen, wang, issued, school) -> None:
    client = log_in(chen)
    client.post(f"{issued.get_absolute_url()}lists/add/", {"kind": "duty", "text": "校长负总责"})
    item = WorkItem.objects.get(kind="duty")
    client.post(f"/supervision/work-items/{item.pk}/", {"text": "校长负总责，专人落实"})
    item.refresh_from_db()
    assert (item.text, item.kind) == ("校长负总责，专人落实", "duty")
    client.post(f"/supervision/work-items/{item.pk}/drop/")
    assert not WorkItem.objects.filter(kind="duty").exists()
    log_in(wang).post(f"/supervision/work/{WorkEntry.objects.get(unit=school).pk}/", {"status": "done"})
    answered = WorkItem.objects.get()
    assert "已有单位填报" in client.post(f"/supervision/work-items/{answered.pk}/drop/").content.decode()
    client.post(f"{issued.get_absolute_url()}lists/issue/")
    (told,) = log_in(wang).get("/api/work-entries/").json()["results"]
    assert (told["unit"], told["status"], told["kind"]) == (school.code, "done", "material")
