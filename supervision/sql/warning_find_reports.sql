-- 突发困难: reported by a school or a town and neither determined anew nor listed as monitored since.
INSERT INTO warning_found (kind, cause, report_id, student_id, school_id, facts)
SELECT 'sudden_hardship', r.id::text, r.id, child.id, at.school_id,
       jsonb_build_object('event', r.event, 'happened_on', r.happened_on)
FROM supervision_hardshipreport r
JOIN students_student s ON s.id = r.student_id
CROSS JOIN LATERAL (SELECT coalesce(s.merged_into_id, s.id) AS id) child  -- two files that were joined
LEFT JOIN LATERAL (
    SELECT e.school_id, e.status
    FROM students_enrolment e
    WHERE e.student_id = child.id
    ORDER BY left(e.term_id, 4)::int * 2 + (right(e.term_id, 1) = 'A')::int DESC, e.status = 'enrolled' DESC, e.accepted_order DESC
    LIMIT 1
) at ON true
WHERE r.status = 'reported' AND at.status IS DISTINCT FROM 'deceased'
  AND NOT EXISTS (
      SELECT FROM students_enrolment e
      JOIN students_determination d ON d.registry_index = e.registry_index
      LEFT JOIN students_release l ON l.id = d.release_id
      LEFT JOIN students_application a ON a.id = d.application_id
      WHERE e.student_id = child.id AND (l.accepted_at > r.reported_at OR a.approved_on >= r.reported_at::date)
  )
  AND NOT EXISTS (
      SELECT FROM students_enrolment e
      JOIN students_record p ON p.id_index = e.id_index AND p.name_key = e.name_key
      JOIN students_release l ON l.id = p.release_id AND l.kind = 'rural' AND l.status = 'accepted'
      WHERE e.student_id = child.id AND l.accepted_at > r.reported_at AND l.data_date >= r.happened_on
        AND NOT p.risk_removed AND p.categories && ARRAY['MON_UNSTABLE', 'MON_EDGE', 'MON_SUDDEN']::varchar[]
  )
