"""Problem by problem: answered, sent back, answered again, accepted, looked at by another person, closed; scenario 38."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import InternalError, transaction
from PIL import Image

from aid_portal.actions import stored_files
from aid_portal.choices import Role
from aid_portal.errors import IllegalMove, Refused
from aid_portal.uploads import UploadRefused
from supervision.actions import extensions, notices, replies
from supervision.models import Evidence, Problem, RectificationNotice, Reinspection, Reply
from supervision.reports.clocks import standing_of, standing_of_problem
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.subsidies_money import a_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
DAY_AFTER = date(2022, 5, 12)


def words(notice: RectificationNotice, day: date) -> str:
    return standing_of(RectificationNotice.objects.with_clocks().get(pk=notice.pk), day).words


def a_photo() -> ContentFile:
    """As a phone makes it: with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "HUAWEI", "P40"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    Image.new("RGB", (640, 480), "green").save(file, "JPEG", exif=exif)
    return ContentFile(file.getvalue(), name="IMG_20220510_081502.jpg")


def test_a_notice_of_25_april_with_ten_working_days_answered_on_12_may() -> None:
    """Scenario 38: due on 11 May, overdue by one day, closed only after another person has looked again."""
    notice = given.delivered()
    assert notice.due_on == date(2022, 5, 11)
    assert words(notice, date(2022, 5, 11)) == "今天到期"
    assert words(notice, DAY_AFTER) == "已逾期1天"
    assert list(RectificationNotice.objects.overdue_on(DAY_AFTER)) == [notice]
    assert not RectificationNotice.objects.overdue_on(date(2022, 5, 11)).exists()
    problem, wang, han = notice.problems.get(), make.an_officer(), make.han()
    given.replied(problem, DAY_AFTER)
    assert words(notice, date(2022, 5, 20)) == "逾期1天办理"
    assert not RectificationNotice.objects.overdue_on(date(2022, 5, 20)).exists()
    replies.accept(problem=problem, on=DAY_AFTER, by=han)
    with pytest.raises(Refused, match="须由没有参与整改的人复查"):
        replies.reinspect(problem=problem, passed=True, note="已整改", on=DAY_AFTER, by=wang)
    notice.refresh_from_db()
    assert notice.status == "delivered"
    replies.reinspect(problem=problem, passed=True, note="现场查看，已公示。", on=date(2022, 5, 13), by=han)
    notice.refresh_from_db()
    assert (notice.status, notice.closed_on) == ("closed", date(2022, 5, 13))


def test_without_the_action_the_database_refuses_the_same_person() -> None:
    """The control: who answered is refused by the trigger as well."""
    problem = given.accepted(given.delivered().problems.get())
    facts = {"problem": problem, "reply": problem.replies.get(), "inspected_on": DAY_AFTER, "passed": True, "note": "好"}
    with pytest.raises(InternalError, match="reinspection_is_by_another_person"), transaction.atomic():
        Reinspection.objects.create(**facts, made_by=make.an_officer())


def test_a_notice_closes_with_its_last_problem_and_not_before() -> None:
    notice = given.delivered(problems=[given.a_problem("甲"), given.a_problem("乙")])
    first, second = notice.problems.all()
    given.closed(first)
    assert RectificationNotice.objects.get(pk=notice.pk).status == "delivered"
    given.closed(second, DAY_AFTER)
    notice.refresh_from_db()
    assert (notice.status, notice.closed_on) == ("closed", DAY_AFTER)
    with pytest.raises(Refused, match="不再接收报送"):
        given.replied(second)


def test_what_comes_back_is_answered_again_and_both_rounds_stay() -> None:
    problem = given.delivered().problems.get()
    given.replied(problem)
    with pytest.raises(Refused, match="请写明退回的原因"):
        replies.send_back(problem=problem, note="", by=make.han())
    problem = replies.send_back(problem=problem, note="缺公示照片", on=given.REPLIED, by=make.han())
    assert (problem.status, problem.owed) == ("returned", True)
    problem = given.accepted(problem, DAY_AFTER)
    replies.reinspect(problem=problem, passed=False, note="公示栏已撤", on=DAY_AFTER, by=make.han())
    problem = given.closed(problem, date(2022, 5, 16))
    assert list(problem.replies.values_list("round", "accepted")) == [(1, False), (2, True), (3, True)]
    assert list(problem.reinspections.order_by("pk").values_list("passed", flat=True)) == [False, True]


def test_a_reply_sent_twice_over_a_bad_line_is_one_reply() -> None:
    problem, key = given.delivered().problems.get(), uuid4()
    first = given.replied(problem, key=key, files=[a_photo()])
    assert given.replied(problem, key=key, files=[a_photo()]) == first
    assert (Reply.objects.count(), Evidence.objects.count()) == (1, 1)
    with pytest.raises(IllegalMove):
        given.replied(problem)


