"""New rows are sealed with a new key; every older row stays readable."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from aid_portal import keyring


class Command(BaseCommand):
    help = "在密钥文件中增加一把新密钥并启用，旧密钥保留用于读取（不加 --write 只显示现状）"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--algorithm", choices=sorted(keyring.KEY_BYTES), default=keyring.AES)
        parser.add_argument("--write", action="store_true")

    def handle(self, *, algorithm: str, write: bool, **_options: object) -> None:
        ring = keyring.current()
        if write:
            ring = keyring.rotate(Path(settings.KEYRING), algorithm)
        words = {"count": len(ring.keys), "current": ring.current, "algorithm": ring.keys[ring.current].algorithm}
        self.stdout.write(_("共 %(count)d 把密钥，现用 %(current)s（%(algorithm)s）。") % words)
        self.stdout.write(_("请立即备份密钥文件。") if write else _("未作更改；加 --write 启用新密钥。"))
