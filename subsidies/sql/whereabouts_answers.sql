CREATE TEMP TABLE whereabouts_answer (
    birth_date date, matched boolean, enrolled boolean, deceased boolean, decided boolean, asked boolean, proven boolean,
    finished_grade_nine boolean, code varchar(12)
) ON COMMIT DROP
