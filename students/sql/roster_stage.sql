-- Where COPY puts the rows of a file; without keys, it lives as long as the transaction, in which another may have been checked.
DROP TABLE IF EXISTS pg_temp.roster_stage;
CREATE TEMP TABLE roster_stage (LIKE students_rosterrow) ON COMMIT DROP;
ALTER TABLE roster_stage DROP COLUMN id
