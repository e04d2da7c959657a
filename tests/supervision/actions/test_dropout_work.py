"""A child is brought back by those whose turn it is, and its case ends with a paper that two people have seen."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from aid_portal.actions import stored_files
from aid_portal.choices import Role
from aid_portal.errors import AlreadyDone, Refused
from students.sealing import Indexes
from supervision.actions import dropout_closings, dropout_work, dropouts
from supervision.models import DropoutCase, DropoutVisit
from supervision.reports.dropout_waiting import closings_to_decide, late, steps_due
from tests.factories import dropouts as make
from tests.factories.portal import a_person
from tests.factories.students import an_enrolment, the_term
from tests.factories.supervision import an_officer

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
RESIDENT_ID = "610324201203040013"


def a_paper() -> ContentFile:
    return ContentFile(PDF, name="责令通知书.pdf")


def a_photo() -> ContentFile:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (34.0, 22.0, 0.0)}
    held = BytesIO()
    Image.new("RGB", (64, 48), "green").save(held, "JPEG", exif=exif)
    return ContentFile(held.getvalue(), name="IMG_20221012.jpg")


def visited(case: DropoutCase, *, day: date = make.SEEN, key=None, photos=(), by=None) -> DropoutVisit:
    facts = {"visited_on": day, "visitors": "王老师", "people_met": "奶奶", "outcome": "refused", "summary": "父母在外。"}
    return dropout_work.visit(case=case, key=key or uuid4(), facts=facts, photos=photos, by=by or an_officer())


def stepped(case: DropoutCase, rung: str, day: date = make.SEEN, *, by=None):
    facts = {"taken_on": day, "document": "", "note": "已办理。"}
    paper = None if rung == "school" else a_paper()
    return dropout_work.take_step(case=case, rung=rung, facts=facts, file=paper, by=by or an_officer())


def proposed(case: DropoutCase, reason: str = "deceased", *, by=None, until: date | None = None):
    facts = {"reason": reason, "ended_on": make.SEEN, "until": until, "note": "材料属实。"}
    return dropout_closings.propose(case=case, facts=facts, file=a_paper(), by=by or an_officer())


def registered(chen, *, resident_id: str = RESIDENT_ID, born: date = date(2012, 3, 4), **facts) -> DropoutCase:
    facts = {"name": "赵小军", "birth_date": born, "town": make.the_town(), "village": "东坡村", "school": None,
             "note": "随祖母生活，未入学。", "opened_on": make.OPENED} | facts  # fmt: skip
    return dropouts.register(facts=facts, resident_id=resident_id, term=the_term(), by=chen)


def test_a_visit_keeps_its_photos_without_the_camera_and_is_one_however_often_it_is_sent() -> None:
    case, key = make.a_case(), uuid4()
    assert visited(case, key=key, photos=[a_photo()]) == visited(case, key=key, photos=[a_photo()])
    photo = DropoutVisit.objects.get().photos.get()
    picture = Image.open(BytesIO(b"".join(stored_files.read(photo.file))))
    assert dict(picture.getexif()) == {}
    assert "IMG" not in photo.file.name


def test_nothing_is_dated_before_the_case_or_written_after_its_end() -> None:
    with pytest.raises(Refused, match="不能早于 2022-10-08"):
        visited(make.a_case(), day=date(2022, 10, 1))
    over = make.ended()
    for deed in (lambda: visited(over), lambda: stepped(over, "school"), lambda: proposed(over)):
        with pytest.raises(Refused, match="个案已复学，不再登记"):
            deed()


def test_the_ladder_is_climbed_rung_by_rung_by_those_whose_rung_it_is(chen) -> None:
    town = make.the_town()
    case, he = make.a_case(town=town), a_person("he", "何向东", Role.CENTRAL_OFFICER, make.the_town())
    with pytest.raises(Refused, match="还没有轮到"):
        stepped(case, "town", by=he)
    stepped(case, "school")
    with pytest.raises(Refused, match="由镇街或县局登记"):
        stepped(case, "town", day=date(2022, 10, 25))
    stepped(case, "town", day=date(2022, 10, 25), by=he)
    with pytest.raises(Refused, match="由镇街或县局登记"):
        stepped(case, "county", day=date(2022, 11, 10), by=he)
    with pytest.raises(Refused, match="不能早于 2022-10-25"):
        stepped(case, "county", by=chen)
    stepped(case, "county", day=date(2022, 11, 10), by=chen)
    case.refresh_from_db()
    assert (case.reached, case.reached_on) == ("county", date(2022, 11, 10))


def test_each_office_is_told_when_its_rung_is_due(chen) -> None:
    case, he = make.a_case(town=make.the_town()), a_person("he", "何向东", Role.CENTRAL_OFFICER, make.the_town())
    school, day = an_officer(), date(2022, 10, 11)  # three days after it was opened
    assert [steps_due(user, day).count() for user in (school, he, chen)] == [1, 0, 0]
    assert steps_due(school, date(2022, 10, 10)).count() == 0
    assert (late(DropoutCase.objects.all(), day).count(), late(DropoutCase.objects.all(), date(2022, 10, 12)).count()) == (0, 1)
    stepped(case, "school", day=make.SEEN)
    assert [steps_due(user, date(2022, 10, 22)).count() for user in (school, he, chen)] == [0, 1, 0]
    stepped(case, "town", day=date(2022, 10, 22), by=he)
    assert [steps_due(user, date(2022, 11, 6)).count() for user in (school, he, chen)] == [0, 0, 1]


def test_a_dropout_is_confirmed_by_the_county_after_somebody_was_at_the_door() -> None:
    case = make.a_case()
    with pytest.raises(Refused, match="还没有走访记录"):
        dropouts.confirm(case=case, note="", by=make.xu())
    visited(case)
    done = dropouts.confirm(case=case, note="劝返无效", on=date(2022, 10, 20), by=make.xu())
    assert (done.status, done.confirmed_on, done.confirmed_by) == ("dropout", date(2022, 10, 20), make.xu())


def test_a_case_ends_by_a_legal_reason_that_a_second_person_accepts() -> None:
    case = make.a_case()
    closing = proposed(case, "ill", until=date(2023, 7, 1))
    with pytest.raises(AlreadyDone, match="等待核准"):
        proposed(case)
    assert closings_to_decide(make.xu()).get() == closing
    with pytest.raises(Refused, match="须由另一人批准"):
        dropout_closings.decide(closing=closing, approved=True, by=an_officer())
    dropout_closings.decide(closing=closing, approved=True, by=make.xu())
    case.refresh_from_db()
    assert (case.status, case.reason, case.until, case.ended_by) == ("struck_off", "ill", date(2023, 7, 1), make.xu())
    assert not closings_to_decide(make.xu()).exists()


def test_what_holds_for_a_time_holds_for_a_school_year_at_most() -> None:
    case = make.a_case()
    for until in (make.SEEN, date(2023, 10, 14)):
        with pytest.raises(Refused, match="最长一学年"):
            proposed(case, "ill", until=until)


def test_a_child_without_a_school_is_given_one_by_its_town_or_the_county(chen, school) -> None:
    town = make.the_town()
    case, he = make.a_case(school=None, town=town), a_person("he", "何向东", Role.CENTRAL_OFFICER, town)
    lost, day = make.a_case(school=None, town=None), date(2022, 10, 11)
    assert (list(steps_due(he, day)), steps_due(chen, day).get()) == ([case], lost)
    with pytest.raises(Refused, match="由镇街或县局指定"):
        dropout_work.assign(case=case, school=school, by=an_officer())
    assert dropout_work.assign(case=case, school=school, by=he).school == school
    assert list(steps_due(an_officer(), day)) == [case]
    with pytest.raises(Refused, match="已有责任学校"):
        dropout_work.assign(case=case, school=school, by=he)
    assert dropout_work.assign(case=lost, school=school, by=chen).school == school


def test_a_proposal_sent_back_says_why_and_leaves_the_case_open() -> None:
    case = make.a_case()
    closing = proposed(case)
    with pytest.raises(Refused, match="写明不批准的原因"):
        dropout_closings.decide(closing=closing, approved=False, by=make.xu())
    dropout_closings.decide(closing=closing, approved=False, note="证明无公章", by=make.xu())
    case.refresh_from_db()
    assert case.is_open
    assert proposed(case, "back").status == "proposed"


def test_back_at_school_with_proof_is_a_return() -> None:
    case = make.a_case()
    dropout_closings.decide(closing=proposed(case, "back"), approved=True, by=make.xu())
    case.refresh_from_db()
    assert (case.status, case.reason) == ("back", "back")


def test_a_measure_is_kept_and_ends_nothing() -> None:
    case = make.a_case()
    facts = {"kind": "home_teaching", "starts_on": make.SEEN, "ends_on": None, "note": "每周送教两次。"}
    measure = dropout_work.take_measure(case=case, facts=facts, file=a_paper(), by=an_officer())
    case.refresh_from_db()
    assert (measure.file.name, case.is_open) == ("责令通知书.pdf", True)


def test_a_child_found_on_a_round_is_registered_once_and_its_number_is_not_kept(chen) -> None:
    case = registered(chen)
    assert (case.source, case.town, bytes(case.id_index)) == ("field", make.the_town(), Indexes().id_or_none(RESIDENT_ID))
    with pytest.raises(AlreadyDone, match="已有在办的个案"):
        registered(chen)
    with pytest.raises(AlreadyDone, match="已由别的单位登记"):
        registered(an_officer())
    assert registered(chen, resident_id="").pk != case.pk  # without papers nobody can tell


def test_who_is_on_a_roll_or_of_another_age_is_not_registered(chen) -> None:
    an_enrolment(id_index=Indexes().id_or_none(RESIDENT_ID))
    with pytest.raises(Refused, match="县内学校有学籍"):
        registered(chen)
    for born in (date(2007, 8, 31), date(2016, 9, 1)):
        with pytest.raises(Refused, match="不属于义务教育年龄"):
            registered(chen, resident_id="", born=born)
