"""The plain front end: a session line by line, for pipes, screen readers and dumb terminals."""

from quiz.plain.modes import run_plain

__all__ = ["run_plain"]
