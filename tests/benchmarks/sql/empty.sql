-- Nothing of the students and subsidies floors is left but terms, programmes and policy.
TRUNCATE students_rosterupload, students_rosterrow, students_rosterissue, students_rostermend, students_rosteracceptance,
    students_enrolment, students_enrolmentversion, students_student, students_studentmerge, students_release, students_record,
    students_releaseissue, students_determination, students_matchpair, students_schoolingproof, subsidies_eligibilityrun,
    subsidies_decision, subsidies_decisioncase, subsidies_drychange, subsidies_finding, subsidies_whereabouts,
    aid_portal_jobchunk, aid_portal_jobrun
RESTART IDENTITY CASCADE
