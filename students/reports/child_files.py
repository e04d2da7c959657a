"""One child's file of a round (建档备案, domain.md 3.3): what belongs to it, and what is missing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from aid_portal import figures
from students.determination_choices import ApplicationStatus, Origin
from students.models import Application, PublicNotice
from students.sheets.record_words import CATEGORIES


@dataclass(frozen=True, slots=True)
class FilePart:
    """`missing` is what a complete file would have; `text` says what is there, or what to do."""

    label: str
    missing: bool
    text: str
    url: str = ""

    @property
    def state(self) -> str:
        return "missing" if self.missing else "done"

    @property
    def word(self) -> str:
        return _("缺") if self.missing else _("齐")


def parts_of(application: Application, today: date) -> list[FilePart]:
    """In the order of the steps; who is proven by data needs neither form nor class."""
    notice = _notice(application)
    own = [] if application.origin == Origin.PROVEN else [_form(application), _commitment(application), _class(application)]
    proof = [_proof(application)] if application.origin == Origin.PROVEN else []
    return [*own, *proof, _school(application), _posted(notice, today), _photo(notice), _approved(application)]


def _notice(application: Application) -> PublicNotice | None:
    """The last one on which the child stood with the tier of today."""
    posted = PublicNotice.objects.filter(rows__application=application, rows__tier=application.tier, withdrawn_on=None)
    return posted.order_by("-pk").first() if application.tier else None


def _form(application: Application) -> FilePart:
    paper = application.origin == Origin.PAPER
    here = bool(application.scan_id) if paper else bool(application.sealed)
    lacking = _("没有签字申请表的扫描件") if paper else _("没有填写")
    return FilePart(_("申请表"), not here, application.get_origin_display() if here else lacking)


def _proof(application: Application) -> FilePart:
    words = "、".join(str(CATEGORIES.get(code, code)) for code in application.proven_by)
    return FilePart(_("数据证明"), not words, words)


def _commitment(application: Application) -> FilePart:
    day = application.committed_on
    return FilePart(_("书面承诺"), day is None, figures.day(day) if day else _("没有承诺日期"))


def _class(application: Application) -> FilePart:
    met = application.class_meeting
    return FilePart(_("班级评议"), met is None, str(met or _("还没有评议")), met.get_absolute_url() if met else "")


def _school(application: Application) -> FilePart:
    """A sitting is recorded only with its quorum (rules.review_groups)."""
    met = application.school_meeting
    return FilePart(_("学校认定"), met is None, str(met or _("还没有认定")), met.get_absolute_url() if met else "")


def _posted(notice: PublicNotice | None, today: date) -> FilePart:
    if notice is None:
        return FilePart(_("公示"), True, _("还没有公示"))
    words = {"start": figures.day(notice.posted_on), "end": figures.day(notice.ends_on)}
    over = notice.is_over(today)
    text = _("%(start)s至%(end)s") if over else _("%(start)s至%(end)s，还没有期满")
    return FilePart(_("公示"), not over, text % words, notice.get_absolute_url())


def _photo(notice: PublicNotice | None) -> FilePart:
    here = notice is not None and bool(notice.photo_id)
    return FilePart(_("张贴照片"), not here, _("已上传") if here else _("没有上传"), notice.get_absolute_url() if notice else "")


def _approved(application: Application) -> FilePart:
    done = application.status in (ApplicationStatus.APPROVED, ApplicationStatus.CANCELLED)
    text = figures.day(application.approved_on) if done else application.get_status_display()
    return FilePart(_("县级审批"), not done, text, application.list.get_absolute_url() if application.list else "")
