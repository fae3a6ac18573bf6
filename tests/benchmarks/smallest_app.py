"""The smallest Textual app that paints a frame and repaints on a key: the floor of the screens."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class SmallestApp(App[None]):
    """One line of text, which counts the keys pressed."""

    pressed = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("ready")

    def on_key(self, event: events.Key) -> None:
        """Count the key, which repaints the line."""
        event.stop()
        self.pressed += 1
        self.query_one(Static).update(f"pressed {self.pressed}")


if __name__ == "__main__":
    SmallestApp().run()
