"""What this floor gives away: decisions, whereabouts, findings (columns of eligibility.md 7) and the rows of the lists."""

from collections.abc import Callable, Generator

from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.choices import SchoolStage
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_registry
from aid_portal.permissions import Permission
from students.registry_numbers import opener
from subsidies.choices import EntitlementStatus, FindingCode, Place
from subsidies.filters.decisions import DecisionFilter
from subsidies.filters.entitlements import EntitlementFilter
from subsidies.filters.findings import FindingFilter
from subsidies.filters.whereabouts import WhereaboutsFilter
from subsidies.models import Decision, Entitlement, Finding, Programme, Whereabouts
from subsidies.reports.list_sums import row_sums
from subsidies.reports.sums import sums
from subsidies.reports.words import policy_words

SEALED = ("enrolment__school__code", "enrolment__term_id", "enrolment__registry_index", "enrolment__sealed")


def _decisions(query: ExportQuery) -> QuerySet:
    """The list's filter says which term and state; the console has no filter and takes what is live."""
    scope = Decision.objects.visible_to(query.user) if query.user else Decision.objects.live().for_term(query.term)
    return scope.order_by("school__code", "enrolment__pinyin", "pk")


def _decision_rows(decisions: QuerySet) -> Generator[tuple]:
    sealed = opener()
    names = (
        *SEALED, "school__code", "enrolment__name", "case__stage", "case__grade", "case__boarding", "case__tier",
        "case__categories", "programme__code", "case__amount", "case__waiver", "case__grounds", "term_id",
        "case__policy__number",
    )  # fmt: skip
    for (
        *envelope,
        school,
        name,
        stage,
        grade,
        boarding,
        tier,
        categories,
        programme,
        amount,
        waiver,
        grounds,
        term,
        policy,
    ) in decisions.values_list(*names).iterator(chunk_size=2000):
        yield (
            school, sealed(*envelope)["registry_number"], name, stage, grade, boarding, tier, "|".join(categories),
            programme, amount, waiver, "|".join(grounds), term, f"v{policy}",
        )  # fmt: skip


def _programmes() -> QuerySet:
    return Programme.objects.values_list("code", "label")


def _category_words() -> Callable[[str], str]:
    say = policy_words().all_categories
    return lambda codes: say(codes.split("|")) if codes else ""


def _ground_words() -> Callable[[str], str]:
    say = policy_words().grounds
    return lambda codes: say(codes.split("|")) if codes else ""


def _decision_totals(decisions: QuerySet) -> list[tuple[str, str]]:
    """What the rows come to, in the figures that stand above the list."""
    found = sums(decisions)
    policies = decisions.order_by("case__policy__number").values_list("case__policy__number", flat=True).distinct()
    money = {"amount": figures.yuan(found.amount), "waived": figures.yuan(found.waived)}
    return [
        (now("人次"), now("%(times)s人次：一名学生一个项目一个学期计一次") % {"times": figures.count(found.times)}),
        (now("人数"), now("%(children)s人：同一学生只计一次") % {"children": figures.count(found.children)}),
        (now("金额"), now("合计%(amount)s元，其中减免%(waived)s元") % money),
        (now("政策版本"), "、".join(f"v{number}" for number in policies)),
    ]


register_export(
    ExportSpec(
        name="decisions",
        label=_("资助结果"),
        permission=Permission.DECISION_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("stage", _("学段"), words=labels(lambda: SchoolStage.choices)),
            ExportColumn("grade", _("年级"), "count", width=6),
            ExportColumn("boarding", _("寄宿"), "yes_no", width=6),
            ExportColumn("tier", _("资助档次"), words=lambda: policy_words().tier),
            ExportColumn("categories", _("困难类型"), width=28, words=_category_words),
            ExportColumn("programme", _("资助项目"), width=26, words=labels(_programmes)),
            ExportColumn("amount", _("金额（元）"), "money", width=12),
            ExportColumn("waiver", _("减免"), "yes_no", width=6),
            ExportColumn("grounds", _("依据"), width=28, words=_ground_words),
            ExportColumn("term", _("学期"), width=8),
            ExportColumn("policy", _("政策版本"), width=8),
        ),
        queryset=_decisions,
        rows=_decision_rows,
        filterset_class=DecisionFilter,
        page="subsidies:decision-list",
        note=_("一行是一人次：一名学生一个项目一个学期。人数按学生计，不重复。"),
        totals=_decision_totals,
    )
)


def _whereabouts(query: ExportQuery) -> QuerySet:
    scope = Whereabouts.objects.visible_to(query.user) if query.user else Whereabouts.objects.filter(term=query.term)
    return scope.order_by("record__person_number", "record__row")


