"""The first accounts of an installation: `manage.py create_user li 李明 --role system_admin --unit 610324`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import role_assignments, users
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.forms.users import UserForm
from aid_portal.models import OrgUnit


class Command(BaseCommand):
    help = "新建用户并任职（仅用于首次安装）；显示一次性初始密码"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--unit", required=True, metavar="CODE", help=_("任职单位的机构代码"))

    def handle(self, *args: Any, **options: Any) -> None:
        form = UserForm({"username": options["username"], "name": options["name"]})
        if not form.is_valid():
            raise CommandError("".join(message for messages in form.errors.values() for message in messages))
        unit = OrgUnit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(_("没有代码为“%(code)s”的机构，请先用 import_org_units 导入。") % {"code": options["unit"]})
        password = users.first_password(options["username"])
        try:
            self._create(form.cleaned_data, password, Role(options["role"]), unit)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(_("已建立。初始密码（只显示这一次，首次登录须修改）：%(password)s") % {"password": password})

    @transaction.atomic
    def _create(self, facts: dict[str, str], password: str, role: Role, unit: OrgUnit) -> None:
        user = users.create(username=facts["username"], name=facts["name"], password=password, by=audit.CONSOLE)
        role_assignments.appoint(user=user, role=role, unit=unit, starts_on=timezone.localdate(), by=audit.CONSOLE)
