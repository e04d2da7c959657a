-- 卡主非本人: the name of the account is neither the child's nor the registered guardian's. Names compare by their key; the keys of
-- names with other signs than Han characters are worked out beforehand (`names`, `keys`).
SELECT p.id::text, e.term_id, p.student_id, p.school_id, e.id, p.id, p.amount,
       jsonb_build_object('programme', g.code, 'payee', p.payee, 'no_guardian', r.guardian_key = '')
FROM subsidies_payment p
JOIN subsidies_batch b ON b.id = p.batch_id AND b.channel IN ('bank_card', 'guardian_card')
JOIN subsidies_entitlement e ON e.id = p.entitlement_id
JOIN students_enrolment r ON r.id = e.enrolment_id
JOIN subsidies_programme g ON g.id = p.programme_id
LEFT JOIN unnest(%(names)s::text[], %(keys)s::text[]) AS spelled (name, key) ON spelled.name = p.payee_name
WHERE p.status IN ('ready', 'sent', 'paid')
  AND coalesce(spelled.key, p.payee_name) NOT IN (r.name_key, r.guardian_key)
