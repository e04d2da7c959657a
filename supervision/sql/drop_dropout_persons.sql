DROP TABLE IF EXISTS dropout_person
