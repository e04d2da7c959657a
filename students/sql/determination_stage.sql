CREATE TEMP TABLE determination_stage (LIKE students_determination) ON COMMIT DROP;
ALTER TABLE determination_stage DROP COLUMN id
