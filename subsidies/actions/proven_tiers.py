"""What the departments' lists prove of children, by the check's own statements and the law in force (eligibility.md 4, 5)."""

from collections.abc import Sequence

from django.db import transaction

from aid_portal.sql import execute, fetch
from students.models import Enrolment, Release, TermSetting
from students.proven_tiers import Proven
from subsidies.actions.checks import fact_params, gather_facts
from subsidies.models import PolicyVersion
from subsidies.rules.policy import Policy
from subsidies.rules.signatures import category_codes


@transaction.atomic
def proven_tiers(enrolments: Sequence[Enrolment], term: TermSetting) -> dict[int, Proven]:
    """On the cut-off day of the term; the tier rests on all categories that give it. Who is proven nothing is left out."""
    policy = PolicyVersion.objects.law()
    releases = {kind: release.pk for kind, release in Release.objects.newest_on(term.cut_off_on).items()}
    gather_facts(fact_params(term, term.cut_off_on, releases, policy, sorted({each.school_id for each in enrolments})))
    masks = dict(fetch("subsidies", "proven_masks", {"enrolments": [each.pk for each in enrolments]}))
    execute("subsidies", "drop_check_tables")
    return {pk: proven for pk, mask in masks.items() if (proven := _proven(mask, policy)).tier}


def _proven(mask: int, policy: Policy) -> Proven:
    held = policy.held(code for bit, code in enumerate(category_codes(policy)) if mask >> bit & 1)
    tier = max((each.tier for each in held), key=policy.height, default="")
    return Proven(tier, tuple(sorted(each.code for each in held if tier and each.tier == tier)))
