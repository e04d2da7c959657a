"""Every page of the portal in a real browser, as its people see it: whole, accessible, quiet, and keeping ids to itself.

axe looks at each kind of element once a run and width: a page made of kinds that it has seen tells it nothing new. Width,
console, headings and the numbers that nobody may see whole are asked of every page of everybody.
"""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from aid_portal.actions import unmask_requests
from aid_portal.choices import UnmaskKind
from aid_portal.models import User
from students.actions import applications, proofs
from students.choices import RecordKind
from students.models import DeterminationRound, Enrolment, Record, SchoolingProof
from subsidies.actions import policies
from subsidies.models import MealSurvey, PolicyVersion
from supervision.actions import hardship_reports
from tests.house.access_table import OPEN, TABLE
from tests.house.test_access import _path_of, pages
from tests.house.test_gallery import DESK, PHONE, TAGS, shoot
from tests.journeys.addresses import ELSEWHERE, OF_A_DRAFT, PIECES, pages_of
from tests.journeys.test_parent_on_a_phone import NARROW, everything

SYSTEM = "扶风县学生资助管理"
PEOPLE = ("chen", "wang", "lin", "qian", "sun", "han", "gao", "sysadmin", "secadmin")
A_WHOLE_NUMBER = re.compile(r"(?<![0-9A-Za-z])[GLJ]?\d{17}[\dXx]\d{0,2}(?![0-9A-Za-z])")
# A condition that no row meets, for the first box of a list's conditions that takes words or a day.
NO_ROW = """() => {
  const box = ['text', 'search', 'date'].map((type) => document.querySelector(`form.filters input[type=${type}]`)).find(Boolean);
  return box && new URLSearchParams([[box.name, box.type === 'date' ? '2199-01-01' : '查无此项']]).toString();
}"""
# Every element with its ancestors, its children's tags and whether it holds text; texts and targets are left out.
KINDS = r"""() => {
  const free = /^(id|for|name|value|href|src|action|style|title|content|datetime|d|points|hx-.*|data-.*)$/;
  const named = /^aria-(label|describedby|labelledby|controls)$/;
  const said = (a) => free.test(a.name) || named.test(a.name) ? a.name : `${a.name}=${a.value}`;
  const own = (e) => e.localName + [...e.attributes].map(said).sort().join();
  const within = (e) => [...new Set([...e.childNodes].map((n) => n.localName ?? (n.data?.trim() ? 'text' : '')))].sort().join();
  const chains = new Map([[document.body, '']]);
  for (const e of document.body.querySelectorAll('*')) chains.set(e, `${chains.get(e.parentElement) ?? ''}>${own(e)}`);
  const heads = [...document.querySelectorAll('h1,h2,h3,h4')].map((e) => e.localName);
  const kinds = [...chains].map(([e, chain]) => `${chain}{${within(e)}}`);
  return [...new Set([...kinds, heads.filter((head, at) => head !== heads[at - 1]).join()])];
}"""
EXAMINED = {"desk": set(), "phone": set()}
PROOF = {"academic_year": "2022-2023", "school_name": "宝鸡市渭滨区金陵小学", "place": "陕西省宝鸡市渭滨区", "grade": "三年级"}


@pytest.fixture(scope="module")
def papers(county):
    """What the seeded county has nothing of: a proof and a request of chen's, and a draft of the policy beside them."""
    chen = User.objects.get(username="chen")
    listed = Record.objects.filter(release__kind=RecordKind.RURAL)
    record = listed.exclude(person_mark__in=SchoolingProof.objects.values("person_mark")).order_by("pk").first()
    scan = ContentFile(b"%PDF-1.7 ...", name="证明.pdf")
    proofs.submit_listed(record=record, file=scan, facts=PROOF, by=chen)
    unmask_requests.propose(kind=UnmaskKind.REVEAL, what="查看完整证件号", reason="核对户口簿", row_count=40, by=chen)
    _of_a_school(User.objects.get(username="wang"))


def _of_a_school(wang):
    """Somebody whom the lists prove and the school has not yet decided on, and a family that met with an accident."""
    round = DeterminationRound.objects.running().get()
    children = list(Enrolment.objects.visible_to(wang).filter(term=round.term_id, status="enrolled").order_by("pk"))
    assert applications.take_in_proven(round=round, enrolments=children, by=wang)
    child = children[-1]
    hardship_reports.report(
        student=child.student, unit=child.school, event="accident", happened_on=date(2022, 11, 2), account="父亲车祸住院", by=wang
    )


