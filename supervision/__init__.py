"""Floor 3: who checked, what was found, was it put right."""
