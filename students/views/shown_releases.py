"""Facts and sections of a release as its page shows them."""

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import StoredFile
from aid_portal.permissions import Permission
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from students.reports import releases as reports


def release_page(request, release):
    """All that the page of a release needs, by whose eyes it is looked at."""
    releases = Release.objects.visible_to(request.user)
    may_upload, dated = request.user.has(Permission.RECORD_UPLOAD), release.kind != RecordKind.DETERMINATIONS
    return {
        "release": release,
        "facts": _facts(release, reports.terms_decided(release, releases), dated),
        "dated": dated,
        "newer": reports.newer_than(release, releases) if release.status in IN_QUESTION else None,
        "held": release.status == ReleaseStatus.HELD,
        "share": _share(release),
        "refused": release.status == ReleaseStatus.REFUSED,
        "changes": reports.change_rows(release),
        "causes": reports.causes(release),
        "may_upload": may_upload,
        "may_confirm": may_upload and release.status == ReleaseStatus.HELD,
        "may_withdraw": may_upload and dated and ReleaseStatus.WITHDRAWN in release.open_moves(),
        "may_report": request.user.has(Permission.EXPORT),
        "original": StoredFile.objects.visible_to(request.user).filter(pk=release.file_id).first(),
    }


IN_QUESTION = frozenset({ReleaseStatus.HELD, ReleaseStatus.ACCEPTED})


def _facts(release, terms, dated):
    return [
        (_("数据日期"), figures.day(release.data_date) if release.data_date else ""),
        (_("用于学期"), _words(terms) if dated else _("按学年逐条更新，不分期")),
        (_("上传人"), release.uploaded_by or _("控制台")),
        (_("上传时间"), figures.minute(release.uploaded_at)),
        (_("确认人"), release.accepted_by or ""),
        (_("生效时间"), figures.minute(release.accepted_at) if release.accepted_at else ""),
        (_("说明"), release.hold_note),
        (_("没有识别的列"), "、".join(release.unknown_headings)),
    ]


def _words(terms):
    return "、".join(map(str, terms)) or _("目前不作为任何学期基准日的依据")


def _share(release):
    """How much larger or smaller than the one before, with its sign."""
    before = release.previous.rows if release.previous else 0
    return figures.percent(release.rows - before, before).replace("-", figures.MINUS)
