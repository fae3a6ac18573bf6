"""Records responses until it is done or killed: `python -m tests.store.recorder PATH COUNT`.

Prints the number of the session and then, for each response, its position, after it has been
recorded.
"""

from __future__ import annotations

import sys
from pathlib import Path

from quiz.engine.responses import Judged
from quiz.store import open_store
from tests.store.practice import NOON, Taking, statements


def main(path: Path, count: int) -> None:
    """Record `count` responses in a session of its own."""
    with open_store(path, now=NOON) as store:
        taking = Taking(store, statements(count))
        print(taking.id, flush=True)
        for position in range(count):
            taking.respond(Judged(position % 3 > 0))
            print(position, flush=True)
            taking.session.advance()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
