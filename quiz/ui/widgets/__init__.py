"""Widgets: they say what happened, screens decide what it means."""
