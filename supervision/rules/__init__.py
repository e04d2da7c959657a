"""Rules of the supervision floor: no database, no clock."""
