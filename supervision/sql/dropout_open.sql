-- A case for everybody whom the check calls SUSPECT and who has none: again for those whose case has ended, unless a second
-- person has accepted a legal reason that still holds or this term's return to school, or the proof that ended it stands.
INSERT INTO supervision_dropoutcase (
    name, birth_date, person_mark, id_index, person_number, record_id, student_id, town_id, village, school_id, term_id, source,
    place, status, note, opened_on, reached, reached_on, reason
)
SELECT p.name, p.birth_date, p.person_mark, p.id_index, p.person_number, p.record_id, p.student_id, p.town_id, p.village,
       p.school_id, %(term)s, 'check', 'SUSPECT', 'suspected', '', %(on)s, '', %(on)s, ''
FROM dropout_person p
WHERE p.code = 'SUSPECT'
  AND NOT EXISTS (
      SELECT FROM supervision_dropoutcase c
      WHERE c.status IN ('suspected', 'dropout')
        AND (c.person_mark = p.person_mark OR c.id_index = p.id_index OR c.student_id = p.student_id)
  )
  AND NOT EXISTS (
      SELECT FROM supervision_dropoutcase c
      WHERE (c.person_mark = p.person_mark OR c.id_index = p.id_index) AND c.ended_by_id IS NOT NULL
        AND (c.reason IN ('finished', 'deceased', 'abroad', 'missing') OR c.until >= %(on)s
             OR (c.reason = 'back' AND c.ended_on >= %(term_first_day)s))
  )
  AND NOT EXISTS (
      SELECT FROM supervision_dropoutcase c
      JOIN students_schoolingproof s ON s.person_mark = c.person_mark
      WHERE c.person_mark = p.person_mark AND c.reason = 'elsewhere'
        AND s.academic_year = %(academic_year)s AND s.status = 'verified'
  )
ORDER BY p.record_id
RETURNING id