@pytest.fixture
def troubles(context):
    """What the console says, what fails, and who else is asked."""
    heard = []
    context.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.on("request", lambda request: None if _ours(request.url) else heard.append(f"asks {request.url}"))
    context.on("response", lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    return heard


def _ours(url):
    return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname in ("localhost", "127.0.0.1")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_is_whole_accessible_and_discreet(name, papers, portal, enter, troubles):
    page, user = enter(name), User.objects.get(username=name)
    found = {}
    for path in _pages(user):
        found[path] = _complaints(page, f"{portal}{path}", troubles)
        if empty := page.evaluate(NO_ROW):
            found[f"{path}?{empty}"] = _complaints(page, f"{portal}{path}?{empty}", troubles)
            found[f"{path}?{empty}"] += [] if page.locator(".empty").first.is_visible() else ["no row, and no word of it"]
    assert {path: words for path, words in found.items() if words} == {}


def test_the_pages_of_a_draft(papers, portal, enter, troubles):
    chen = User.objects.get(username="chen")
    waiting = PolicyVersion.objects.being_made().get()
    policies.withdraw(policy=waiting, by=chen)
    page = enter("chen")
    of_the_draft = [path for name, path in pages_of(chen) if f"/policies/{waiting.pk}/" in path and not _is_deed(chen, name)]
    found = {path: _complaints(page, f"{portal}{path}", troubles) for path in of_the_draft}
    policies.submit(policy=waiting, by=chen)
    assert len(found) > 8
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.django_db  # the mark also has the database made: without one among the tests of a run there is none
def test_every_page_was_opened_by_somebody(papers):
    """An address is a page that somebody above opens, a deed, or named as neither."""
    everybody = [User.objects.get(username=name) for name in PEOPLE]
    opened = {name for user in everybody for name, _path in pages_of(user)}
    ours = {name for name, guard in TABLE.items() if not name.startswith("api-") and guard != OPEN} - PIECES - ELSEWHERE
    unseen = ours - opened - OF_A_DRAFT.keys()
    hands = [everybody[0], User.objects.get(username="xu")]  # some deeds are the reviewer's alone
    assert sorted(name for name in unseen if not any(_is_deed(hand, name) for hand in hands)) == []


def test_the_doors_are_whole_too(portal, page, county, troubles):
    """The login, and every page that links lead to without one."""
    html = [path for path, told in everything() if "text/html" in told.partition("\n")[0]]
    paths = ["/login/", *html, *(reverse("public-aid:meal-survey", args=[survey.code]) for survey in MealSurvey.objects.all())]
    assert {reverse(name) for name in ("public-data", "public-aid:self-check", "public:apply", "public-desk:grievance")} <= {
        *html
    }
    found = {path: [*_complaints(page, f"{portal}{path}", troubles), *_narrow(page)] for path in paths}
    assert {path: words for path, words in found.items() if words} == {}


def _narrow(page):
    """The smallest phone."""
    page.set_viewport_size(NARROW)
    return [] if _fits(page) else ["scrolls sideways at 320"]


def _pages(user):
    deeds = {}
    for name, path in pages_of(user):
        if name not in deeds:
            deeds[name] = _is_deed(user, name)
        if not deeds[name]:
            yield path


def _is_deed(user, name):
    """A deed is refused as such before anything else is asked, or leads back to the list whose boxes it works on."""
    client = Client()
    client.force_login(user)
    return client.get(_path_of(name, dict(pages())[name])).status_code in (302, 405)


def _complaints(page, url, troubles):
    """At the desk first, then the same page made narrow, as when a telephone is turned."""
    troubles.clear()
    page.set_viewport_size(DESK)
    answer = page.goto(url)
    words = [f"answers {answer.status}"] if answer.status != 200 else []
    words += [f"shows {number}" for number in set(A_WHOLE_NUMBER.findall(answer.text()))]
    words += _widths_and_words(page) + _barriers(page, url, DESK)
    page.set_viewport_size(PHONE)
    words += _widths_and_words(page) + _barriers(page, url, PHONE)
    return list(dict.fromkeys(words + troubles))


def _widths_and_words(page):
    facts = page.evaluate("[document.querySelectorAll('h1').length, document.title]")
    return [
        *([] if _fits(page) else [f"scrolls sideways at {page.viewport_size['width']}"]),
        *([] if facts[0] == 1 else [f"{facts[0]} h1"]),
        *([] if re.fullmatch(rf"\S.* - {SYSTEM}", facts[1]) else [f"title {facts[1]!r}"]),
    ]


def _fits(page):
    """Charts are drawn anew a moment after the window has changed."""
    for _moment in range(20):
        if page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            return True
        page.wait_for_timeout(100)
    return False


def _barriers(page, url, size):
    """By axe, where the page has a kind of element that this run has not yet looked at in this width."""
    expect(page.locator(".htmx-request")).to_have_count(0)
    kinds, examined = set(page.evaluate(KINDS)), EXAMINED["desk" if size == DESK else "phone"]
    if kinds <= examined:
        return []
    examined |= kinds
    shoot(page, f"{re.sub(r'[^a-z0-9]+', '-', urlsplit(url).path)}{'empty' if '?' in url else ''}{size['width']}", full_page=True)
    found = Axe().run(page, options=TAGS).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])}) at {size['width']}" for each in found]
