"""`python -m quiz`: the same program as the `quiz` command."""

import sys

from quiz.cli import main

if __name__ == "__main__":
    sys.exit(main())
