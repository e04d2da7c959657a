"""Every page of the portal as its people see it: whole, accessible, quiet, and keeping ids to itself.

Each page of everybody is fetched and read. A real browser opens the first of each view, and whatever has kinds of elements
that it has not seen before (looking.py): there width, console and axe are asked at both sizes.
"""

from datetime import date
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from lxml import html

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
from tests.journeys.addresses import ELSEWHERE, OF_A_DRAFT, PIECES, pages_of
from tests.journeys.looking import Eyes, complaints_of, fits

NARROW = {"width": 320, "height": 640}
PEOPLE = ("chen", "wang", "lin", "qian", "sun", "han", "gao", "sysadmin", "secadmin")
REVIEWER = "xu"
EYES = Eyes()
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
def test_every_page_is_whole_accessible_and_discreet(name, papers, portal, enter, troubles, log_in):
    user = User.objects.get(username=name)
    client, page = log_in(user), enter(name)
    found = {}
    for view, path in pages_of(user):
        answer = client.get(path, follow=True)
        if answer.status_code == 405:
            continue  # a deed
        found[path] = _complaints(answer)
        if answer.redirect_chain:
            continue  # a page of another view
        found[path] += _seen(view, f"{portal}{path}", answer, page, troubles)
        if empty := _conditions_of_no_row(answer):
            path = f"{path}{'&' if '?' in path else '?'}{empty}"
            answer = client.get(path, follow=True)
            found[path] = _complaints(answer) + _seen(f"{view} empty", f"{portal}{path}", answer, page, troubles)
            found[path] += [] if _tree(answer).find_class("empty") else ["no row, and no word of it"]
    assert len(found) > 10
    assert {path: words for path, words in found.items() if words} == {}


def test_the_pages_of_a_draft(papers, portal, enter, troubles):
    chen = User.objects.get(username="chen")
    waiting = PolicyVersion.objects.being_made().get()
    policies.withdraw(policy=waiting, by=chen)
    page = enter("chen")
    of_the_draft = [path for name, path in pages_of(chen) if f"/policies/{waiting.pk}/" in path and not _is_deed(chen, name)]
    found = {path: EYES.complaints(page, f"{portal}{path}", troubles) for path in of_the_draft}
    policies.submit(policy=waiting, by=chen)
    assert len(found) > 8
    assert {path: words for path, words in found.items() if words} == {}


def opened_by(*names):
    return {name for user in User.objects.filter(username__in=names) for name, _path in pages_of(user)}


def test_what_the_reviewer_alone_opens(papers, portal, enter, troubles):
    xu, others = User.objects.get(username=REVIEWER), opened_by(*PEOPLE)
    page = enter(REVIEWER)
    hers = [path for name, path in pages_of(xu) if name not in others and not _is_deed(xu, name)]
    found = {path: EYES.complaints(page, f"{portal}{path}", troubles) for path in hers}
    assert found
    assert {path: words for path, words in found.items() if words} == {}


def test_every_page_was_opened_by_somebody(papers):
    """An address is a page that somebody above opens, a deed, or named as neither."""
    ours = {name for name, guard in TABLE.items() if not name.startswith("api-") and guard != OPEN} - PIECES - ELSEWHERE
    unseen = ours - opened_by(*PEOPLE, REVIEWER) - OF_A_DRAFT.keys()
    hands = User.objects.filter(username__in=[PEOPLE[0], REVIEWER])  # some deeds are the reviewer's alone
    assert sorted(name for name in unseen if not any(_is_deed(hand, name) for hand in hands)) == []


def test_the_doors_are_whole_too(portal, page, county, troubles):
    """The login, and every page that links lead to without one."""
    from tests.journeys.test_parent_on_a_phone import everything  # that story borrows from ours

    shown = [path for path, told in everything() if "text/html" in told.partition("\n")[0]]
    paths = ["/login/", *shown, *(reverse("public-aid:meal-survey", args=[survey.code]) for survey in MealSurvey.objects.all())]
    assert {reverse(name) for name in ("public-data", "public-aid:self-check", "public:apply", "public-desk:grievance")} <= {
        *shown
    }
    found = {path: [*EYES.complaints(page, f"{portal}{path}", troubles), *_narrow(page)] for path in paths}
    assert {path: words for path, words in found.items() if words} == {}


def _narrow(page):
    """The smallest phone."""
    page.set_viewport_size(NARROW)
    return [] if fits(page) else ["scrolls sideways at 320"]


def _complaints(answer):
    """Of what the server sends; whoever is led away from a page to the login may not open it."""
    words = [] if answer.status_code == 200 else [f"answers {answer.status_code}"]
    words += ["leads to the login"] if answer.request["PATH_INFO"] == reverse("login") else []
    return words or complaints_of(answer.text)


def _seen(view, url, answer, page, troubles):
    """In the browser, where it has not seen a page of this view, or not yet all kinds of elements of this one."""
    return [] if EYES.know(view, answer.text) else EYES.complaints(page, url, troubles)


def _conditions_of_no_row(answer):
    """For the first box of a list's conditions that takes words or a day."""
    for kind in ("text", "search", "date"):
        for box in _tree(answer).xpath(f"//form[contains(@class, 'filters')]//input[@type='{kind}']"):
            return urlencode({box.get("name"): "2199-01-01" if kind == "date" else "查无此项"})
    return ""


def _tree(answer):
    return html.document_fromstring(answer.text)


def _is_deed(user, name):
    """A deed is refused as such before anything else is asked, or leads back to the list whose boxes it works on."""
    client = Client()
    client.force_login(user)
    return client.get(_path_of(name, dict(pages())[name])).status_code in (302, 405)
