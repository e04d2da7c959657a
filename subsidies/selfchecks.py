"""Does the money agree: approved, sent, answered by the bank and booked, to the fen."""

from django.utils.translation import gettext as _

from aid_portal.diagnosis import Diagnosis, fault, ok
from aid_portal.selfchecks import register
from aid_portal.terms import Term
from subsidies.models import Entitlement
from subsidies.reports import tie_out


@register("ledger")
def ledger() -> Diagnosis:
    """The tie-out of every term that has awards, without the minutes of patience that a page has."""
    subject = _("对账")
    terms = sorted(Entitlement.objects.order_by().values_list("term_id", flat=True).distinct())
    differing = [term for term in terms if any(cell.differs for cell in tie_out.cells([term]))]
    if differing:
        words = "、".join(str(Term.parse(term).label) for term in differing)
        return fault(subject, _("%s有差异，请财务在“对账”页逐条核对。") % words)
    return ok(subject, _("%d 个学期，名单、银行文件、银行结果、台账相符") % len(terms))
