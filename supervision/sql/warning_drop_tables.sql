DROP TABLE IF EXISTS warning_change, warning_found, warning_placed
