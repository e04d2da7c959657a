-- %(children)s children of the term in key order of their schools, every stage and grade, names that repeat as names do.
-- The envelopes are empty: the check and the lists never open them for a decision.
WITH schools AS (
    SELECT array_agg(id ORDER BY id) AS ids FROM aid_portal_orgunit WHERE kind = 'school'
), numbered AS (
    SELECT n, ids[1 + n * array_length(ids, 1) / (%(children)s + 1)] AS school_id, n %% 15 AS ladder,
           hashint4(n) & 1023 AS dice, sha256(('id' || n)::bytea) AS id_index, sha256(('G' || n)::bytea) AS registry_index,
           substr('王李张刘陈杨赵黄周吴', 1 + n %% 10, 1) || substr('子宇浩思佳欣雨梓明晨', 1 + n / 10 %% 10, 1)
               || substr('轩涵怡文博妍然琪宁悦', 1 + n / 100 %% 10, 1) AS name
    FROM schools, generate_series(1, %(children)s) n
), children AS (
    INSERT INTO students_student (id, id_index, name, pinyin, sex, birth_date)
    SELECT n, id_index, name, 'p' || n %% 9973, '', date '2004-09-01' + n %% 5400 FROM numbered
)
INSERT INTO students_enrolment
    (student_id, school_id, term_id, upload_id, upload_row, accepted_order, registry_index, tail_index, id_index, name,
     name_key, pinyin, sex, birth_date, stage, grade, class_name, boarding, hukou, major, agriculture, status, status_on,
     home_taught, guardian_name, guardian_key, guardian_index, sealed, digest)
SELECT n, school_id, %(term)s, %(upload)s, n, n, registry_index, id_index, id_index, name, name, 'p' || n %% 9973, '',
       date '2004-09-01' + n %% 5400,
       CASE WHEN ladder < 3 THEN 'kindergarten' WHEN ladder < 9 THEN 'primary' WHEN ladder < 12 THEN 'junior'
            WHEN dice < 320 THEN 'vocational' ELSE 'senior' END,
       CASE WHEN ladder < 3 THEN ladder + 1 WHEN ladder < 9 THEN ladder - 2 WHEN ladder < 12 THEN ladder - 8 ELSE ladder - 11 END,
       1 + n %% 8 || '班', ladder > 6 AND dice %% 3 = 0, CASE WHEN dice < 700 THEN 'rural' WHEN dice < 1000 THEN 'urban' ELSE '' END,
       '', ladder > 11 AND dice < 100, 'enrolled', NULL, false, '', '', NULL, '', registry_index
FROM numbered
