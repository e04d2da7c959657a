-- 享受中断: a child aided in terms before and after one in which it was on the roll and on a list of a department, and got nothing. Only
-- terms in which the county paid at all; the list is the newest of its kind on the cut-off day. The ORM has no such join of terms.
WITH aided AS (
    SELECT DISTINCT coalesce(s.merged_into_id, s.id) AS child, t.position, t.code, p.status <> 'ready' AS gone_out
    FROM subsidies_payment p
    JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN students_termsetting t ON t.code = e.term_id
    JOIN students_student s ON s.id = p.student_id
    WHERE p.status IN ('ready', 'sent', 'paid')
), span AS (
    SELECT child, min(position) AS first, max(position) AS last FROM aided WHERE gone_out GROUP BY child
), missing AS (
    SELECT span.child, t.code AS term_id, t.cut_off_on, t.position
    FROM span JOIN students_termsetting t ON t.position > span.first AND t.position < span.last
    WHERE NOT EXISTS (SELECT FROM aided a WHERE a.child = span.child AND a.position = t.position)
      AND EXISTS (SELECT FROM aided a WHERE a.position = t.position AND a.gone_out)
), roll AS (
    SELECT DISTINCT ON (m.child, m.term_id) m.*, x.id AS enrolment_id, x.school_id, x.student_id, x.id_index, x.name_key
    FROM missing m
    JOIN students_student s ON coalesce(s.merged_into_id, s.id) = m.child
    JOIN students_enrolment x ON x.student_id = s.id AND x.term_id = m.term_id
    WHERE x.status = 'enrolled' OR coalesce(x.status_on, m.cut_off_on) > m.cut_off_on
    ORDER BY m.child, m.term_id, x.id
), newest AS (
    SELECT DISTINCT ON (t.code, r.kind) t.code AS term_id, r.id
    FROM students_termsetting t
    JOIN students_release r ON r.status = 'accepted' AND r.data_date <= t.cut_off_on
    ORDER BY t.code, r.kind, r.data_date DESC, r.id DESC
), listed AS (
    SELECT roll.child, roll.term_id, array_agg(DISTINCT category ORDER BY category) AS categories
    FROM roll
    JOIN newest ON newest.term_id = roll.term_id
    JOIN students_record r ON r.release_id = newest.id
     AND ((r.id_index = roll.id_index AND r.name_key = roll.name_key)
          OR EXISTS (SELECT FROM students_matchpair p WHERE p.record_id = r.id AND p.student_id = roll.student_id
                     AND p.term_id = roll.term_id AND p.status = 'accepted'))
    CROSS JOIN LATERAL unnest(r.categories) AS category
    WHERE r.active AND NOT r.risk_removed AND (r.starts_on IS NULL OR r.starts_on <= roll.cut_off_on)
      AND (r.ends_on IS NULL OR r.ends_on > roll.cut_off_on)
    GROUP BY roll.child, roll.term_id
)
SELECT roll.child || ':' || roll.term_id, roll.term_id, roll.child, roll.school_id, NULL::bigint, NULL::bigint, NULL::numeric,
       jsonb_build_object('categories', listed.categories, 'standing', coalesce(own.status, 'none'),
           'before', (SELECT code FROM aided a WHERE a.child = roll.child AND a.gone_out AND a.position < roll.position
                      ORDER BY a.position DESC LIMIT 1),
           'after', (SELECT code FROM aided a WHERE a.child = roll.child AND a.gone_out AND a.position > roll.position
                     ORDER BY a.position LIMIT 1))
FROM roll
JOIN listed USING (child, term_id)
LEFT JOIN LATERAL (
    SELECT e.status FROM subsidies_entitlement e JOIN students_student s ON s.id = e.student_id
    WHERE coalesce(s.merged_into_id, s.id) = roll.child AND e.term_id = roll.term_id
    ORDER BY e.status = 'approved' DESC, e.id LIMIT 1
) own ON true
