"""From the campaign to the closed notice in a browser: drawn, visited, issued, answered twice, looked at again."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from docx import Document
from PIL import Image
from playwright.sync_api import Locator, Page, Route
from pypdf import PdfReader

from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.models import OrgUnit, User
from supervision.models import Campaign, Checklist, RectificationNotice, VisitFinding
from tests.journeys.test_money import click, press

NAME = "冬季学期资助督查"
PHONE = {"width": 390, "height": 844}


def a_photo() -> bytes:
    """Taken by a camera that tells where it was."""
    exif, held = Image.Exif(), BytesIO()
    exif[0x8825] = {1: "N", 2: (34.0, 22.0, 0.0)}
    Image.new("RGB", (640, 480), "teal").save(held, "JPEG", exif=exif)
    return held.getvalue()


def test_four_people_take_a_problem_from_the_visit_to_its_closing(portal, enter, tmp_path: Path) -> None:
    campaign, school = organised(enter("chen"), portal), OrgUnit.objects.get(code=WANG_SCHOOL)
    finding = visited(enter("han"), portal, campaign, school)
    notice = drafted(enter("han"), portal, school, finding)
    issued(enter("lin"), portal, notice, tmp_path)

    page = enter("wang")
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}{notice.get_absolute_url()}")
    press(page, "签收")
    planned(page, portal, notice, "尽快整改。")
    page = enter("han")
    page.goto(f"{portal}{notice.get_absolute_url()}")
    press(page, "退回方案", note="请写明措施和时限")
    page = enter("wang")
    page.set_viewport_size(PHONE)
    assert "请写明措施和时限" in planned(page, portal, notice, "由教务处重新张贴公示，公示五个工作日。")
    answer(page, portal, notice, "已补公示。")
    page = enter("han")
    page.goto(f"{portal}{notice.get_absolute_url()}")
    press(page, "方案通过")
    page.goto(f"{portal}{notice.get_absolute_url()}")
    press(page, "退回重改", note="请附公示照片")
    page = enter("wang")
    page.set_viewport_size(PHONE)
    assert "请附公示照片" in answer(page, portal, notice, "已公示五个工作日，照片附后。", a_photo())
    page = enter("han")
    page.goto(f"{portal}{notice.get_absolute_url()}")
    looked_at(page.locator("main .photos img").first)
    press(page, "审核通过")

    page = enter("xu")  # not one of those who put it right
    page.goto(f"{portal}{notice.get_absolute_url()}")
    page.click("main summary:has-text('登记复查')")
    page.check("[name=passed][value=True], [name=passed][value=yes]")
    page.fill("[name=note]", "现场查看，公示栏已张贴。")
    click(page, "main button:has-text('登记复查结果')")
    notice.refresh_from_db()
    assert (notice.status, notice.closed_on) == ("closed", timezone.localdate())


def looked_at(photo: Locator) -> None:
    """It is fetched when somebody scrolls to it."""
    photo.scroll_into_view_if_needed()
    photo.page.wait_for_function("each => each.complete && each.naturalWidth > 0", arg=photo.element_handle())


def organised(page: Page, portal: str) -> Campaign:
    """Made, manned, one unit named and two drawn, started."""
    today = timezone.localdate()
    page.goto(f"{portal}/supervision/campaigns/add/")
    page.fill("[name=name]", NAME)
    page.check("[name=themes][value=aid]")
    page.fill("[name=starts_on]", str(today - timedelta(5)))
    page.fill("[name=ends_on]", str(today + timedelta(30)))
    page.fill("[name=lead]", "杨建国")
    page.check(f"[name=checklists][value='{Checklist.objects.get(theme='aid').pk}']")
    click(page, "main form button.btn-primary")
    campaign = Campaign.objects.get(name=NAME)
    page.goto(f"{portal}{campaign.get_absolute_url()}teams/add/")
    page.fill("[name=leader]", "刘慧芳")
    page.check(f"[name=accounts][value='{User.objects.get(username='han').pk}']")
    click(page, "main form button.btn-primary")
    page.goto(f"{portal}{campaign.get_absolute_url()}units/")
    page.select_option("[name=team]", label="第1组")
    school = OrgUnit.objects.select_related("parent").get(code=WANG_SCHOOL)
    page.click(f"main summary:has-text('{school.parent.name}')")
    page.check(f"[name=units][value='{school.pk}']")
    click(page, "main form button.btn-primary")
    page.goto(f"{portal}{campaign.get_absolute_url()}draw/")
    page.fill("[name=count]", "2")
    page.select_option("[name=team]", label="第1组")
    click(page, "main form button.btn-primary")
    assert "完全一致" in page.inner_text("main")
    page.goto(f"{portal}{campaign.get_absolute_url()}")
    press(page, "启动")
    assert campaign.units.count() == 3
    return campaign


def visited(page: Page, portal: str, campaign: Campaign, school: OrgUnit) -> VisitFinding:
    """On a phone, with a photo: the line breaks, words and photo stay; sent again it is one visit."""
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/supervision/units/{campaign.units.get(unit=school).pk}/visit/")
    item = campaign.checklists.get().items.order_by("position").first()
    page.locator(f"[name=answer_{item.pk}][value=problem]").check()
    page.fill(f"[name=fact_{item.pk}]", "认定结果公示贴在教务处内。")
    page.fill("[name=signed_by]", "王校长")
    photo = {"name": "IMG_20221130.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    page.set_input_files(f"[name=photos_{item.pk}]", photo)
    signed = sign(page)
    page.wait_for_selector("text=内容和照片已保存在这台手机上")
    leave_drafts_of_others(page)
    page.context.set_offline(True)
    page.click("main button:has-text('发送')")
    page.wait_for_selector("text=没有网络")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("text=已恢复上次没有发送的内容、照片和签字")
    assert page.input_value(f"[name=fact_{item.pk}]") == "认定结果公示贴在教务处内。"
    assert page.evaluate(f"document.querySelector('[name=photos_{item.pk}]').files[0].size") == len(photo["buffer"])
    assert page.input_value("[name=signature]") == signed
    page.wait_for_function(f"document.querySelector('canvas').toDataURL('image/png') === {signed!r}")
    assert len(drafts(page)) == 2  # the words and the photo of this one; those of others and old ones are gone
    session = [each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("main button:has-text('发送')")
    page.wait_for_selector("text=登录已过期")  # the words are still there
    page.context.add_cookies(session)
    page.fill(f"[name=fact_{item.pk}]", " ")
    page.click("main button:has-text('发送')")
    page.wait_for_selector("main .error-summary >> text=请写明事实")
    page.fill(f"[name=fact_{item.pk}]", "认定结果公示贴在教务处内。")
    page.route("**/visit/", answer_is_lost, times=1)
    page.click("main button:has-text('发送')")
    page.wait_for_selector("text=没有网络")
    assert VisitFinding.objects.filter(visit__campaign=campaign).count() == 1
    page.click("main button:has-text('发送')")
    page.wait_for_url("**/supervision/visits/*/")
    assert page.locator("main .photos img").count() == 1
    assert page.locator("main .photos img").first.is_visible()
    assert drafts(page) == []
    found = VisitFinding.objects.get(visit__campaign=campaign)
    assert found.visit.signature
    return found


def sign(page: Page) -> str:
    """A stroke over the box; what the form holds of it."""
    box = page.locator("canvas.signature")
    box.scroll_into_view_if_needed()
    area = box.bounding_box()
    page.mouse.move(area["x"] + 20, area["y"] + 20)
    page.mouse.down()
    page.mouse.move(area["x"] + 200, area["y"] + 60, steps=5)
    page.mouse.up()
    return page.input_value("[name=signature]")


def answer_is_lost(route: Route) -> None:
    """The server has recorded it, the phone never hears of it."""
    route.fetch(max_redirects=0)
    route.abort()


OF_OTHERS = """() => new Promise((done) => {
    localStorage.setItem("visit:0:1", JSON.stringify({ at: Date.now(), said: {} }));
    const own = Object.keys(localStorage).find((key) => key.startsWith("visit:") && key !== "visit:0:1");
    localStorage.setItem(`${own}0`, JSON.stringify({ at: Date.now() - 8 * 86400000, said: {} }));
    const opening = indexedDB.open("visits", 1);
    opening.onsuccess = () => {
        const work = opening.result.transaction("photos", "readwrite");
        const put = (draft) => work.objectStore("photos").put({ draft, field: "photos", files: [] });
        ["visit:0:1", `${own}0`, `${own}1`].forEach(put);
        work.oncomplete = () => { opening.result.close(); done(); };
    };
})"""
DRAFTS = """() => new Promise((done) => {
    const words = Object.keys(localStorage).filter((key) => key.startsWith("visit:"));
    const opening = indexedDB.open("visits", 1);
    opening.onsuccess = () => {
        const asked = opening.result.transaction("photos").objectStore("photos").getAllKeys();
        asked.onsuccess = () => { opening.result.close(); done([...words, ...asked.result.map(String)]); };
    };
})"""


def leave_drafts_of_others(page: Page) -> None:
    """One of another person, an old one of this person's, and photos without words."""
    page.evaluate(OF_OTHERS)


