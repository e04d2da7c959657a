"""What a check started now would rest on, and what is doubtful about it, in words, before anybody starts it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import OrgUnit, User
from students.choices import ReleaseStatus, UploadStatus
from students.models import Determination, MatchPair, Release, RosterAcceptance, RosterUpload, TermSetting
from students.reports.standing import ListAge, list_ages, schools_missing
from subsidies.choices import RunStatus
from subsidies.models import EligibilityRun, PolicyVersion
from subsidies.reports.standing import last_run
from subsidies.rules.policy import parse


@dataclass
class Preparation:
    term: TermSetting
    policy: PolicyVersion
    lists: list[ListAge]
    running: EligibilityRun | None
    last: EligibilityRun | None
    children: int
    schools: int
    missing_schools: list[OrgUnit]
    determinations: int
    open_pairs: int
    unaccepted: int
    assumed: list[str]
    warnings: list[str] = field(default_factory=list)


def preparation(term: TermSetting, user: User) -> Preparation:
    """A fixed number of queries, whatever the county's size."""
    runs = EligibilityRun.objects.filter(term=term)
    policy = PolicyVersion.objects.in_force()
    accepted = RosterAcceptance.objects.filter(term=term).values("school")
    open_schools = OrgUnit.objects.visible_to(user).schools().open()
    prepared = Preparation(
        term=term,
        policy=policy,
        lists=list_ages(term),
        running=runs.filter(status=RunStatus.RUNNING).select_related("job").first(),
        last=last_run(term.pk),
        children=term.enrolments.count(),
        schools=open_schools.filter(pk__in=accepted).count(),
        missing_schools=list(schools_missing(user, term.pk)),
        determinations=Determination.objects.filter(academic_year=str(term.term.academic_year)).count(),
        open_pairs=MatchPair.objects.open().filter(term=term).count(),
        unaccepted=RosterUpload.objects.filter(term=term, status=UploadStatus.CHECKED).count(),
        assumed=_assumed(policy),
    )
    prepared.warnings = [*_of_lists(prepared), *_of_releases(term), *_of_rosters(prepared), *_of_others(prepared)]
    return prepared


def _assumed(policy: PolicyVersion) -> list[str]:
    programmes = parse(policy.document).programmes
    return [each.label for each in programmes if any(rate.assumed for rate in each.rates)]


def _of_lists(prepared: Preparation) -> list[str]:
    said, first_day = [], prepared.term.term.first_day
    for each in prepared.lists:
        if each.release is None:
            said.append(_("没有基准日及以前的《%(list)s》，这份名单上的孩子这次认不出来。") % {"list": each.kind.label})
        elif each.release.data_date < first_day:
            words = {"list": each.kind.label, "day": figures.long_day(each.release.data_date), "age": each.days}
            said.append(_("《%(list)s》是%(day)s的数据，早于本学期开学，距基准日%(age)d天，请确认是否有更新的名单。") % words)
    if not prepared.determinations:
        year = prepared.term.term.academic_year.label
        said.append(_("%(year)s还没有学校认定结果，只有直接定档的困难类别能定档。") % {"year": year})
    return said


def _of_releases(term: TermSetting) -> list[str]:
    """Lists that have arrived and will not count: held, not yet read, or newer than the cut-off day."""
    said = []
    waiting = Release.objects.filter(status__in=[ReleaseStatus.HELD, ReleaseStatus.RECEIVED]).order_by("kind", "data_date")
    for release in waiting:
        words = {"list": release, "status": release.get_status_display()}
        said.append(_("《%(list)s》%(status)s，还没有生效，这次不算。") % words)
    for release in Release.objects.in_effect().filter(data_date__gt=term.cut_off_on, data_date__lte=term.term.last_day):
        said.append(_("《%(list)s》的数据日期晚于基准日，这次不算。") % {"list": release})
    return said


def _of_rosters(prepared: Preparation) -> list[str]:
    said = []
    if not prepared.children:
        said.append(_("%(term)s还没有接收任何花名册，请先导入花名册。") % {"term": prepared.term})
    elif prepared.missing_schools:
        names = [str(school) for school in prepared.missing_schools]
        words = {"count": len(names), "names": "、".join(names[:8]), "more": "……" if len(names) > 8 else ""}
        said.append(_("%(count)d所学校还没有接收本学期的花名册，这些学校的学生不会列入：%(names)s%(more)s。") % words)
    if prepared.unaccepted:
        said.append(_("%(count)d份花名册已检查、还没有确认接收，这次不算。") % {"count": prepared.unaccepted})
    return said


def _of_others(prepared: Preparation) -> list[str]:
    said = []
    if prepared.open_pairs:
        said.append(_("还有%(count)d对待核对的比对，核对以前不给困难类别。") % {"count": prepared.open_pairs})
    if prepared.assumed:
        said.append(_("这些项目的标准待核定，金额以正式文件为准：%(names)s。") % {"names": "、".join(prepared.assumed)})
    if prepared.term.is_locked:
        said.append(_("%(term)s已锁定，只能试算。") % {"term": prepared.term})
    return said
