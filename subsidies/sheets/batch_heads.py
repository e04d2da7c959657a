"""What every printed paper of a payment batch says at its head, and who signs at its foot."""

from dataclasses import dataclass
from datetime import datetime

from aid_portal import figures
from aid_portal.printed import Signature


@dataclass(frozen=True, slots=True)
class BatchHead:
    """Plain values of one batch; a name that is not there yet leaves its place empty for the hand."""

    bureau: str
    term: str
    number: str
    made_at: datetime
    made_by: str = ""
    reviewed_by: str = ""
    released_by: str = ""
    countersigned_by: str = ""

    def facts(self, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        return (*more, ("学期", self.term), ("批次号", self.number), ("制表日期", figures.day(self.made_at)))

    def signatures(self) -> tuple[Signature, ...]:
        return (
            Signature("经办人", self.made_by),
            Signature("复核人", self.reviewed_by),
            *self.countersignatures(),
            Signature("审批人", self.released_by),
        )

    def countersignatures(self) -> tuple[Signature, ...]:
        """A place for those who signed, where the sum asked for it."""
        return (Signature("会签人", self.countersigned_by),) if self.countersigned_by else ()
