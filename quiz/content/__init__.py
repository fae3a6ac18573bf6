"""Question files and source documents, turned into engine objects; every problem told at once."""
