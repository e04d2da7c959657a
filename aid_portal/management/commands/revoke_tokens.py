"""When a token is lost and nobody can log in: `manage.py revoke_tokens NAME --note 泄露 --write`, or all of them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import api_tokens
from aid_portal.models import ApiToken


class Command(BaseCommand):
    help = "撤销接口令牌，即刻生效；不加 --write 只列出"

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("name", nargs="?", help=_("令牌名称"))
        which.add_argument("--all", action="store_true", help=_("全部在用的令牌"))
        parser.add_argument("--note", default=_("控制台撤销"), help=_("原因，记入审计"))
        parser.add_argument("--write", action="store_true")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        usable = ApiToken.objects.usable_on(timezone.localdate()).select_related("user").order_by("pk")
        found = list(usable if options["all"] else usable.filter(name=options["name"]))
        if not found:
            raise CommandError(_("没有在用的这个令牌。"))
        for token in found:
            self.stdout.write(f"{token.name}  {token.prefix}…  {token.user.username}  {token.expires_on}")
            if options["write"]:
                api_tokens.revoke(token=token, note=options["note"], by=audit.CONSOLE)
        done = _("已撤销%(count)d个令牌。") if options["write"] else _("将撤销%(count)d个令牌；加 --write 执行。")
        self.stdout.write(done % {"count": len(found)})
