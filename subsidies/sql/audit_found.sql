-- What one check finds, before it is compared with what it had found.
CREATE TEMP TABLE audit_found (
    key varchar(120), term_id varchar(5), student_id bigint, school_id bigint, entitlement_id bigint, payment_id bigint,
    amount numeric(14, 2), facts jsonb
) ON COMMIT DROP
