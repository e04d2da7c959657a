"""Floor 1: who the students are, which households are monitored, who is in hardship and why."""
