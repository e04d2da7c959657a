"""Pure rules of the ground floor: passwords, scopes, throttling, rows of the unit list."""