def test_a_photo_keeps_neither_place_nor_device_nor_time_and_gets_a_thumbnail() -> None:
    given.replied(given.delivered().problems.get(), files=[a_photo()])
    photo = Evidence.objects.get()
    for file in (photo.file, photo.thumbnail):
        kept = b"".join(stored_files.read(file))
        assert dict(Image.open(BytesIO(kept)).getexif()) == {}
        assert (b"HUAWEI" in kept, "2022" in file.name) == (False, False)


def test_a_paper_is_kept_as_it_came_and_other_files_are_refused() -> None:
    problem = given.delivered().problems.get()
    with pytest.raises(UploadRefused, match="不是可以读取的照片"):
        given.replied(problem, files=[ContentFile(b"MZ...", name="a.jpg")])
    with pytest.raises(Refused, match="最多上传9个文件"):
        given.replied(problem, files=[ContentFile(b"%PDF-1.7", name="a.pdf")] * 10)
    given.replied(problem, files=[ContentFile(b"%PDF-1.7 ...", name="整改报告.pdf")])
    paper = Evidence.objects.get()
    assert (paper.file.name, paper.thumbnail, problem.replies.count()) == ("整改报告.pdf", None, 1)


def test_a_notice_is_received_before_it_is_answered() -> None:
    problem = given.issued().problems.get()
    with pytest.raises(Refused, match="还没有签收"):
        given.replied(problem)
    notices.confirm(notice=problem.notice, on=make.ISSUED, by=make.an_officer())
    with pytest.raises(Refused, match="完成日期不能晚于报送日期"):
        given.replied(problem, done_on=DAY_AFTER)


def test_nobody_reviews_the_own_reply_and_a_void_notice_is_not_reviewed() -> None:
    both = a_hand("both", Role.INSPECTOR)
    notice = given.delivered()
    problem = notice.problems.get()
    given.replied(problem, by=both)
    with pytest.raises(Refused, match="须由另一人审核"):
        replies.accept(problem=problem, by=both)
    notices.void(notice=notice, reason="重复", by=make.lin())
    with pytest.raises(Refused, match="不能再审核或复查"):
        replies.accept(problem=Problem.objects.get(pk=problem.pk), by=make.han())


def test_more_time_is_granted_by_the_bureau_while_the_deadline_lasts() -> None:
    notice = given.delivered(problems=[given.a_problem(), given.a_problem("灭火器过期", immediate=True)])
    wang, lin, until = make.an_officer(), make.lin(), date(2022, 5, 25)
    with pytest.raises(Refused, match="请写明延期的理由"):
        extensions.ask(notice=notice, until=until, reason="", on=given.REPLIED, by=wang)
    asked = extensions.ask(notice=notice, until=until, reason="设备到货推迟", on=given.REPLIED, by=wang)
    with pytest.raises(Refused, match="已有一项延期申请"):
        extensions.ask(notice=notice, until=until, reason="设备到货推迟", on=given.REPLIED, by=wang)
    with pytest.raises(Refused, match="已过，不能再批准延期"):
        extensions.decide(extension=asked, approved=True, on=DAY_AFTER, by=lin)
    extensions.decide(extension=asked, approved=True, on=date(2022, 5, 11), by=lin)
    notice.refresh_from_db()
    assert (notice.due_on, [problem.due_on for problem in notice.problems.all()]) == (until, [until, make.ISSUED])
    with pytest.raises(Refused, match="应晚于原期限"):
        extensions.ask(notice=notice, until=until, reason="再延", on=DAY_AFTER, by=wang)
    with pytest.raises(Refused, match="已过"):
        extensions.ask(notice=notice, until=until + timedelta(9), reason="再延", on=date(2022, 5, 26), by=wang)


def test_a_refused_extension_leaves_the_deadline_and_nothing_is_extended_that_was_answered() -> None:
    notice, wang, lin = given.delivered(), make.an_officer(), make.lin()
    asked = extensions.ask(notice=notice, until=date(2022, 5, 25), reason="设备到货推迟", on=given.REPLIED, by=wang)
    extensions.decide(extension=asked, approved=False, note="可以按期完成", on=given.REPLIED, by=lin)
    notice.refresh_from_db()
    assert notice.due_on == date(2022, 5, 11)
    given.replied(notice.problems.get())
    with pytest.raises(Refused, match="不需要延期"):
        extensions.ask(notice=notice, until=date(2022, 5, 25), reason="再延", on=given.REPLIED, by=wang)
    notices.void(notice=notice, reason="重复", by=lin)
    with pytest.raises(Refused, match="不需要延期"):
        extensions.ask(notice=notice, until=date(2022, 5, 25), reason="再延", on=given.REPLIED, by=wang)


def test_what_is_to_be_put_right_at_once_speaks_for_the_whole_notice() -> None:
    notice = given.delivered(problems=[given.a_problem(), given.a_problem("灭火器过期", immediate=True)])
    assert words(notice, date(2022, 4, 26)) == "已逾期1天"
    slow, quick = RectificationNotice.objects.with_clocks().get(pk=notice.pk).problems.all()
    assert standing_of_problem(slow, notice, date(2022, 5, 9)).words == "还有2天到期"
    given.replied(quick, date(2022, 4, 26))
    assert words(notice, date(2022, 4, 27)) == "还有14天到期"
