"""For those who write question sets: what they cover, and how well they are written."""
