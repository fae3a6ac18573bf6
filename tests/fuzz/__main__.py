"""Feed a part of the program what a fuzzer thinks of, until a time is up or something breaks.

What it says at its end (executions, coverage) is libFuzzer's. An input that breaks something is
left as a file in the folder one is in, and becomes a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["quiz", "yaml", "docx", "pypdf"]):
    from quiz.authoring.lint import lint
    from quiz.content.documents import text_of
    from quiz.content.files import RefusedError
    from quiz.content.schema import read_data
    from quiz.content.sources import Documents
    from quiz.engine.folding import fold
    from quiz.engine.matching import compare
    from quiz.visible import escaped, one_line, visible

DATA = Path(__file__).resolve().parents[1] / "data"


def question_file(data: bytes) -> None:
    """A question file is read, linted, and has a message for everything that is wrong."""
    documents = Documents()
    reading = read_data(data, str(DATA / "good" / "fuzzed.yaml"), documents)
    for problem in reading.problems:
        assert problem.message
        assert problem.line >= 1
        assert problem.column >= 1
        visible(problem.message)
    assert reading.question_set is not None or reading.problems
    if reading.question_set is not None:
        lint([reading.question_set], documents)


def typed_answer(data: bytes) -> None:
    """Two texts are folded and compared; folding a fold changes nothing."""
    key, _zero, typed = data.decode("utf-8", "replace").partition("\0")
    folded = fold(typed)
    assert fold(folded) == folded
    compare(typed, [key or "key"])
    one_line(typed)
    escaped(f'"{key}"')


def document(data: bytes) -> None:
    """A document of any kind is read or refused."""
    for name in ("x.pdf", "x.docx", "x.txt"):
        with suppress(RefusedError):
            text_of(name, data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "question-file": question_file,
    "typed-answer": typed_answer,
    "document": document,
}


def main() -> None:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what was found telling")
    options = parser.parse_args()
    corpus = options.corpus or Path(tempfile.mkdtemp(prefix="quiz-fuzz-"))
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(sorted(DATA.rglob("*.yaml"))):
        (corpus / f"seed-{number}").write_bytes(seed.read_bytes())
    libfuzzer = [sys.argv[0], f"-max_total_time={options.seconds}", "-timeout=20", str(corpus)]
    atheris.Setup(libfuzzer, TARGETS[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
