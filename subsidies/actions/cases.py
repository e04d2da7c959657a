"""What the law answers for the distinct cases of a part, kept once for all equal children."""

from collections.abc import Iterable, Iterator, Sequence

from aid_portal.copying import copy_rows
from subsidies.models import DecisionCase, EligibilityRun, Programme
from subsidies.rules.decisions import Case, Grant, decide
from subsidies.rules.policy import Policy
from subsidies.rules.signatures import case_of, mask_of

CaseKey = tuple[str, int, bool, str, bool, tuple[str, ...], str, int, str]


def answer(run: EligibilityRun, policy: Policy, signatures: Sequence[int]) -> None:
    """Fill check_grant and check_case_finding for these signatures; a case that stands already is used again."""
    programmes = dict(Programme.objects.values_list("code", "pk"))
    asked = [(signature, case_of(signature, policy)) for signature in signatures]
    verdicts = [(signature, case, decide(case, policy, run.term_id)) for signature, case in asked]
    known = _standing(
        run, ((case, grant, programmes[grant.programme]) for _s, case, verdict in verdicts for grant in verdict.grants)
    )
    copy_rows(
        "check_grant",
        ("signature", "programme_id", "case_id", "ground_mask"),
        (
            (signature, programme, known[_key(case, grant, programme)], mask_of(grant.grounds, policy))
            for signature, case, verdict in verdicts
            for grant in verdict.grants
            for programme in [programmes[grant.programme]]
        ),
    )
    copy_rows("check_case_finding", ("signature", "code", "categories", "determined"), _findings(verdicts))


def _standing(run: EligibilityRun, granted: Iterable[tuple[Case, Grant, int]]) -> dict[CaseKey, int]:
    """The cases by what makes them one, those that were missing added; another part may have added them meanwhile."""
    known = _known(run)
    missing = {key: place for place in granted if (key := _key(*place)) not in known}
    if not missing:
        return known
    rows = [_case_row(run, *missing[key]) for key in sorted(missing)]
    DecisionCase.objects.bulk_create(rows, ignore_conflicts=True)
    return _known(run)


def _known(run: EligibilityRun) -> dict[CaseKey, int]:
    cases = DecisionCase.objects.filter(policy=run.policy_id, term=run.term_id)
    rows = cases.values_list(
        "stage", "grade", "boarding", "hukou", "agriculture", "categories", "determined", "programme_id", "outcome", "pk"
    )
    return {(*row[:5], tuple(row[5]), *row[6:-1]): row[-1] for row in rows}


def _findings(verdicts: Sequence[tuple]) -> Iterator[tuple]:
    for signature, case, verdict in verdicts:
        for code in verdict.findings:
            yield signature, code, sorted(case.categories), case.determined


def _case_row(run: EligibilityRun, case: Case, grant: Grant, programme: int) -> DecisionCase:
    categories = sorted(case.categories)
    return DecisionCase(
        programme_id=programme, policy_id=run.policy_id, term_id=run.term_id, stage=case.stage, grade=case.grade,
        boarding=case.boarding, hukou=case.hukou, agriculture=case.agriculture, categories=categories,
        determined=case.determined, tier=grant.tier, amount=grant.amount, waiver=grant.waiver,
        grounds=list(grant.grounds), outcome=_outcome(case, grant),
    )  # fmt: skip


def _outcome(case: Case, grant: Grant) -> str:
    """What counts as a change, in one word (eligibility.md 5)."""
    words = (grant.programme, grant.tier, grant.amount, int(grant.waiver))
    return "|".join([*map(str, words), ",".join(sorted(case.categories)), ",".join(grant.grounds)])


def _key(case: Case, grant: Grant, programme: int) -> CaseKey:
    return (
        case.stage, case.grade, case.boarding, case.hukou, case.agriculture, tuple(sorted(case.categories)),
        case.determined, programme, _outcome(case, grant),
    )  # fmt: skip
