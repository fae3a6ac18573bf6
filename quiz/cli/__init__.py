"""The command line: streams, language, exit codes and errors; the rest is behind it.

Exit codes: 0 done, 1 problems found or data refused, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from quiz.cli.streams import discard_output, prepare_streams, report
from quiz.errors import QuizError
from quiz.i18n import _, choose_language, use_language

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, by default the process's; return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    use_language(choose_language(_language_option(arguments), setting=_language_setting()))
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except QuizError as error:
        report(str(error), error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever was reading, such as `head`, has had enough
        discard_output()
        return 0
    except OSError as error:
        discard_output()
        report(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 1
    except Exception as error:
        if os.environ.get("QUIZ_DEBUG"):
            raise
        report(
            _("internal error: {error}").format(error=f"{type(error).__name__}: {error}"),
            _("This is a defect of the program. QUIZ_DEBUG=1 shows where it lies."),
        )
        return 1


def _run(arguments: list[str]) -> int:
    from quiz.cli.arguments import parse
    from quiz.cli.commands import run

    try:
        options = parse(arguments)
    except SystemExit as done:  # --help and --version have printed what they are for
        return int(done.code or 0)
    return run(options)


def _language_option(arguments: list[str]) -> str | None:
    """Return the language asked for, before the arguments are parsed in that language."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def _language_setting() -> str | None:
    """Return the language in the settings; whether they are valid is for others to say."""
    from quiz.paths import user_paths

    path = user_paths().settings
    if not path.exists():
        return None
    from quiz.settings import load_settings

    try:
        return load_settings(path).language
    except QuizError:
        return None
