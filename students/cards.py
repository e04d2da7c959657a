"""This floor's part of the home page: rosters, lists, questions to answer, and how far the term has come."""

from collections.abc import Iterator

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.home_cards import Line, Notice, Panel, Stat, Todo, Viewer, register_panel, register_todos
from aid_portal.links import rows
from aid_portal.menu import STUDENTS
from aid_portal.permissions import Permission
from students.choices import EnrolmentStatus, MergeStatus, PairStatus, ProofStatus, ReleaseStatus, UploadStatus
from students.models import MatchPair, Release, RosterUpload, SchoolingProof, StudentMerge, TermSetting
from students.reports import standing

OLD_DAYS = 31  # a list that is so much older than the cut-off day deserves a second look


def rosters_to_accept(viewer: Viewer) -> Iterator[Todo]:
    """Those of one's own unit: what a school has uploaded, the school accepts."""
    waiting, status = RosterUpload.objects.waiting_for(viewer.user), UploadStatus.CHECKED.value
    yield _line(_("确认接收已检查的花名册"), waiting, "uploaded_at", "file-earmark-check", "roster", status=status)


def rosters_to_send(viewer: Viewer) -> Iterator[Todo]:
    """Schools without a roster of the term, for those who send it; the bureau, which may send any, sees the number below."""
    term = TermSetting.objects.filter(pk=str(viewer.term)).first()
    if viewer.user.has(Permission.ROSTER_UPLOAD_COUNTY) or term is None or term.is_locked:
        return
    missing = standing.schools_missing(viewer.user, term.pk).count()
    hint = _("%(count)d所学校还没有") % {"count": missing} if missing > 1 else ""
    what = _("报送%(term)s花名册") % {"term": term}
    yield Todo(STUDENTS, what, missing, rows("students:roster-list"), "cloud-upload", hint=hint)


def releases_held(viewer: Viewer) -> Iterator[Todo]:
    waiting = Release.objects.visible_to(viewer.user).held()
    yield _line(_("复核减少较多的部门名单"), waiting, "uploaded_at", "inbox", "release", status=ReleaseStatus.HELD.value)


def pairs_open(viewer: Viewer) -> Iterator[Todo]:
    waiting = MatchPair.objects.visible_to(viewer.user).waiting_in(str(viewer.term))
    here = {"term": str(viewer.term), "status": PairStatus.OPEN.value}
    yield _line(_("核对名单与学生是否同一人"), waiting, "found_at", "clipboard-check", "match", **here)


def merges_proposed(viewer: Viewer) -> Iterator[Todo]:
    waiting = StudentMerge.objects.visible_to(viewer.user).proposed()
    yield _line(_("确认学生档案合并"), waiting, "proposed_at", "people", "merge", status=MergeStatus.PROPOSED.value)


def proofs_to_verify(viewer: Viewer) -> Iterator[Todo]:
    waiting = SchoolingProof.objects.visible_to(viewer.user).verifiable_by(viewer.user)
    yield _line(_("核验县外就读证明"), waiting, "submitted_at", "geo-alt", "proof", status=ProofStatus.SUBMITTED.value)


def _line(what: str, waiting: QuerySet, since: str, icon: str, noun: str, **query: object) -> Todo:
    """One line of work; where one thing waits, the line leads to that thing."""
    found = waiting.aggregate(count=Count("pk"), since=Min(since), one=Min("pk"))
    page = f"students:{noun}-list"
    url = rows(f"students:{noun}-detail", found["one"]) if found["count"] == 1 else rows(page, **query)
    return Todo(STUDENTS, what, found["count"], url, icon, found["since"])


def standing_of_the_term(viewer: Viewer) -> Panel | None:
    term, user = TermSetting.objects.filter(pk=str(viewer.term)).first(), viewer.user
    if term is None:
        return None
    children = standing.children(user, term.pk)
    stats = [_children(children, term), *_schools(viewer)]
    if user.has(Permission.REVIEW_VIEW):
        stats.append(_questions(viewer))
    lines = [_list_line(age) for age in standing.list_ages(term)] if user.has(Permission.RECORD_VIEW) else []
    title = _("%(term)s：学生与名单") % {"term": term}
    return Panel(title, notice=None if children else _nothing_yet(viewer), stats=stats, lines=lines)


def _children(children: int, term: TermSetting) -> Stat:
    url = rows("students:student-list", term=term.pk, status=EnrolmentStatus.ENROLLED.value)
    hint = _("在读，同一学生只计一次")
    return Stat(_("在校学生"), figures.count(children), unit=_("人"), url=url, icon="mortarboard", hint=hint)


def _schools(viewer: Viewer) -> Iterator[Stat]:
    """How many rosters have come, for who sees more than one school."""
    expected = standing.schools_expected(viewer.user).count()
    if expected > 1:
        missing = standing.schools_missing(viewer.user, str(viewer.term)).count()
        words = _("还差%(count)d所") % {"count": missing} if missing else _("已全部报送")
        url, tone = rows("students:roster-list", term=str(viewer.term)), "warning" if missing else "success"
        shown = f"{expected - missing} / {expected}"
        yield Stat(_("已报送花名册的学校"), shown, unit=_("所"), url=url, icon="building", hint=words, tone=tone)


def _questions(viewer: Viewer) -> Stat:
    count = MatchPair.objects.visible_to(viewer.user).open().filter(term=str(viewer.term)).count()
    url = rows("students:match-list", term=str(viewer.term), status=PairStatus.OPEN.value)
    hint = _("核对前不给困难类别")
    return Stat(_("待核对"), figures.count(count), unit=_("对"), url=url, icon="clipboard-check", hint=hint)


def _list_line(age: standing.ListAge) -> Line:
    label, release = str(age.kind.label), age.release
    if release is None:
        url = rows("students:release-list", kind=age.kind.value)
        return Line(label, "missing", _("没有"), _("还没有基准日（%(day)s）及以前的名单") % {"day": age.cut_off_on}, url)
    state, word = ("warning", _("较旧")) if age.days > OLD_DAYS else ("ok", _("已生效"))
    words = {"day": release.data_date, "age": age.days, "rows": figures.count(release.rows)}
    text = _("数据日期%(day)s，比基准日早%(age)d天，%(rows)s行") % words
    return Line(label, state, word, text, rows("students:release-detail", release.pk))


def _nothing_yet(viewer: Viewer) -> Notice:
    text = _("%(term)s还没有接收花名册。其他学期可在右上角切换。") % {"term": viewer.term.label}
    if viewer.user.has(Permission.ROSTER_UPLOAD):
        return Notice(text, rows("students:roster-list"), _("去上传花名册"))
    return Notice(text)


register_todos(Permission.ROSTER_UPLOAD, rosters_to_accept, "students:roster-list")
register_todos(Permission.ROSTER_UPLOAD, rosters_to_send)
register_todos(Permission.RECORD_UPLOAD, releases_held, "students:release-list")
register_todos(Permission.REVIEW_ANSWER, pairs_open, "students:match-list")
register_todos(Permission.STUDENT_MERGE, merges_proposed, "students:merge-list")
register_todos(Permission.PROOF_VERIFY, proofs_to_verify, "students:proof-list")
register_panel(Permission.STUDENT_VIEW, standing_of_the_term, 20)
