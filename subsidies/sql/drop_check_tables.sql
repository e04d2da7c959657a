DROP TABLE IF EXISTS check_enrolled, check_fact, check_child, check_grant, check_case_finding, check_proposed, check_found
