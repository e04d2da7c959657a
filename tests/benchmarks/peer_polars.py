"""What a data engineer would take: COPY out, polars, COPY back. Decisions only, by the same law, asked once a signature.

It leaves out what the portal's check does besides: questions of likeness, double enrolments, findings, whereabouts, leases.
"""

import io

import polars as pl
from django.db import connection

from subsidies.models import DecisionCase, EligibilityRun, PolicyVersion, Programme
from subsidies.rules.decisions import decide as decided_by_law
from subsidies.rules.policy import parse
from subsidies.rules.signatures import STAGES, case_of, category_codes, tier_codes
from tests.benchmarks.database import execute
from tests.benchmarks.synthetic import TERM, YEAR

CHILDREN = f"""
COPY (
    SELECT e.id AS enrolment_id, e.student_id, e.school_id, encode(e.id_index, 'hex') AS id_index, e.name_key, e.stage, e.grade,
           e.boarding::int, e.hukou, e.agriculture::int, coalesce(d.tier, '') AS tier
    FROM students_enrolment e
    LEFT JOIN students_determination d
           ON d.registry_index = e.registry_index AND d.academic_year = '{YEAR}' AND d.name_key = e.name_key
    WHERE e.term_id = '{TERM}' AND e.status = 'enrolled'
) TO STDOUT (FORMAT csv, HEADER)
"""
RECORDS = """
COPY (SELECT id AS record_id, encode(id_index, 'hex') AS id_index, name_key, unnest(categories) AS category
      FROM students_record WHERE active) TO STDOUT (FORMAT csv, HEADER)
"""
COLUMNS = ("student_id", "programme_id", "enrolment_id", "school_id", "case_id", "record_ids")


def decide() -> None:
    policy = parse(PolicyVersion.objects.in_force().document)
    children = _signed(_out(CHILDREN), _facts(_out(RECORDS), policy), policy)
    grants = _grants(children["signature"].unique().to_list(), policy)
    rows = children.join(grants, on="signature").sort("student_id").select(COLUMNS)
    text = io.BytesIO()
    rows.write_csv(text, include_header=False)
    text.seek(0)
    run = EligibilityRun.objects.latest("pk").pk
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE subsidies_decision ALTER run_id SET DEFAULT {run}, ALTER term_id SET DEFAULT '{TERM}'")
        cursor.copy_expert(f"COPY subsidies_decision ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)", text)


def differs() -> bool:
    """Whether the last decisions written are others than the check's."""
    facts = "student_id, programme_id, enrolment_id, school_id, case_id"
    [(other,)] = execute(
        f"SELECT count(*) FROM (SELECT {facts} FROM bare_subsidies_decision EXCEPT SELECT {facts} FROM subsidies_decision) d"
    )
    [(more,)] = execute("SELECT (SELECT count(*) FROM bare_subsidies_decision) <> (SELECT count(*) FROM subsidies_decision)")
    return bool(other or more)


def _out(statement: str) -> pl.DataFrame:
    text = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, text)
    text.seek(0)
    return pl.read_csv(text, schema_overrides={"tier": pl.String, "hukou": pl.String}, missing_utf8_is_empty_string=True)


def _facts(records: pl.DataFrame, policy) -> pl.DataFrame:
    """Each person of the lists with the bits of his categories and the records they rest on."""
    codes = category_codes(policy)
    bits = {"DIS" if code == "DIS_STU" else code: 1 << bit for bit, code in enumerate(codes)}
    marked = records.with_columns(bit=pl.col("category").replace_strict(bits, return_dtype=pl.Int64))
    ids = pl.col("record_id").cast(pl.String).unique(maintain_order=True).str.join(",")
    return marked.group_by("id_index", "name_key").agg(
        mask=pl.col("bit").bitwise_or(), record_ids=pl.concat_str(pl.lit("{"), ids, pl.lit("}"))
    )


def _signed(children: pl.DataFrame, facts: pl.DataFrame, policy) -> pl.DataFrame:
    stages = {stage: place << 24 for place, stage in enumerate(STAGES, 1)}
    tiers = {"": 0} | {tier: place << 36 for place, tier in enumerate(tier_codes(policy), 1)}
    hukou = {"": 0, "rural": 1 << 33, "urban": 2 << 33}
    known = children.join(facts, on=["id_index", "name_key"], how="left").with_columns(
        pl.col("mask").fill_null(0), pl.col("record_ids").fill_null("{}")
    )
    words = ((pl.col(name).replace_strict(codes, return_dtype=pl.Int64)) for name, codes in
             (("stage", stages), ("tier", tiers), ("hukou", hukou)))  # fmt: skip
    numbers = (pl.col("grade") * (1 << 28), pl.col("boarding") * (1 << 32), pl.col("agriculture") * (1 << 35))
    return known.with_columns(signature=pl.sum_horizontal(pl.col("mask"), *words, *numbers))


def _grants(signatures: list[int], policy) -> pl.DataFrame:
    """The cases stand already: what the law answers for a signature is looked up by what makes a case."""
    programmes = dict(Programme.objects.values_list("code", "pk"))
    cases = {_key(case): case.pk for case in DecisionCase.objects.all()}
    rows = []
    for signature in signatures:
        asked = case_of(signature, policy)
        facts = (asked.stage, asked.grade, asked.boarding, asked.hukou, asked.agriculture, tuple(sorted(asked.categories)))
        for grant in decided_by_law(asked, policy, TERM).grants:
            programme = programmes[grant.programme]
            rows.append((signature, programme, cases[(*facts, asked.determined, programme)]))
    return pl.DataFrame(rows, schema=["signature", "programme_id", "case_id"], orient="row")


def _key(case: DecisionCase) -> tuple:
    return (
        case.stage, case.grade, case.boarding, case.hukou, case.agriculture, tuple(case.categories), case.determined,
        case.programme_id,
    )  # fmt: skip
