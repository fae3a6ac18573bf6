"""The program killed at random moments, in everything that it does, and what it has lost by that.

`python -m tests.faults` runs a long campaign; a short one is a test.
"""
