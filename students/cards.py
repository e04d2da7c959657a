"""This floor's part of the home page: rosters, lists, questions to answer, and how far the term has come."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.home_cards import Line, Notice, Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.permissions import Permission
from students import round_cards
from students.choices import EnrolmentStatus, PairStatus
from students.models import MatchPair, TermSetting
from students.reports import standing

__all__ = ["round_cards"]
OLD_DAYS = 31  # a list that is so much older than the cut-off day deserves a second look


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


register_panel(Permission.STUDENT_VIEW, standing_of_the_term, 20)
