"""The life of a thing is one table: a status moves only where its MOVES allow."""

from typing import ClassVar

from django.utils.translation import gettext as _

from aid_portal.errors import IllegalMove


class Stateful:
    """A model with a `status` field and a table MOVES: status → set of next statuses."""

    MOVES: ClassVar[dict[str, set[str]]] = {}

    def move_to(self, status: str) -> None:
        """Change `status` in memory; raises IllegalMove where the table has no such move."""
        if status not in self.open_moves():
            message = _("“%(thing)s”现在是“%(now)s”，不能变为“%(next)s”。请刷新页面后再看。")
            labels = dict(self._meta.get_field("status").flatchoices)
            words = {"thing": self, "now": labels[self.status], "next": labels[status]}
            raise IllegalMove(message % words)
        self.status = status

    def open_moves(self) -> set[str]:
        return self.MOVES.get(self.status, set())
