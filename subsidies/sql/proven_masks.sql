SELECT enrolment_id, bit_or(bit) FROM check_fact WHERE enrolment_id = ANY(%(enrolments)s) AND bit IS NOT NULL GROUP BY enrolment_id
