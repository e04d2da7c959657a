-- Who stands on the rosters of now, by what a row of a file is held against.
SELECT school_id, registry_index, id, digest FROM students_enrolment WHERE term_id = %(term)s AND school_id = ANY(%(schools)s)
