-- Where COPY puts the rows of a file; without keys, it lives as long as the transaction.
CREATE TEMP TABLE roster_stage (LIKE students_rosterrow) ON COMMIT DROP;
ALTER TABLE roster_stage DROP COLUMN id
