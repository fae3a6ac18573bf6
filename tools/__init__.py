"""Tools for those who work on the program; none of this is installed."""
