-- What this return settled, and whether it was paid.
SELECT payment_id, succeeded FROM subsidies_bankreturnline WHERE bank_return_id = %(bank_return)s AND fresh ORDER BY payment_id
