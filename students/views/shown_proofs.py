"""A proof of schooling elsewhere as its page shows it, with the rows of the list that it counts for."""

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.forms.users import NoteForm
from aid_portal.identifiers import mask_id
from aid_portal.links import if_built
from aid_portal.models import StoredFile
from aid_portal.permissions import Permission
from students.choices import ProofStatus
from students.forms.proofs import AidForm, VerifyForm
from students.models import SchoolingProof
from students.reports.proofs import candidates, rows_meant
from students.sealing import open_proof


def proof_page(request, proof):
    user = request.user
    moves = proof.open_moves() if user.has(Permission.PROOF_VERIFY) and proof.submitted_by_id not in user.stands_for else set()
    listed = rows_meant(proof, user)
    return {
        "proof": proof,
        "facts": _facts(proof),
        "masked_id": mask_id(open_proof(proof).get("resident_id", "")),
        "may_reveal": user.has(Permission.REVEAL),
        "original": StoredFile.objects.visible_to(user).filter(pk=proof.file_id).first(),
        "sees_lists": user.has(Permission.RECORD_VIEW),
        "listed": listed,
        "others": _others(user, proof),
        "may_verify": ProofStatus.VERIFIED in moves,
        "may_refuse": ProofStatus.REFUSED in moves,
        "is_verified": proof.status == ProofStatus.VERIFIED,
        "asks_for_aid": proof.status != ProofStatus.REFUSED and not proof.aid_there,
        "may_add_aid": user.has(Permission.PROOF_SUBMIT),
        "aid_form": AidForm(),
        "verify_form": VerifyForm(candidates=candidates(proof, user)),
        "note_form": NoteForm(),
        "check": if_built("subsidies:run-list") if user.has(Permission.CHECK_VIEW) else "",
    }


def _facts(proof):
    return [
        (_("学年"), proof.academic_year),
        (_("就读学校"), proof.school_name),
        (_("学校标识码"), proof.school_code),
        (_("所在地"), proof.place),
        (_("年级"), proof.grade),
        (_("当地资助情况"), proof.aid_there),
        (_("出生日期"), figures.day(proof.birth_date) if proof.birth_date else ""),
        (_("登记"), _("%(unit)s %(who)s") % {"unit": proof.unit or "", "who": proof.submitted_by}),
        (_("登记时间"), figures.minute(proof.submitted_at)),
        *([(_("核验"), f"{proof.verified_by} {figures.minute(proof.verified_at)}")] if proof.verified_by else []),
    ]


def _others(user, proof):
    found = SchoolingProof.objects.visible_to(user).filter(person_mark=bytes(proof.person_mark)).exclude(pk=proof.pk)
    return found.for_list().order_by("-pk")[:10]
