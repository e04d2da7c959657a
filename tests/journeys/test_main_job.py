"""The main job as its people do it: a school mends its roster, the bureau takes in lists, decides, and takes the results away."""

import re
from itertools import repeat

import pytest
from django.test import Client
from openpyxl import load_workbook

from aid_portal import jobs
from aid_portal.actions import job_runs, stored_files
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import JobRun, User
from students.choices import PairStatus, RecordKind
from students.models import Enrolment, MatchPair, Release, RosterUpload
from students.sealing import open_enrolment
from subsidies.actions import checks
from subsidies.models import Decision, EligibilityRun
from tests.journeys.looking import A_WHOLE_NUMBER
from tests.journeys.sheets import headings_of, mend, opened, saved, sheet_of, spoil

TERM = "2022A"
pytestmark = pytest.mark.usefixtures("asleep")


@pytest.fixture
def asleep(monkeypatch):
    """No worker is woken: the test is the worker, so that the person at the page sees the work begin, go on and end."""
    monkeypatch.setattr(job_runs, "wake", lambda *_arguments, **_options: None)


def work(monkeypatch, parts=None):
    """What a worker does when it comes, with the newest run; after so many parts it is called away."""
    left, claim = iter(repeat(True) if parts is None else range(parts)), job_runs.claim
    with monkeypatch.context() as patch:
        patch.setattr(job_runs, "claim", lambda run_id: claim(run_id) if next(left, None) is not None else None)
        return jobs.run_inline(JobRun.objects.latest("pk"))


def test_a_school_uploads_a_bad_roster_mends_it_and_accepts(portal, enter, monkeypatch, tmp_path):
    page = enter("wang")
    page.goto(f"{portal}/students/rosters/upload/?term={TERM}")
    with page.expect_download() as filled:
        page.click("button:has-text('预填模板')")
    book = opened(filled)
    right = spoil(sheet_of(book))
    send(page, portal, saved(book, tmp_path / "bad.xlsx"))
    expect_progress(page, "0%")
    work(monkeypatch)
    page.wait_for_selector("text=错误和提醒")
    causes = page.locator("section[aria-labelledby=causes-title]").inner_text()
    assert all(words in causes for words in ("校验码错误", "年级", "重复"))
    assert page.locator("button:has-text('确认接收')").count() == 1  # the good rows could go in without the bad ones
    with page.expect_download() as marked:
        page.click("button:has-text('下载错误工作簿')")
    book = opened(marked)
    mend(sheet_of(book), right)
    send(page, portal, saved(book, tmp_path / "mended.xlsx"))
    work(monkeypatch)
    page.wait_for_selector("text=有变化")
    upload = RosterUpload.objects.latest("pk")
    assert (upload.errors, upload.changed, upload.new) == (0, 1, 0)
    assert "班级" in page.locator("main").inner_text()
    page.click("button:has-text('确认接收')")
    page.wait_for_selector("text=已接收“")
    assert Enrolment.objects.filter(school__code=WANG_SCHOOL, term=TERM, class_name="9班").count() == 1


def send(page, portal, path):
    page.goto(f"{portal}/students/rosters/upload/?term={TERM}")
    page.set_input_files("input[type=file]", path)
    page.click("text=上传并校验")
    page.wait_for_selector("text=文件已收到")


def expect_progress(page, share):
    assert page.locator(".job-share").inner_text() == share


def test_the_bureau_takes_in_lists_answers_decides_and_takes_the_results_away(portal, enter, monkeypatch, tmp_path):
    page = enter("chen")
    orphan, poor = children_without_aid()
    for kind, row in (
        (RecordKind.ORPHANS, {"姓名": orphan.name, "身份证号": id_of(orphan), "类别": "孤儿", "起始年月": "2022-08"}),
        (RecordKind.CIVIL, {"姓名": poor.name, "身份证号码": id_of(poor), "救助类别": "农村低保", "享受起始年月": "2022-08"}),
    ):
        page.goto(f"{portal}/students/releases/upload/{kind}/")
        page.set_input_files("input[type=file]", a_later_list(kind, row, tmp_path))
        page.fill("input[name=data_date]", "2022-09-28")
        page.click("text=上传并载入")
        page.wait_for_selector("text=文件已收到")
        work(monkeypatch)
        page.wait_for_selector("text=新进入")
    answer_by_keyboard(page, portal)
    run = check_and_watch(page, portal, monkeypatch)
    assert run.counts["decisions"] > 0
    # by a list of the civil affairs both boarders and day pupils of a primary school are due; an orphan only where he boards
    page.goto(f"{portal}/students/students/?name={poor.name}&term={TERM}")
    page.click(f"tbody a[href='{poor.student.get_absolute_url()}']")
    sentence = page.locator(".award-why").first.inner_text()
    assert "农村低保" in sentence and "2022年9月28日" in sentence  # noqa: PT018
    page.locator(".award-head a").first.click()
    assert page.locator("main").inner_text().count(sentence) == 1
    export(page, portal, monkeypatch)


