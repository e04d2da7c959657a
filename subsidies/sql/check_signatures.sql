SELECT signature, count(*) FROM check_child GROUP BY signature ORDER BY signature
