"""Makes `data/v1.db`, a record of version 1: `python -m tests.store.make_v1`.

It is made once, by the program that wrote that version, and then kept: later programs must be
able to read it.
"""

from __future__ import annotations

from pathlib import Path

from quiz.store import open_store
from tests.store.practice import NOON, fill

V1 = Path(__file__).parent / "data" / "v1.db"


def main() -> None:
    """Write the file anew."""
    V1.unlink(missing_ok=True)
    with open_store(V1, now=NOON) as store:
        fill(store)
    print(V1, V1.stat().st_size)


if __name__ == "__main__":
    main()