def children_without_aid():
    """Two children of wang's school whom nothing in the county's lists speaks for."""
    aided = Decision.objects.live().for_term(TERM).values("student")
    present = Enrolment.objects.filter(school__code=WANG_SCHOOL, term=TERM, status="enrolled").exclude(student__in=aided)
    return [child for child in present.select_related("school").order_by("pk") if id_of(child)][:2]


def id_of(child):
    return open_enrolment(child)["resident_id"]


def a_later_list(kind, row, tmp_path):
    """The department's last list with one person more."""
    last = Release.objects.filter(kind=kind, status="accepted").order_by("data_date").last()
    with stored_files.open_plain(last.file) as path:
        book = load_workbook(path)
    sheet = sheet_of(book)
    place = headings_of(sheet)
    new = sheet.max_row + 1
    while not sheet.cell(new - 1, place["姓名"]).value:  # behind the last person, before a sum
        new -= 1
    sheet.insert_rows(new)
    for heading, value in row.items():
        sheet.cell(new, next(column for name, column in place.items() if name.replace("\n", "") == heading)).value = value
    return saved(book, tmp_path / f"{kind}.xlsx")


def answer_by_keyboard(page, portal):
    """A reason by its letter, the answer by its number, and the next pair is there."""
    before = MatchPair.objects.exclude(status=PairStatus.OPEN).count()
    page.goto(f"{portal}/students/matches/next/")
    for group, answer in ((0, "1"), (1, "2")):
        here = page.url
        page.keyboard.press(page.locator("fieldset.reasons").nth(group).locator("input").first.get_attribute("data-key"))
        page.keyboard.press(answer)
        page.wait_for_url(lambda url, here=here: url.split("?")[0] != here.split("?")[0])
    assert page.locator("text=撤销").count() == 1
    assert MatchPair.objects.exclude(status=PairStatus.OPEN).count() == before + 2


def check_and_watch(page, portal, monkeypatch):
    monkeypatch.setattr(checks, "SMALLEST_PART", 200)  # a county of this size would be one part
    page.goto(f"{portal}/subsidies/runs/start/?term={TERM}")
    page.check("input[value=real]")
    page.click("button:has-text('开始比对')")
    page.wait_for_selector(".job-share")
    expect_progress(page, "0%")
    work(monkeypatch, parts=3)  # the plan, and two of the schools
    page.locator(".job-share").filter(has_text=re.compile("[1-9]")).wait_for()
    assert 0 < int(page.locator(".job-share").inner_text().strip("%")) < 100
    work(monkeypatch)
    page.wait_for_selector("text=已完成")
    return EligibilityRun.objects.latest("pk")


def export(page, portal, monkeypatch):
    page.goto(f"{portal}/subsidies/decisions/?term={TERM}&school={WANG_SCHOOL}")
    shown = int(page.locator(".results-count strong").inner_text().replace(",", ""))
    page.click(".results-tools >> text=导出")
    page.click("button:has-text('开始导出')")
    page.wait_for_selector("text=已开始导出")
    work(monkeypatch)
    page.wait_for_selector("button:has-text('下载文件')")
    with page.expect_download() as taken:
        page.click("button:has-text('下载文件')")
    book = opened(taken)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert book.worksheets[0].max_row - 1 == shown
    assert any("********" in cell for cell in cells)
    assert not [cell for cell in cells if A_WHOLE_NUMBER.search(cell)]
    notes = " ".join(str(cell) for row in book["附注"].iter_rows(values_only=True) for cell in row if cell)
    assert all(words in notes for words in ("陈晓岚", "人次", "人数", "2022年秋季学期"))


def test_the_neighbour_sees_none_of_it(portal, enter):
    page, client = enter("zhao"), Client()
    client.force_login(User.objects.get(username="zhao"))
    upload = RosterUpload.objects.filter(unit__code=WANG_SCHOOL).latest("pk")
    child = (
        Enrolment.objects.filter(school__code=WANG_SCHOOL, term=TERM)
        .exclude(student__enrolments__school__code=ZHAO_SCHOOL)
        .first()
    )
    award = Decision.objects.filter(school__code=WANG_SCHOOL).first()
    paths = [f"{upload.get_absolute_url()}{part}" for part in ("", "issues/", "changes/", "missing/", "doubles/")]
    paths += [each.get_absolute_url() for each in (child.student, award)]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    closed = ["/students/releases/", "/students/matches/", "/subsidies/runs/", "/subsidies/whereabouts/"]
    assert {path: client.get(path).status_code for path in closed} == dict.fromkeys(closed, 403)
    for path in (
        f"/subsidies/decisions/?school={WANG_SCHOOL}",
        f"/students/students/?school={WANG_SCHOOL}",
        f"/students/rosters/?unit={WANG_SCHOOL}",
    ):
        page.goto(f"{portal}{path}")
        assert page.locator(".empty").is_visible(), path
