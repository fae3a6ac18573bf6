"""Pure rules: no files, no clock, no globals. Time and randomness are passed in."""
