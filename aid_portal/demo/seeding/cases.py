"""Cases that rest on documents and not on a list: a late application, and those who begin at a university."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.demo.scale import FIRST_TERM, TARGETS, Scale, Target
from aid_portal.demo.seeding.lists import officers, responsible
from aid_portal.demo.seeding.people import WANG, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.models import User
from students.models import Enrolment, TermSetting
from subsidies.actions import entitlements
from subsidies.models import Entitlement, Programme

LATE = gettext_lazy("父亲车祸住院，村委会证明及入户调查表（%(day)s），学校评议同意补报")
LATE_DAY = {"2022S": "2022-04-06", "2022A": "2022-11-14"}
ADMITTED = gettext_lazy("2022年高考录取通知书，家庭经济困难学生认定材料")
HIGHER, SENIOR_YEARS = "HE_ENTRY", 3


def expected(term: str, scale: Scale) -> dict[str, Decimal]:
    """Yuan by programme that no check finds due, because the cases rest on documents."""
    target = _target()
    return {} if term == FIRST_TERM else {target.programme: target.amount * target.person_times(term, scale.children)}


def bring(term: str, scale: Scale, telling: Telling) -> str:
    """A late application in spring, the first-year students in autumn."""
    if term == FIRST_TERM:
        apply_late(term)
    else:
        admit(term, scale, telling)
    return _("%(rows)d 人") % {"rows": Entitlement.objects.filter(term=term, decision=None).count()}


def apply_late(term: str) -> None:
    """Wang's school brings a boarder whom no list names."""
    programme = Programme.objects.get(code="CE_BOARD")
    late = Entitlement.objects.filter(term=term, programme=programme, decision=None)
    boarders = Enrolment.objects.filter(term=term, school__code=WANG_SCHOOL, stage="primary", boarding=True, status="enrolled")
    if late.exists() or not boarders.exists():
        return
    unaided = boarders.exclude(entitlements__term=term, entitlements__programme=programme).exclude(decisions__term=term)
    basis = str(LATE) % {"day": LATE_DAY[term]}
    for enrolment in unaided.order_by("pk").select_related("student", "school", "term")[:1]:
        entitlements.add(enrolment=enrolment, programme=programme, tier="severe", basis=basis, by=named(WANG))


def admit(term: str, scale: Scale, telling: Telling) -> None:
    """Graduates of the summer who held a grant and go to a university: paid by the school that they left."""
    programme = Programme.objects.get(code=HIGHER)
    wanted = _target().person_times(term, scale.children)
    known = Entitlement.objects.filter(term=term, programme=programme).count()
    graduates = Enrolment.objects.filter(
        term=FIRST_TERM, stage="senior", grade=SENIOR_YEARS, status="enrolled",
        entitlements__programme__code="SH_GRANT", entitlements__status="approved",
    ).exclude(student__entitlements__programme=programme)  # fmt: skip
    setting, known_officers = TermSetting.objects.get(pk=term), officers()
    open_schools = graduates.order_by("pk").select_related("student", "school", "term")
    for place, enrolment in enumerate(open_schools[: max(0, wanted - known)]):
        _admit(enrolment, programme, setting, responsible(enrolment.school, known_officers))
        telling.far(known + place, wanted)


def _target() -> Target:
    return next(target for target in TARGETS if target.programme == HIGHER)


@transaction.atomic
def _admit(enrolment: Enrolment, programme: Programme, term: TermSetting, by: User) -> None:
    tier = enrolment.entitlements.get(programme__code="SH_GRANT").tier
    entitlements.add(enrolment=enrolment, programme=programme, term=term, tier=tier, basis=str(ADMITTED), by=by)
