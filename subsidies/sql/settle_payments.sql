-- Each payment of the return that is still on its way gets its result; those that were settled before are told by `fresh`.
WITH settled AS (
    UPDATE subsidies_payment p
    SET status = CASE WHEN line.succeeded THEN 'paid' ELSE 'returned' END,
        settled_on = line.settled_on, bank_serial = line.bank_serial, reason_code = line.reason_code
    FROM subsidies_bankreturnline line
    WHERE line.bank_return_id = %(bank_return)s AND line.payment_id = p.id AND p.status = 'sent'
    RETURNING p.id
)
UPDATE subsidies_bankreturnline line
SET fresh = EXISTS (SELECT FROM settled WHERE settled.id = line.payment_id)
WHERE line.bank_return_id = %(bank_return)s AND line.fresh <> EXISTS (SELECT FROM settled WHERE settled.id = line.payment_id)
