"""The archive of a school's round: a folder a child, an index that says what is missing, numbers only for who may take them."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aid_portal import audit, crypto
from aid_portal.actions import exports, stored_files
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, JobRun, OrgUnit, UnmaskRequest
from students.actions import archive_orders
from students.models import Enrolment
from students.sealing import secrets_of
from tests.factories import determinations as make
from tests.factories.portal import a_person, a_role, a_school, a_user
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
WHY = "县级建档备案检查"


@pytest.fixture
def worked(school, child):
    """李小雨 determined on paper, 冯小强 only applied; the neighbour school has one too."""
    make.a_decided(child), make.an_application(a_pupil(school, 2, name="冯/小强"))
    make.an_application(a_pupil(a_school(name="邻校"), 3, name="邻校孩子"))
    return school


def packed(django_capture_on_commit_callbacks, school, by, **how) -> tuple[JobRun, zipfile.ZipFile]:
    with django_capture_on_commit_callbacks(execute=True):
        run = archive_orders.order(round=make.a_round(), school=school, reason=WHY, by=by, **how)
    run.refresh_from_db()
    content = b"".join(stored_files.read(stored_files.made_by(run)))
    return run, zipfile.ZipFile(io.BytesIO(content))


def index_of(package: zipfile.ZipFile) -> list[dict]:
    heads, *rows = openpyxl.load_workbook(io.BytesIO(package.read("索引.xlsx")))["索引"].values
    return [dict(zip(heads, row, strict=True)) for row in rows]


def everything(package: zipfile.ZipFile) -> str:
    return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist() if name.endswith(".txt"))


def test_each_child_has_a_folder_and_the_index_says_what_is_missing(django_capture_on_commit_callbacks, worked) -> None:
    run, package = packed(django_capture_on_commit_callbacks, worked, make.officer(worked))
    assert package.testzip() is None
    folders = {name.split("/")[0] for name in package.namelist() if "/" in name}
    assert folders == {"0001_三年级1班_冯_小强", "0002_三年级1班_李小雨"}
    feng, li = index_of(package)
    assert (li["姓名"], li["申请表"], li["班级评议"], li["公示"]) == ("李小雨", "齐", "齐", "缺")
    assert (feng["班级评议"], feng["文件夹"]) == ("缺", "0001_三年级1班_冯_小强")
    assert "班级评议：还没有评议" in feng["缺什么"]
    assert (run.result["rows"], run.result["missing"]) == (2, 2)
    assert "父亲患病，家庭收入少" in everything(package)
    assert "邻校孩子" not in everything(package)


def test_a_masked_package_has_no_whole_number_and_no_scan(django_capture_on_commit_callbacks, worked, child) -> None:
    _run, package = packed(django_capture_on_commit_callbacks, worked, make.officer(worked))
    numbers = secrets_of(Enrolment.objects.select_related("school").get(pk=child.pk))
    told = everything(package) + str(index_of(package))
    assert numbers["resident_id"] not in told
    assert numbers["registry_number"] not in told
    assert "********" in told
    assert not [name for name in package.namelist() if name.endswith(".pdf")]


def test_who_may_take_whole_numbers_gets_them_with_the_scans(django_capture_on_commit_callbacks, worked, child) -> None:
    run, package = packed(django_capture_on_commit_callbacks, worked, make.reviewer(), masked=False)
    numbers = secrets_of(Enrolment.objects.select_related("school").get(pk=child.pk))
    assert numbers["resident_id"] in everything(package)
    assert package.read("0002_三年级1班_李小雨/申请表.pdf") == b"%PDF-1.7 ..."
    assert exports.taken_whole(run.requested_by) == 2
    event = AuditEvent.objects.get(event="students.archive.ordered")
    after = crypto.unseal(event.sealed, aad=audit.seal_aad(event.seal_key))["after"]
    assert (after["reason"], after["masked"]) == (WHY, False)
    assert WHY not in str(run.params)


def test_nobody_takes_more_than_he_may(worked, monkeypatch) -> None:
    said = {"round": make.a_round(), "school": worked, "reason": WHY}
    with pytest.raises(Refused, match="没有取走这份档案"):
        archive_orders.order(**said, masked=False, by=make.officer(worked))
    with pytest.raises(Refused, match="请写明事由"):
        archive_orders.order(**{**said, "reason": " "}, by=make.officer(worked))
    with pytest.raises(Refused, match="还没有申请"):
        archive_orders.order(**{**said, "school": a_school(name="空校")}, by=make.reviewer())
    monkeypatch.setattr(archive_orders, "EXPORT_ROWS", 1)
    with pytest.raises(Refused, match="须另一人批准"):
        archive_orders.order(**said, masked=False, by=make.reviewer())


def test_finance_sees_no_word_that_a_family_wrote(django_capture_on_commit_callbacks, worked, bureau) -> None:
    qian = a_person("qian_archive", "钱财务", Role.FINANCE, bureau)
    _run, package = packed(django_capture_on_commit_callbacks, worked, qian, masked=False)
    assert "父亲患病，家庭收入少" not in everything(package)
    assert not [name for name in package.namelist() if name.endswith(".pdf")]


def test_the_package_is_gone_after_a_day(django_capture_on_commit_callbacks, worked) -> None:
    run, _package = packed(django_capture_on_commit_callbacks, worked, make.officer(worked))
    file = stored_files.made_by(run)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert stored_files.made_by(run) is None
    assert file.expires_at - timezone.now() < timedelta(hours=24)


def test_from_the_page_to_the_download_and_nobody_else_takes_it(django_capture_on_commit_callbacks, worked, log_in) -> None:
    path = f"{make.a_round().get_absolute_url()}schools/{worked.pk}/"
    client = log_in(make.officer(worked))
    assert "档案资料包" in client.get(path).content.decode()
    asked = client.get(f"{path}archive/").content.decode()
    assert "脱敏，不含扫描件" not in asked  # nothing to choose for a school
    assert "请先改正" in client.post(f"{path}archive/", {"reason": ""}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"{path}archive/", {"reason": WHY}, follow=True).content.decode()
    run = JobRun.objects.get(kind=archive_orders.KIND)
    file = stored_files.made_by(run)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "下载资料包" in page
    assert client.post(file.get_absolute_url()).status_code == 200
    assert log_in(make.clerk()).post(file.get_absolute_url()).status_code == 404
    assert WHY not in log_in(make.clerk()).get(run.get_absolute_url()).content.decode()
    neighbour = OrgUnit.objects.get(name="邻校")
    assert log_in(make.officer(worked)).get(path.replace(f"/{worked.pk}/", f"/{neighbour.pk}/") + "archive/").status_code == 404


def test_a_package_is_ordered_and_taken_over_the_api(django_capture_on_commit_callbacks, worked, log_in) -> None:
    client, address = log_in(make.officer(worked)), f"/api/rounds/{make.a_round().pk}/archive/"
    assert client.post(address, {"school": worked.code, "reason": "x"}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"school": worked.code, "reason": WHY})
    assert answer.status_code == 201
    download = f"/api/rounds/archives/{answer.json()['id']}/download/"
    content = b"".join(client.post(download).streaming_content)
    assert "索引.xlsx" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert log_in(make.leader(worked)).post(download).status_code == 404


def test_a_class_teacher_of_one_class_takes_no_package(worked, log_in) -> None:
    teacher = a_user("ban_archive", "班老师")
    a_role(teacher, Role.CLASS_TEACHER, worked, stage="primary", grade=3, class_name="1班")
    assert log_in(teacher).get(f"{make.a_round().get_absolute_url()}schools/{worked.pk}/archive/").status_code == 403


def test_whole_files_in_number_leave_after_a_second_person_s_word_once(
    django_capture_on_commit_callbacks, worked, log_in, monkeypatch
) -> None:
    monkeypatch.setattr(archive_orders, "EXPORT_ROWS", 1)
    path = f"{make.a_round().get_absolute_url()}schools/{worked.pk}/archive/"
    client, said = log_in(make.reviewer()), {"masked": "no", "reason": WHY}
    assert "提交申请，请另一人批准" not in client.get(path).content.decode()
    assert "提交申请，请另一人批准" in client.post(path, said).content.decode()
    client.post(f"{path}propose/", said)
    asked = UnmaskRequest.objects.get()
    assert (asked.row_count, asked.reason, WHY in str(asked.params)) == (2, WHY, False)
    assert "同样的申请已经提交过" in client.post(f"{path}propose/", said, follow=True).content.decode()
    assert "须另一人批准" in client.post(path, said).content.decode()
    log_in(make.approver()).post(reverse("unmask-request-grant", args=[asked.pk]))
    assert client.post(reverse("export-resume", args=[asked.pk])).headers["Location"] == path
    assert WHY in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path, said).status_code == 302
    run = JobRun.objects.get(kind=archive_orders.KIND)
    package = zipfile.ZipFile(io.BytesIO(b"".join(stored_files.read(stored_files.made_by(run)))))
    assert make.approver().name in str(list(openpyxl.load_workbook(io.BytesIO(package.read("索引.xlsx"))).worksheets[-1].values))
    assert "须另一人批准" in client.post(path, said).content.decode()  # the grant is used up


def test_who_asks_over_the_api_is_told_what_he_lacks_and_may_not_ask_for_what_needs_no_word(worked, log_in, monkeypatch) -> None:
    said, path = {"school": worked.code, "reason": WHY}, f"/api/rounds/{make.a_round().pk}/"
    client = log_in(make.reviewer())
    assert client.post(f"{path}propose-archive/", said).json()["code"] == "no_need"
    monkeypatch.setattr(archive_orders, "EXPORT_ROWS", 1)
    assert client.post(f"{path}archive/", {**said, "masked": False}).json()["code"] == "needs_grant"
    assert client.post(f"{path}propose-archive/", said).json()["status"] == "proposed"
    assert log_in(make.officer(worked)).post(f"{path}propose-archive/", said).status_code == 403
