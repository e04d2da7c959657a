SELECT change, count(*) FROM subsidies_drychange WHERE run_id = %(run)s GROUP BY change
