"""县外就读证明: handed in with a scan, verified by a second person, never telling a school who is on a list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from aid_portal.models import AuditEvent, StoredFile
from students.choices import ProofStatus
from students.models import SchoolingProof
from tests.department_lists import an_id
from tests.factories.portal import a_person
from tests.factories.students import a_proof, a_release
from tests.students.matching import BORN, a_listed
from tests.waits import waits

pytestmark = pytest.mark.django_db
LIST = "/students/proofs/"
PDF, PNG = b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n..."
FACTS = {"academic_year": "2022-2023", "school_name": "宝鸡市渭滨区金陵小学", "place": "陕西省宝鸡市渭滨区", "grade": "三年级"}
SUBMITTED, VERIFIED, REFUSED = ProofStatus.SUBMITTED, ProofStatus.VERIFIED, ProofStatus.REFUSED


@pytest.fixture
def xu(bureau):
    return a_person("xu", "徐复核", Role.COUNTY_REVIEWER, bureau)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def submit(client, query="", content=PDF, file_name="证明.pdf", **more):
    return client.post(f"{LIST}submit/{query}", {**FACTS, "file": SimpleUploadedFile(file_name, content), **more})


def submit_known(client, number=1, **more):
    return submit(client, **{"name": "李明", "resident_id": an_id(number), **more})


def test_a_stranger_is_sent_to_the_login(client):
    for path in ("", "submit/", f"{a_proof().pk}/"):
        assert client.get(LIST + path).headers["Location"].startswith("/login/")


def test_a_class_teacher_neither_sees_nor_hands_in(log_in, school):
    teacher = log_in(a_person("ban", "班主任", Role.CLASS_TEACHER, school))
    assert [teacher.get(LIST + path).status_code for path in ("", "submit/", f"{a_proof().pk}/")] == [403] * 3


def test_a_school_sees_its_own_and_never_the_neighbours(log_in, wang, zhao, school, zhao_school):
    own, other = a_proof(unit=school, name="本校李明"), a_proof(unit=zhao_school, name="邻校王芳")
    shown = page(log_in(wang), LIST)
    assert "本校李明" in shown
    assert "邻校王芳" not in shown
    assert log_in(wang).get(own.get_absolute_url()).status_code == 200
    assert log_in(wang).get(other.get_absolute_url()).status_code == 404
    assert log_in(wang).post(f"{LIST}{other.pk}/reveal/", {"reason": "看看"}).status_code == 404


@pytest.mark.parametrize("verb", ["verify", "refuse"])
def test_a_school_decides_nothing_and_looking_changes_nothing(verb, log_in, wang, xu, school):
    proof = a_proof(unit=school)
    assert log_in(wang).post(f"{LIST}{proof.pk}/{verb}/", {"note": "可以"}).status_code == 403
    assert log_in(xu).get(f"{LIST}{proof.pk}/{verb}/").status_code == 405
    assert SchoolingProof.objects.get().status == SUBMITTED


def test_the_auditor_looks_and_decides_nothing(log_in, sun):
    proof = a_proof()
    client = log_in(sun)
    shown = page(client, proof.get_absolute_url())
    assert "核验通过" not in shown
    assert "登记证明" not in page(client, LIST).split("<h1>")[1]
    assert client.post(f"{LIST}{proof.pk}/verify/").status_code == 403
    assert client.get(f"{LIST}submit/").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("q=李", 1), ("status=verified", 1), ("academic_year=2023-2024", 0), ("place=渭滨", 2)],
)
def test_proofs_are_found_by_name_status_year_and_place(query, found, log_in, chen):
    a_proof(name="李明")
    a_proof(name="王芳", status=VERIFIED)
    assert log_in(chen).get(f"{LIST}?{query}").context["list"].page.total == found


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in, chen, school, django_assert_max_num_queries):
    client = log_in(chen)
    a_proof(unit=school, status=VERIFIED)
    client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        client.get(LIST)
    for _number in range(30):
        a_proof(unit=school, status=VERIFIED)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_a_school_hands_in_by_name_and_id_and_learns_nothing(log_in, wang, school):
    client, answers = log_in(wang), []
    a_listed("李明", an_id(1))
    for number in (1, 2):
        answers.append(submit_known(client, number))
    proofs = SchoolingProof.objects.order_by("pk")
    assert [proof.unit for proof in proofs] == [school, school]
    assert [answer.headers["Location"] for answer in answers] == [proof.get_absolute_url() for proof in proofs]
    on_a_list, on_none = (page(client, proof.get_absolute_url()) for proof in proofs)
    assert "监测名单上的这个人" not in on_a_list + on_none
    assert an_id(1) not in on_a_list
    assert proofs[0].birth_date == BORN


def test_the_mark_of_a_typed_id_is_the_one_of_the_list(log_in, wang, xu):
    record = a_listed("李明", an_id(1))
    submit_known(log_in(wang), resident_id=f" {an_id(1).lower()} ")
    proof = SchoolingProof.objects.get()
    assert bytes(proof.person_mark) == bytes(record.person_mark)
    assert record.get_absolute_url() in page(log_in(xu), proof.get_absolute_url())


def test_the_bureau_hands_in_for_a_row_of_the_list(log_in, chen):
    record = a_listed("周八", raw_id="123", state="malformed", birth_date=None)
    client, query = log_in(chen), f"?record={record.pk}"
    shown = page(client, f"{LIST}submit/{query}&year=2022-2023")
    assert "周八" in shown
    assert 'name="resident_id"' not in shown
    submit(client, query)
    proof = SchoolingProof.objects.get()
    assert (proof.record, proof.name, bytes(proof.person_mark)) == (record, "周八", bytes(record.person_mark))
    assert AuditEvent.objects.get(event="students.proof.submitted").actor == "陈经办"


def test_a_school_cannot_try_rows_of_the_list_and_other_lists_have_no_whereabouts(log_in, wang, chen):
    listed = a_listed("周八", an_id(3))
    civil = a_listed("周八", an_id(3), release=a_release(kind="civil"))
    assert log_in(wang).get(f"{LIST}submit/?record={listed.pk}").status_code == 404
    assert [log_in(chen).get(f"{LIST}submit/?record={key}").status_code for key in (civil.pk, 987654, "x")] == [404] * 3


@pytest.mark.parametrize(
    ("file_name", "content", "sentence"),
    [
        ("证明.docx", b"PK", "只收 jpg、png 照片或 pdf 扫描件"),
        ("证明.pdf", b"<html>", "文件内容与后缀不符"),
        ("证明.png", PDF, "文件内容与后缀不符"),
        ("证明.pdf", b"", "文件是空的"),
        ("证明.jpg", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "文件超过10 MB"),
    ],
)
def test_only_scans_are_taken_and_the_page_says_why(file_name, content, sentence, log_in, wang):
    answer = submit_known(log_in(wang), content=content, file_name=file_name)
    assert sentence in answer.content.decode()
    assert not SchoolingProof.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("resident_id", "610324201403150010", "身份证号不对"),
        ("school_name", "", "就读学校"),
        ("school_code", "12", "学校标识码是10位数字"),
        ("academic_year", "1999-2000", "学年"),
    ],
)
def test_what_is_not_right_is_said_beside_its_field(field, value, sentence, log_in, wang):
    answer = submit_known(log_in(wang), **{field: value})
    assert sentence in answer.content.decode().split("error-summary")[1]
    assert not SchoolingProof.objects.exists()


def test_the_same_child_and_year_is_handed_in_once_by_one_school(log_in, wang, zhao):
    submit_known(log_in(wang))
    again = log_in(wang).post(
        f"{LIST}submit/",
        {**FACTS, "name": "李明", "resident_id": an_id(1), "file": SimpleUploadedFile("证明.png", PNG)},
        headers={"referer": f"http://testserver{LIST}submit/"},
        follow=True,
    )
    assert "证明已登记（待核验），不用再登记" in again.content.decode()
    assert SchoolingProof.objects.count() == 1
    submit_known(log_in(zhao))
    assert SchoolingProof.objects.count() == 2


def test_a_second_person_verifies_and_it_is_said_when_it_counts(log_in, chen, xu):
    proof = a_proof(submitted_by=chen)
    assert waits(xu, "proof-verify") == 1
    shown = log_in(xu).post(f"{LIST}{proof.pk}/verify/", follow=True).content.decode()
    proof.refresh_from_db()
    assert (proof.status, proof.verified_by) == (VERIFIED, xu)
    assert "下一次资格比对" in shown
    assert "请向家长或就读学校索取当地资助证明" in shown
    assert waits(xu, "proof-verify") == 0


def test_nobody_verifies_the_own_proof(log_in, xu):
    proof = a_proof(submitted_by=xu)
    client = log_in(xu)
    assert "核验通过" not in page(client, proof.get_absolute_url())
    assert waits(xu, "proof-verify") == 0
    answer = client.post(f"{LIST}{proof.pk}/verify/", follow=True, headers={"referer": f"http://testserver{LIST}"})
    assert "登记人不能核验自己登记的证明" in answer.content.decode()
    assert SchoolingProof.objects.get().status == SUBMITTED


def test_a_refusal_says_why_and_the_proof_can_be_handed_in_anew(log_in, wang, xu):
    school, bureau = log_in(wang), log_in(xu)
    submit_known(school)
    proof = SchoolingProof.objects.get()
    bureau.post(f"{LIST}{proof.pk}/refuse/", {"note": ""})
    assert SchoolingProof.objects.get().status == SUBMITTED
    bureau.post(f"{LIST}{proof.pk}/refuse/", {"note": "照片看不清公章"})
    assert "照片看不清公章" in page(school, proof.get_absolute_url())
    submit_known(school)
    assert SchoolingProof.objects.filter(status=SUBMITTED).count() == 1


def test_a_verified_proof_that_is_untrue_is_taken_back_with_a_reason(log_in, xu):
    proof = a_proof(status=VERIFIED)
    client = log_in(xu)
    assert "撤销核验" in page(client, proof.get_absolute_url())
    client.post(f"{LIST}{proof.pk}/refuse/", {"note": "学校回函查无此人"})
    assert SchoolingProof.objects.get().status == REFUSED
    late = client.post(f"{LIST}{proof.pk}/verify/", follow=True, headers={"referer": f"http://testserver{LIST}"})
    assert "不能变为" in late.content.decode()


def test_the_verifier_says_which_row_is_meant_where_the_lists_id_is_damaged(log_in, wang, xu):
    record = a_listed("李明", raw_id=f"{an_id(1)[:15]}000", state="numeric")
    submit_known(log_in(wang))
    proof = SchoolingProof.objects.get()
    assert f'<option value="{record.pk}">' in page(log_in(xu), proof.get_absolute_url())
    log_in(xu).post(f"{LIST}{proof.pk}/verify/", {"record": record.pk})
    proof.refresh_from_db()
    assert (proof.status, bytes(proof.person_mark)) == (VERIFIED, bytes(record.person_mark))
    revealed = log_in(xu).post(f"{LIST}{proof.pk}/reveal/", {"reason": "核对学籍证明"})
    assert an_id(1) in revealed.content.decode()
    assert f'href="{proof.get_absolute_url()}"' in revealed.content.decode()
    assert revealed["Refresh"] == f"30; url={proof.get_absolute_url()}"


def test_no_row_but_an_offered_one_can_be_meant(log_in, wang, xu):
    stranger = a_listed("王芳", raw_id="1", state="malformed")
    submit_known(log_in(wang))
    proof = SchoolingProof.objects.get()
    log_in(xu).post(f"{LIST}{proof.pk}/verify/", {"record": stranger.pk})
    proof.refresh_from_db()
    assert bytes(proof.person_mark) != bytes(stranger.person_mark)


def test_the_scan_is_handed_out_with_a_record(log_in, wang, xu, zhao):
    submit_known(log_in(wang))
    proof = SchoolingProof.objects.get()
    path = f"/files/{proof.file.key}/"
    assert path in page(log_in(xu), proof.get_absolute_url())
    assert b"".join(log_in(xu).post(path).streaming_content) == PDF
    assert log_in(zhao).post(path).status_code == 404
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded").count() == 1


def test_an_id_is_shown_masked_and_revealed_with_a_reason(log_in, wang):
    client = log_in(wang)
    submit_known(client)
    proof = SchoolingProof.objects.get()
    assert "610324********" in page(client, proof.get_absolute_url())
    answer = client.post(f"{LIST}{proof.pk}/reveal/", {"reason": "", "field": "resident_id"}, follow=True)
    assert an_id(1) not in answer.content.decode()
    assert an_id(1) in client.post(f"{LIST}{proof.pk}/reveal/", {"reason": "核对"}).content.decode()


def test_the_aid_given_there_is_added_later(log_in, wang, zhao, school):
    proof = a_proof(unit=school)
    assert log_in(zhao).post(f"{LIST}{proof.pk}/aid/", {"aid_there": "不享受"}).status_code == 404
    client = log_in(wang)
    client.post(f"{LIST}{proof.pk}/aid/", {"aid_there": ""})
    assert SchoolingProof.objects.get().aid_there == ""
    client.post(f"{LIST}{proof.pk}/aid/", {"aid_there": "生活补助，每学期500元"})
    shown = page(client, proof.get_absolute_url())
    assert "生活补助，每学期500元" in shown
    assert "还没有当地的资助情况" not in shown
    assert AuditEvent.objects.filter(event="students.proof.aid_added").count() == 1


def test_a_row_of_the_rural_list_leads_to_its_proof(log_in, chen, sun):
    rural, civil = a_listed("周八", an_id(3)), a_listed("周八", an_id(3), release=a_release(kind="civil"))
    address = f"{LIST}submit/?record={rural.pk}"
    assert address in page(log_in(chen), rural.get_absolute_url())
    assert address not in page(log_in(sun), rural.get_absolute_url())
    assert "proofs/submit" not in page(log_in(chen), civil.get_absolute_url())
