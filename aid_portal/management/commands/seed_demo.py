"""The demonstration county through the real pipeline: `manage.py seed_demo [--size small] [--reset]`; repeated, it goes on."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import connection
from django.utils.translation import gettext as _

from aid_portal import audit, diagnosis
from aid_portal.actions import holidays
from aid_portal.choices import Role
from aid_portal.demo import ACCOUNTS, TERMS, Manifest, make_county
from aid_portal.demo.scale import SCALES
from aid_portal.demo.seeding import (
    asking,
    checking,
    controlling,
    donations,
    errands,
    grievances,
    inspecting,
    inspecting_now,
    machines,
    meals,
    outreach,
    paying,
    people,
    phones,
    proofs,
    releases,
    rosters,
    rounds,
    school_aid,
    self_checking,
    supervising,
    warning,
)  # fmt: skip
from aid_portal.demo.seeding.telling import Telling
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.terms import Term
from supervision import warning_wakes

FIRST_HOLIDAYS = 2022


def is_complete() -> bool:
    """The last step has been done; an interrupted seed goes on where it stopped."""
    return RoleAssignment.objects.filter(user__username=people.STAND_IN, role=Role.SCHOOL_OFFICER).exists()


def account_lines() -> Iterator[str]:
    """One account per role, for the screen of `make demo`."""
    shown: set[str] = set()
    for account in ACCOUNTS:
        if account.role not in shown:
            shown.add(account.role)
            yield f"{account.username:<12}{Role(account.role).label}　{account.name}"
    yield _("所有账号的密码：%(password)s") % {"password": people.PASSWORD}


class Command(BaseCommand):
    help = "建立演示县：生成名册和名单，并经过真正的导入、比对流程"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=sorted(SCALES), default="full")
        parser.add_argument("--reset", action="store_true", help=_("先清空数据库中的全部数据"))

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("演示县只用于演示和开发，生产环境不能建立。"))
        if options["reset"]:
            self._empty()
        tables = diagnosis.migrations()
        if tables.level is diagnosis.Level.FAULT:
            raise CommandError(tables.seen)
        if is_complete():
            self.stdout.write(_("演示县已经建好，没有变化。要重新建立：make demo-reset"))
            return
        if OrgUnit.objects.exists() and not User.objects.filter(username=people.PROPOSES).exists():
            raise CommandError(_("数据库里已有别的数据，不在其中建立演示县。请换一个空的数据库。"))
        try:
            with warning_wakes.gathered():
                self._seed(options["size"], Telling(self.stdout))
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal

    def _empty(self) -> None:
        """Everything in the database goes, for good; tables, terms and policy come back by the migrations."""
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        call_command("migrate", verbosity=0, interactive=False)

    def _seed(self, size: str, telling: Telling) -> None:
        with telling.step(_("生成工作簿")):
            county = make_county(Path(settings.HOME) / "demo" / size, size)
            telling.result = _("%(files)d 份") % {"files": len(county.files)}
        with telling.step(_("机构")):
            self._units(county)
        with telling.step(_("节假日")):
            holidays.seed(years=[year for year in holidays.published_years() if year >= FIRST_HOLIDAYS], by=audit.CONSOLE)
        with telling.step(_("人员与任职")):
            telling.result = people.settle(people.everybody(size), telling)
        with telling.step(_("接口令牌")):
            telling.result = machines.bring()
        for term in TERMS:
            self._term(county, term, telling)
        for term in TERMS:
            paying.pay(term, SCALES[size], telling)
        with telling.step(_("社会捐赠")):
            telling.result = donations.bring()
        paying.freeze_year(telling)
        with telling.step(_("学校资助")):
            telling.result = school_aid.bring()
        with telling.step(_("营养餐")):
            telling.result = meals.bring()
        with telling.step("审计核查"):
            telling.result = checking.audit(telling)
        self._supervise(size, telling)
        self._determine_and_warn(county, telling)
        with telling.step(_("年度总结")):
            telling.result = supervising.freeze_account()
        self._errands(county, telling)

    def _supervise(self, size: str, telling: Telling) -> None:
        with telling.step(_("目标责任书")):
            telling.result = supervising.leave_letters()
        with telling.step(_("年度考核")):
            telling.result = supervising.leave_assessment()
        with telling.step(_("督查与整改")):
            telling.result = inspecting.inspect(SCALES[size], telling)
        with telling.step(_("控辍保学")):
            telling.result = controlling.bring(telling)
        with telling.step(_("宣传活动")):
            telling.result = outreach.bring()
        with telling.step(_("诉求受理")):
            telling.result = grievances.bring()

    def _determine_and_warn(self, county: Manifest, telling: Telling) -> None:
        with telling.step(_("困难认定")):
            telling.result = rounds.bring()
        with telling.step(_("预警雷达")):
            telling.result = warning.bring(county, telling)

    def _units(self, county: Manifest) -> None:
        [file] = county.of("org_units")
        call_command("import_org_units", str(county.path(file)), "--write", stdout=OutputWrapper(io.StringIO()))
        phones.tell()

    def _term(self, county: Manifest, term: str, telling: Telling) -> None:
        """Its rosters and lists, the check, some of the questions answered, and the check again: that is a term's work."""
        label = Term.parse(term).label
        with telling.step(_("%(term)s：花名册") % {"term": label}):
            telling.result = rosters.take_in(county, term, telling)
        with telling.step(_("%(term)s：部门名单与认定结果") % {"term": label}):
            telling.result = releases.take_in(county, term, telling)
        with telling.step(_("%(term)s：资格比对") % {"term": label}):
            telling.result = checking.check(term, telling, times=1)
        with telling.step(_("%(term)s：核对") % {"term": label}):
            telling.result = checking.answer_some(term)
        with telling.step(_("%(term)s：县外就读证明") % {"term": label}):
            telling.result = proofs.bring(county, term)
        with telling.step(_("%(term)s：核对后再次比对") % {"term": label}):
            telling.result = checking.check(term, telling, times=2)
            controlling.follow(term)

    def _errands(self, county: Manifest, telling: Telling) -> None:
        with telling.step(_("留待办理的事")):
            errands.leave_roster(county, telling)
            errands.leave_list(county, telling)
            inspecting_now.leave()
            self_checking.leave()
            asking.leave()
            errands.leave_assignment()
            errands.leave_policy()
