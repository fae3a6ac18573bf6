"""Coverage-guided fuzzing by hand: `pip install atheris`, then `python -m tests.fuzz TARGET`."""
