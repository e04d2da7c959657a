-- 资料不全: an approved row whose child has no valid id number, whose case rests on documents that were not filed, or whose money goes
-- to a guardian without an id number or to a card without a number.
WITH held AS (
    SELECT e.id, e.term_id, e.student_id, e.school_id, e.amount, g.code,
           array_remove(ARRAY[
               CASE WHEN r.id_index IS NULL AND coalesce(kept.id_index, s.id_index) IS NULL THEN 'no_id' END,
               CASE WHEN g.kind = 'state' AND e.decision_id IS NULL AND e.evidence_id IS NULL THEN 'no_evidence' END,
               CASE WHEN p.payee = 'guardian' AND r.guardian_index IS NULL THEN 'no_guardian_id' END,
               CASE WHEN p.channel IN ('bank_card', 'guardian_card') AND p.account_index IS NULL THEN 'no_account' END], NULL)
               AS problems, p.id AS payment_id
    FROM subsidies_entitlement e
    JOIN subsidies_programme g ON g.id = e.programme_id
    JOIN students_enrolment r ON r.id = e.enrolment_id
    JOIN students_student s ON s.id = e.student_id
    LEFT JOIN students_student kept ON kept.id = s.merged_into_id
    LEFT JOIN (SELECT p.id, p.entitlement_id, p.payee, p.account_index, b.channel
               FROM subsidies_payment p JOIN subsidies_batch b ON b.id = p.batch_id
               WHERE p.adjustment_id IS NULL AND p.status IN ('ready', 'sent', 'paid')) p ON p.entitlement_id = e.id
    WHERE e.status = 'approved'
)
SELECT id::text, term_id, student_id, school_id, id, payment_id, amount, jsonb_build_object('problems', problems, 'programme', code)
FROM held
WHERE problems <> '{}'
