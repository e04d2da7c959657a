-- A part that runs twice replaces what it said the first time.
DELETE FROM subsidies_drychange WHERE run_id = %(run)s AND school_id = ANY(%(schools)s)
