"""payment_roster, payment_request, returned_payments, public_list: a paper made for somebody, and a record that it was."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.models import OrgUnit, User
from aid_portal.working_days import add_working_days
from subsidies.actions import made_papers
from subsidies.actions.frozen_rows import open_payment
from subsidies.actions.made_papers import Made, PaperForm
from subsidies.models import Batch, EntitlementList
from subsidies.reports import batch_papers
from subsidies.sheets import payment_requests, payment_rosters, public_lists
from subsidies.sheets import returned_payments as returned_sheets


@transaction.atomic
def payment_roster(*, batch: Batch, school: OrgUnit, form: PaperForm, by: User) -> Made:
    paper = batch_papers.payment_roster(batch=batch, school=school, opened=open_payment, made_at=timezone.now())
    made = made_papers.made(
        payment_rosters, paper, form, _("发放名册_%(batch)s_%(school)s") % {"batch": batch.number, "school": school.name}
    )
    return made_papers.recorded(made, target=batch, unit=school, rows=len(paper.rows), by=by)


@transaction.atomic
def payment_request(*, batch: Batch, form: PaperForm, by: User) -> Made:
    paper = batch_papers.payment_request(batch=batch, made_at=timezone.now())
    made = made_papers.made(payment_requests, paper, form, _("拨付申请表_%(batch)s") % {"batch": batch.number})
    return made_papers.recorded(made, target=batch, rows=len(paper.rows), by=by)


@transaction.atomic
def returned_payments(*, batch: Batch, form: PaperForm, by: User) -> Made:
    paper = batch_papers.returned_payments(batch=batch, opened=open_payment, made_at=timezone.now())
    made = made_papers.made(returned_sheets, paper, form, _("退票清单_%(batch)s") % {"batch": batch.number})
    return made_papers.recorded(made, target=batch, rows=len(paper.rows), by=by)


@transaction.atomic
def public_list(
    *, entitlement_list: EntitlementList, first_on: date, working_days: int, phone: str, form: PaperForm, by: User
) -> Made:
    """The day on which the list is hung up is not counted; where the holidays of the year are unknown, no day is named."""
    paper = batch_papers.public_list(
        entitlement_list=entitlement_list, first_on=first_on, last_on=add_working_days(first_on, working_days),
        working_days=working_days, phone=phone, made_at=timezone.now(),
    )  # fmt: skip
    told = {"school": entitlement_list.school.name, "programme": entitlement_list.programme.label}
    made = made_papers.made(public_lists, paper, form, _("公示名单_%(school)s_%(programme)s") % told)
    return made_papers.recorded(made, target=entitlement_list, unit=entitlement_list.school, rows=len(paper.rows), by=by)
