"""What the portal offers without a login, as a registry that every app fills from its menu.py; shown on the public home page.

register_door(Door(_("资助公示"), _("各学校正在公示的名单"), "public:notice-list", "clipboard-check", order=20))
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Door:
    title: str | Promise
    words: str | Promise
    url_name: str
    icon: str
    order: int = 100


_doors: list[Door] = []


def register_door(door: Door) -> None:
    _doors.append(door)


def doors() -> list[Door]:
    return sorted(_doors, key=lambda door: door.order)
