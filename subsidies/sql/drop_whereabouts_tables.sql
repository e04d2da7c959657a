DROP TABLE IF EXISTS whereabouts_fact, whereabouts_answer, whereabouts_placed
