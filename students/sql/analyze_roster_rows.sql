-- The page reads the rows the moment the check is done, long before the autovacuum has looked at them: without statistics
-- the planner may take a county's file for one row and loop over the term's children for each of its thousands.
ANALYZE students_rosterrow
