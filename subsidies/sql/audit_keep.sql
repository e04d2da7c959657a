-- Found before: the row goes on, with the facts of today; the ORM's upsert reads no other table. The hash covers what was found.
INSERT INTO subsidies_audithit
    (code, key, term_id, student_id, school_id, entitlement_id, payment_id, amount, facts, facts_hash, first_run_id, last_run_id)
SELECT %(code)s, f.key, f.term_id, f.student_id, f.school_id, f.entitlement_id, f.payment_id, f.amount, f.facts,
       encode(sha256(convert_to(f.facts::text || coalesce(f.amount::text, ''), 'UTF8')), 'hex'), %(run)s, %(run)s
FROM audit_found f
ORDER BY f.key
ON CONFLICT (code, key) DO UPDATE
SET term_id = EXCLUDED.term_id, student_id = EXCLUDED.student_id, school_id = EXCLUDED.school_id,
    entitlement_id = EXCLUDED.entitlement_id, payment_id = EXCLUDED.payment_id, amount = EXCLUDED.amount,
    facts = EXCLUDED.facts, facts_hash = EXCLUDED.facts_hash, last_run_id = EXCLUDED.last_run_id, gone_in_id = NULL