def drafts(page: Page) -> list[str]:
    return page.evaluate(DRAFTS)


def drafted(page: Page, portal: str, school: OrgUnit, finding: VisitFinding) -> RectificationNotice:
    page.goto(f"{portal}/supervision/notices/begin/?unit={school.pk}")
    page.check(f"[name=finding][value='{finding.pk}']")
    click(page, "main button:has-text('用选中的问题起草')")
    page.fill("[name=phone]", "0917-5211234")
    click(page, "main button:has-text('保存草稿')")
    press(page, "提交签发")
    return RectificationNotice.objects.get(problems__finding=finding)


def issued(page: Page, portal: str, notice: RectificationNotice, folder: Path) -> None:
    """Signed by another person; the number stands in both papers."""
    page.goto(f"{portal}{notice.get_absolute_url()}")
    press(page, "签发")
    notice.refresh_from_db()
    with page.expect_download() as held:
        page.click("main button:has-text('通知书 PDF')")
    held.value.save_as(folder / "notice.pdf")
    with page.expect_download() as held:
        page.click("main button:has-text('通知书 Word')")
    held.value.save_as(folder / "notice.docx")
    printed = "".join(each.extract_text() for each in PdfReader(folder / "notice.pdf").pages)
    written = "\n".join(each.text for each in Document(folder / "notice.docx").paragraphs)
    for text in (printed, written):
        assert notice.document_number in text.replace(" ", "")
        assert "认定结果公示贴在教务处内" in text.replace("\n", "")


def planned(page: Page, portal: str, notice: RectificationNotice, measure: str) -> str:
    """On a phone; what the page said before."""
    page.goto(f"{portal}/supervision/notices/{notice.pk}/plan/")
    told, problem = page.inner_text("main"), notice.problems.get()
    page.fill(f"[name=measure_{problem.pk}]", measure)
    page.fill(f"[name=person_{problem.pk}]", "王校长")
    click(page, "main form button.btn-primary")
    return told


def answer(page: Page, portal: str, notice: RectificationNotice, result: str, photo: bytes = b"") -> str:
    """What the page said before it was answered."""
    page.goto(f"{portal}/supervision/problems/{notice.problems.get().pk}/reply/")
    told = page.inner_text("main")
    page.fill("[name=measure]", "专人负责，重新公示。")
    page.fill("[name=result]", result)
    page.fill("[name=person]", "王校长")
    page.fill("[name=done_on]", str(timezone.localdate()))
    if photo:
        page.set_input_files("main input[type=file]", {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo})
    click(page, "main form button.btn-primary")
    return told
