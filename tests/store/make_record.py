"""Makes the newest of the kept records, `data/v3.db` and its like.

Run as `python -m tests.store.make_record`.

Each is made once, by the program that wrote that version, and then kept: later programs must be
able to read it. A new version gets a number in `FILLED`, and a filling of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quiz.store import Store, open_store
from tests.store.practice import NOON, fill, fill_scheduled

FILLED: dict[int, Callable[[Store], None]] = {1: fill, 2: fill_scheduled, 3: fill_scheduled}
"""What the kept record of each version holds."""


def kept(version: int) -> Path:
    """Return the file with the kept record of a version."""
    return Path(__file__).parent / "data" / f"v{version}.db"


def main() -> None:
    """Write the newest one anew."""
    version = max(FILLED)
    path = kept(version)
    path.unlink(missing_ok=True)
    with open_store(path, now=NOON) as store:
        FILLED[version](store)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
