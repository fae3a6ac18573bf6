"""The smallest Textual app that paints a frame and repaints on a key: the floor of the screens.

Given a path, it also commits one row to an SQLite file there before each repaint.
"""

from __future__ import annotations

import sqlite3
import sys

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class SmallestApp(App[None]):
    """One line of text, which counts the keys pressed."""

    pressed = 0
    database: sqlite3.Connection | None = None

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("ready")

    def on_mount(self) -> None:
        """Open the file, if there is to be one."""
        if len(sys.argv) > 1:
            self.database = bare_database(sys.argv[1])

    def on_key(self, event: events.Key) -> None:
        """Count the key, which repaints the line."""
        event.stop()
        self.pressed += 1
        if self.database is not None:
            self.database.execute("INSERT INTO numbers VALUES (?)", (self.pressed,))
        self.query_one(Static).update(f"pressed {self.pressed}")


def bare_database(path: str) -> sqlite3.Connection:
    """Open the floor of the store: one table, and the same promise to survive a power cut."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE numbers (number INTEGER) STRICT")
    return connection


if __name__ == "__main__":
    SmallestApp().run()
