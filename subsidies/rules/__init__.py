"""The law as pure functions: facts in, answers with grounds out."""
