-- What an auditors' question has just found, as warnings of one kind; the statement of the question filled audit_found.
INSERT INTO warning_found (kind, cause, term_id, entitlement_id, student_id, school_id, facts)
SELECT %(kind)s, %(code)s || ':' || f.key, f.term_id, f.entitlement_id, f.student_id, f.school_id,
       f.facts || jsonb_build_object('amount', f.amount)
FROM audit_found f
WHERE f.student_id IS NOT NULL AND coalesce(f.facts ->> 'problem', '') = ANY(%(problems)s)
