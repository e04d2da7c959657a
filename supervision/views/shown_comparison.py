"""四查三比对 as numbers that lead to their rows."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.home_cards import Stat
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.terms import Term
from students.models import Enrolment
from subsidies.choices import Place
from subsidies.filters.whereabouts import COMPULSORY
from subsidies.models import Whereabouts
from supervision.dropout_choices import CaseSource
from supervision.filters.dropouts import LISTED, NONE, OPEN
from supervision.models import AbsenceReport, DropoutCase
from supervision.reports.dropout_numbers import newest_check, of_the_check
from supervision.reports.school_age import Rolls, names, places, rolls


def comparison_page(user: User, term: str) -> dict[str, Any]:
    """The check and the rolls of the term looked at; the cases are those of now, which follow the newest check."""
    listed = places(Whereabouts.objects.visible_to(user), term)
    told = rolls(Enrolment.objects.visible_to(user), AbsenceReport.objects.visible_to(user), term)
    newest = newest_check()
    return {
        "term": Term.parse(term),
        "checks": _checks(listed, told, term),
        "listed": [_listed(listed, place, label, term, tone) for place, label, tone in _groups()],
        "present": _present(told, user, term),
        "register": _register(user),
        "balance": _balance(user, newest.term_id) if newest else None,
        "newest": newest,
        "other_term": newest is not None and newest.term_id != term,
    }


def _groups() -> list[tuple[Place, str, str]]:
    return [
        (Place.OK, _("在县内学校在读，有资助"), "success"),
        (Place.NO_PROGRAMME, _("在县内学校在读，无适用资助"), ""),
        (Place.ELSEWHERE, _("县外就读（证明已核验）"), ""),
        (Place.REVIEW, _("待核对身份"), "warning"),
        (Place.NOT_ENROLLED, _("已完成九年级、不在校"), ""),
        (Place.SUSPECT, _("疑似失学辍学"), "danger"),
    ]


def _whereabouts(term: str, **query: object) -> str:
    return rows("subsidies:whereabouts-list", term=term, age=COMPULSORY, **query)


def _listed(counted: dict[str, int], place: Place, label: str, term: str, tone: str) -> Stat:
    number = counted[place]
    return Stat(label, figures.count(number), _("人"), _whereabouts(term, code=place.value), tone=tone if number else "")


def _checks(listed: dict[str, int], told: Rolls, term: str) -> list[Stat]:
    """查户籍 by the lists that there are: no register of the police is kept in this system."""
    everybody = figures.count(sum(listed.values()))
    missing = _("在籍减去现在未到校%(absent)s人") % {"absent": figures.count(told.absent)}
    summary = rows("subsidies:whereabouts-summary", term=term, age=COMPULSORY)
    return [
        Stat(
            _("查户籍（名单所载适龄）"), everybody, _("人"), _whereabouts(term), _("没有公安户籍名单，以脱贫户、监测户名单代替")
        ),
        Stat(_("查学籍：小学"), figures.count(told.primary), _("人"), _seats(term, "primary")),
        Stat(_("查学籍：初中"), figures.count(told.junior), _("人"), _seats(term, "junior")),
        Stat(_("查在校"), figures.count(told.present), _("人"), rows("supervision:absence-list", state="open"), missing),
        Stat(_("查脱贫户适龄儿童"), everybody, _("人"), summary, _("按镇街分")),
    ]


def _seats(term: str, stage: str) -> str:
    return rows("students:student-list", term=term, stage=stage, status="enrolled")


def _present(told: Rolls, user: User, term: str) -> list[Stat]:
    left = DropoutCase.objects.visible_to(user).open().filter(source=CaseSource.TRANSFER).count()
    away, gone = rows("supervision:absence-list", state="open"), rows("supervision:dropout-list", state=OPEN, source="transfer")
    resting = rows("students:student-list", term=term, status="suspended")
    return [
        Stat(_("在籍、现在未到校"), figures.count(told.absent), _("人"), away, tone="warning" if told.absent else ""),
        Stat(_("转出、退学后未就读"), figures.count(left), _("人"), gone, tone="danger" if left else ""),
        Stat(_("休学"), figures.count(told.suspended), _("人"), resting),
        Stat(_("送教上门（在籍）"), figures.count(told.home_taught), _("人")),
    ]


def _register(user: User) -> list[Stat]:
    found = names(DropoutCase.objects.visible_to(user))
    return [
        Stat(_("在办个案"), figures.count(found.open), _("人"), rows("supervision:dropout-list", state=OPEN)),
        Stat(_("在脱贫户、监测户名单上"), figures.count(found.listed), _("人"), _open(LISTED), _("困难学生失学，同时落实资助")),
        Stat(_("不在名单上"), figures.count(found.unlisted), _("人"), _open(NONE)),
    ]


def _open(place: str) -> str:
    return rows("supervision:dropout-list", state=OPEN, place=place)


def _balance(user: User, term: str) -> dict[str, Any]:
    """The number of the check and what the cases say of the same persons, term by term of the sum."""
    found = of_the_check(term, DropoutCase.objects.visible_to(user), Whereabouts.objects.visible_to(user))
    url = rows("subsidies:whereabouts-list", term=term, code=Place.SUSPECT.value)
    suspect = Place.SUSPECT.value
    return {
        "found": found,
        "agrees": found.people == found.accounted,
        "url": url,
        "parts": [
            (_("疑似辍学台账"), found.suspected, rows("supervision:dropout-list", state="suspected", place=suspect)),
            (_("辍学台账"), found.dropouts, rows("supervision:dropout-list", state="dropout", place=suspect)),
            (_("已复学，待花名册更新"), found.back, rows("supervision:dropout-list", state="back", place=suspect)),
            (_("已按法定原因或证明销号"), found.struck_off, rows("supervision:dropout-list", state="struck_off", place=suspect)),
        ],
    }
