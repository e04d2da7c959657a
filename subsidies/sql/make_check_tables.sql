-- What the rule answered for each signature: its grants and its findings.
CREATE TEMP TABLE check_grant (
    signature bigint NOT NULL, programme_id bigint NOT NULL, case_id bigint NOT NULL, ground_mask bigint NOT NULL
);
CREATE TEMP TABLE check_case_finding (
    signature bigint NOT NULL, code varchar(24) NOT NULL, categories varchar(16)[] NOT NULL, determined varchar(12) NOT NULL
)
