"""This floor's part of the home page: where the aid of the term stands."""

import hashlib
from collections.abc import Iterator, Mapping

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.charts import Chart, Series
from aid_portal.choices import GRADES_OF_STAGE, SchoolStage
from aid_portal.home_cards import Notice, Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.sheets.rosters import grade_word
from subsidies import board_cards, donation_cards
from subsidies.choices import Place, RunStatus
from subsidies.models import Decision, EligibilityRun, Finding, Programme, Whereabouts
from subsidies.reports import standing
from subsidies.reports.words import policy_words

__all__ = ["board_cards", "donation_cards"]

SHARES_SECONDS = 60


def aid_of_the_term(viewer: Viewer) -> Panel:
    run = standing.last_run(str(viewer.term))
    title = _("%(term)s：资助核定") % {"term": viewer.term.label}
    if run is None:
        return Panel(title, notice=_not_checked(viewer))
    found = _shares(viewer)
    lead = _("按%(time)s完成的资格比对；人次是一名学生一个项目一个学期，人数按学生计。") % {
        "time": figures.minute(run.finished_at)
    }
    charts = _charts(viewer, found) if found.times else []
    return Panel(title, lead, stats=[*_stats(viewer, found), *_open_ends(viewer)], charts=charts)


def _not_checked(viewer: Viewer) -> Notice:
    if EligibilityRun.objects.filter(term=str(viewer.term), dry=False, status=RunStatus.RUNNING).exists():
        return Notice(_("正在做资格比对，完成后这里显示结果。"))
    text = _("%(term)s还没有做过资格比对，完成后这里显示资助人次、人数和金额。") % {"term": viewer.term.label}
    if viewer.user.has(Permission.CHECK_RUN):
        return Notice(text, rows("subsidies:run-start", term=str(viewer.term)), _("去做资格比对"))
    return Notice(text + _("由县资助中心发起。"))


def _shares(viewer: Viewer) -> standing.Shares:
    """Sums only, at most a minute old, the same for all who see the same schools."""
    key = f"home:aid:{viewer.term}:{hashlib.sha256(viewer.scope.encode()).hexdigest()[:32]}"
    found = cache.get(key)
    if found is None:
        found = standing.shares(Decision.objects.visible_to(viewer.user).live().for_term(str(viewer.term)))
        cache.set(key, found, SHARES_SECONDS)
    return found


def _stats(viewer: Viewer, found: standing.Shares) -> list[Stat]:
    url = rows("subsidies:decision-list", term=str(viewer.term))
    waived = _("其中减免%(amount)s万元") % {"amount": figures.wan(found.waived)} if found.waived else ""
    full = _("%(amount)s元") % {"amount": figures.yuan(found.amount)}
    return [
        Stat(_("资助人次"), figures.count(found.times), _("人次"), url, icon="list-check"),
        Stat(_("受助学生"), figures.count(found.children), _("人"), url, icon="people"),
        Stat(_("应资助金额"), figures.wan(found.amount), _("万元"), url, waived, full, icon="cash-coin"),
    ]


def _open_ends(viewer: Viewer) -> Iterator[Stat]:
    """What the check could not settle."""
    term = str(viewer.term)
    findings = Finding.objects.visible_to(viewer.user).live().filter(term=term).count()
    url, hint = rows("subsidies:finding-list", term=term), _("双重学籍、档次偏低、待认定")
    yield Stat(_("比对发现"), figures.count(findings), _("条"), url, hint, icon="flag")
    if viewer.user.has(Permission.CHECK_VIEW):
        places = Whereabouts.objects.visible_to(viewer.user).filter(term=term)
        counted = dict(places.order_by().values_list("code").annotate(Count("pk")))
        suspect, url = counted.get(Place.SUSPECT, 0), rows("subsidies:whereabouts-list", term=term, code=Place.SUSPECT.value)
        hint = _("3至17岁监测对象共%(count)s人") % {"count": figures.count(sum(counted.values()))}
        tone = "danger" if suspect else "success"
        yield Stat(_("疑似失学辍学"), figures.count(suspect), _("人"), url, hint, icon="geo-alt", tone=tone)


def _charts(viewer: Viewer, found: standing.Shares) -> list[Chart]:
    """A chart of one bar says nothing: a school of one stage is shown by grade, nobody but the county by town."""
    stages = {stage.value: str(stage.label) for stage in SchoolStage}
    programmes = dict(Programme.objects.values_list("code", "label"))
    units = OrgUnit.objects.visible_to(viewer.user).filter(code__in=found.places).values_list("code", "name")
    charts = [
        _chart(viewer, "stage", _("各学段资助人次"), _("学段"), found.stages, stages, "bar"),
        _chart(viewer, "grade", _("各年级资助人次"), _("年级"), found.grades if len(found.stages) == 1 else {}, _grades(), "bar"),
        _chart(viewer, "programme", _("各资助项目人次"), _("资助项目"), found.programmes, programmes),
        _chart(viewer, "category", _("各困难类型资助人次"), _("困难类型"), found.categories, policy_words().categories),
        _chart(viewer, "town", _("各镇街、局直单位资助人次"), _("镇街、局直单位"), found.places, dict(units)),
    ]
    return [chart for chart in charts if len(chart.categories) > 1]


def _grades() -> dict[str, str]:
    grades = [(stage, number) for stage, most in GRADES_OF_STAGE.items() for number in range(1, most + 1)]
    return {f"{stage}-{number}": grade_word(stage, number) for stage, number in grades}


def _chart(
    viewer: Viewer, name: str, title: str, label: str, found: Mapping[str, int], words: Mapping[str, str], kind: str = "row"
) -> Chart:
    """Stages in their own order, the others by number; a bar leads to its rows in the list."""
    codes = [code for code in words if code in found]
    codes = codes if kind == "bar" else sorted(codes, key=lambda code: -found[code])
    links = [rows("subsidies:decision-list", term=str(viewer.term), **{name: code}) for code in codes]
    bars = [Series(_("人次"), [found[code] for code in codes])]
    names = [words[code] for code in codes]
    return Chart(f"by-{name}", title, names, bars, kind, unit=_("人次"), category_label=label, links=links)


register_panel(Permission.DECISION_VIEW, aid_of_the_term, 10)
