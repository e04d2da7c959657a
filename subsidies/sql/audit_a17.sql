-- 台账与银行、财务不一致: row by row, what the payment says, what its legs in the ledger add up to, and what the bank answered; and
-- batch by batch, what was frozen, what the rows add up to, and what the file said.
WITH legs AS (
    SELECT l.payment_id, sum(l.fen) FILTER (WHERE a.kind = 'in_process') AS in_process,
           sum(l.fen) FILTER (WHERE a.kind = 'in_process' AND l.kind = 'send') AS sent,
           sum(l.fen) FILTER (WHERE a.kind = 'paid') AS paid
    FROM subsidies_ledgerleg l JOIN subsidies_ledgeraccount a ON a.id = l.account_id
    WHERE l.payment_id IS NOT NULL
    GROUP BY l.payment_id
), answers AS (
    SELECT line.payment_id, bool_or(line.succeeded) AS good, bool_or(NOT line.succeeded) AS bad
    FROM subsidies_bankreturnline line JOIN subsidies_bankreturn r ON r.id = line.bank_return_id AND r.status = 'booked'
    GROUP BY line.payment_id
), compared AS (
    SELECT p.id, p.entitlement_id, p.student_id, p.school_id, p.programme_id, p.amount, p.status, b.term_id, b.number, p.sequence,
           array_remove(ARRAY[
               CASE WHEN coalesce(legs.sent, 0)
                         <> CASE WHEN p.status IN ('sent', 'paid', 'returned') THEN p.amount * 100 ELSE 0 END
                      OR coalesce(legs.in_process, 0) <> CASE WHEN p.status = 'sent' THEN p.amount * 100 ELSE 0 END
                      OR coalesce(legs.paid, 0) <> CASE WHEN p.status = 'paid' THEN p.amount * 100 ELSE 0 END
                    THEN 'ledger_differs' END,
               CASE WHEN b.channel <> 'school_income' AND p.status IN ('paid', 'returned') AND answers.payment_id IS NULL
                    THEN 'no_answer' END,
               CASE WHEN p.status <> 'paid' AND answers.good THEN 'bank_says_paid' END,
               CASE WHEN p.status <> 'returned' AND answers.bad THEN 'bank_says_returned' END], NULL) AS problems
    FROM subsidies_payment p
    JOIN subsidies_batch b ON b.id = p.batch_id
    LEFT JOIN legs ON legs.payment_id = p.id
    LEFT JOIN answers ON answers.payment_id = p.id
), ordered AS (
    SELECT batch_id, count(*) AS row_count, sum(amount) AS total FROM subsidies_payment GROUP BY batch_id
)
SELECT 'payment:' || c.id, c.term_id, c.student_id, c.school_id, c.entitlement_id, c.id, c.amount,
       jsonb_build_object('problems', c.problems, 'programme', g.code, 'payment_status', c.status, 'batch', c.number,
                          'sequence', c.sequence)
FROM compared c
JOIN subsidies_programme g ON g.id = c.programme_id
WHERE c.problems <> '{}'
UNION ALL
SELECT 'batch:' || b.id, b.term_id, NULL, NULL, NULL, NULL, b.total - coalesce(o.total, 0),
       jsonb_build_object('problems', ARRAY['rows_differ'], 'batch', b.number, 'batch_total', b.total, 'rows_total', o.total)
FROM subsidies_batch b
LEFT JOIN ordered o ON o.batch_id = b.id
WHERE b.digest IS NOT NULL AND (b.row_count, b.total) IS DISTINCT FROM (o.row_count::int, o.total)
UNION ALL
SELECT 'file:' || f.id, b.term_id, NULL, NULL, NULL, NULL, b.total - f.total,
       jsonb_build_object('problems', ARRAY['file_differs'], 'batch', b.number, 'batch_total', b.total, 'file_total', f.total)
FROM subsidies_bankfile f
JOIN subsidies_batch b ON b.id = f.batch_id
WHERE (f.row_count, f.total) IS DISTINCT FROM (b.row_count, b.total)