def _whereabouts_rows(whereabouts: QuerySet) -> Generator[tuple]:
    sealed = opener()
    names = (
        *SEALED, "record__person_number", "record__household_number", "record__name", "record__birth_date", "code",
        "school__code",
    )  # fmt: skip
    for *envelope, person, household, name, born, code, school in whereabouts.values_list(*names).iterator(chunk_size=2000):
        number = sealed(*envelope)["registry_number"] if envelope[0] else ""
        yield person, household, name, born, code, school or "", number


register_export(
    ExportSpec(
        name="whereabouts",
        label=_("监测对象去向"),
        permission=Permission.CHECK_VIEW,
        columns=(
            ExportColumn("person_number", _("人编号"), width=18),
            ExportColumn("household_number", _("户编号"), width=20),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("birth_date", _("出生日期"), "date", width=12),
            ExportColumn("code", _("去向"), width=20, words=labels(lambda: Place.choices)),
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
        ),
        queryset=_whereabouts,
        rows=_whereabouts_rows,
        filterset_class=WhereaboutsFilter,
        page="subsidies:whereabouts-list",
        note=_("一行是名单上的一名3至17周岁的人；学校和学籍号只在核对为在校时填写。"),
    )
)


def _findings(query: ExportQuery) -> QuerySet:
    scope = Finding.objects.visible_to(query.user) if query.user else Finding.objects.live().filter(term=query.term)
    return scope.order_by("code", "school__code", "enrolment__pinyin", "pk")


def _finding_rows(findings: QuerySet) -> Generator[tuple]:
    sealed, in_words = opener(), policy_words().all_categories
    related = findings.select_related("enrolment", "school", "other_enrolment__school")
    for finding in related.iterator(chunk_size=2000):
        held = finding.enrolment
        number = sealed(finding.school.code, held.term_id, held.registry_index, held.sealed)["registry_number"]
        yield finding.code, finding.school.code, number, held.name, finding.sentence(in_words)


register_export(
    ExportSpec(
        name="findings",
        label=_("比对发现"),
        permission=Permission.DECISION_VIEW,
        columns=(
            ExportColumn("code", _("事项"), width=20, words=labels(lambda: FindingCode.choices)),
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("detail", _("说明"), width=48),
        ),
        queryset=_findings,
        rows=_finding_rows,
        filterset_class=FindingFilter,
        page="subsidies:finding-list",
    )
)


def _entitlements(query: ExportQuery) -> QuerySet:
    scope = Entitlement.objects.visible_to(query.user) if query.user else Entitlement.objects.standing().for_term(query.term)
    return scope.order_by("school__code", "programme__position", "enrolment__pinyin", "pk")


def _entitlement_rows(entitlements: QuerySet) -> Generator[tuple]:
    sealed, own = opener(), len(SEALED)
    names = (
        *SEALED, "school__code", "enrolment__name", "enrolment__class_name", "programme__code", "tier", "categories",
        "full_amount", "amount", "waiver", "status", "note", "term_id", "policy__number",
    )  # fmt: skip
    for row in entitlements.values_list(*names).iterator(chunk_size=2000):
        school, name, group, programme, tier, categories, *money, waiver, status, note, term, policy = row[own:]
        number = sealed(*row[:own])["registry_number"]
        child = (school, number, name, group, programme, tier, "|".join(categories))
        yield (*child, *money, waiver, status, note, term, f"v{policy}")


def _entitlement_totals(entitlements: QuerySet) -> list[tuple[str, str]]:
    found = row_sums(entitlements)
    words = {"times": figures.count(found.times), "amount": figures.yuan(found.amount)}
    return [(now("合计"), now("%(times)s人次，%(amount)s元；异议、候补和已取消的不在其中") % words)]


register_export(
    ExportSpec(
        name="entitlements",
        label=_("享受资助学生"),
        permission=Permission.ENTITLEMENT_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("class_name", _("班级"), width=10),
            ExportColumn("programme", _("资助项目"), width=26, words=labels(_programmes)),
            ExportColumn("tier", _("档次"), words=lambda: policy_words().tier),
            ExportColumn("categories", _("困难类型"), width=28, words=_category_words),
            ExportColumn("full_amount", _("学期标准（元）"), "money", width=12),
            ExportColumn("amount", _("应发金额（元）"), "money", width=12),
            ExportColumn("waiver", _("减免"), "yes_no", width=6),
            ExportColumn("status", _("状态"), words=labels(lambda: EntitlementStatus.choices)),
            ExportColumn("note", _("异议或候补原因"), width=28),
            ExportColumn("term", _("学期"), width=8),
            ExportColumn("policy", _("政策版本"), width=8),
        ),
        queryset=_entitlements,
        rows=_entitlement_rows,
        filterset_class=EntitlementFilter,
        page="subsidies:entitlement-list",
        note=_("一行是一人次：一名学生一个项目一个学期只有一行。"),
        totals=_entitlement_totals,
    )
)
