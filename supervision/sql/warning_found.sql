-- What stands now, each cause once, before it is compared with the warnings that are there.
CREATE TEMP TABLE warning_found (
    kind varchar(20) NOT NULL, cause varchar(120) NOT NULL, list_kind varchar(16) NOT NULL DEFAULT '', release_id bigint,
    run_id bigint, term_id varchar(5), entitlement_id bigint, report_id bigint, record_id bigint, before_id bigint,
    student_id bigint, household_number varchar(40) NOT NULL DEFAULT '', town varchar(40) NOT NULL DEFAULT '', school_id bigint,
    facts jsonb NOT NULL
) ON COMMIT DROP
