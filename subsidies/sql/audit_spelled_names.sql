-- Names of account holders that are not Han characters alone: few, and the only ones whose key may be another than the name.
SELECT DISTINCT payee_name FROM subsidies_payment WHERE payee_name !~ '^[一-鿿]+$'
