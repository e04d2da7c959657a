"""Which payments and recoveries stand behind a number of the statistics."""
