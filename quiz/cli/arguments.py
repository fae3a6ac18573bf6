"""The arguments of every command, described in the language of the user interface."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from quiz import __version__
from quiz.errors import UsageError
from quiz.i18n import LANGUAGES, _, mark, ngettext

MODES = ("practice", "exam", "missed", "review", "cards", "drill", "read")

TYPES = ("single", "multiple", "true_false", "cloze", "short", "order", "match", "card")

CAUSES = (
    *("sound", "shape", "substituted", "missing", "extra", "order"),
    *("option", "partly", "arrangement", "not-known"),
)

_ARGPARSE_WORDS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("show program's version number and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("invalid %(type)s value: %(value)r"),
    mark("ignored explicit argument %r"),
    mark("expected one argument"),
    mark("unrecognized arguments: %s"),
    mark("the following arguments are required: %s"),
)
"""What argparse itself says; it is translated by our catalogue and so has to be in it."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of a call; `command` is None when none was named.

    Raises UsageError on a wrong call and SystemExit after `--help` and `--version`.
    """
    vars(argparse).update(_=_, ngettext=ngettext)  # argparse would ask the system's catalogue
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and hasattr(options, "sets") and not any(text.startswith("-") for text in rest):
        options.sets += rest  # argparse takes only the first run of them: `take a -n 5 b`
    elif rest:
        parser.error(_("unrecognized arguments: %s") % " ".join(rest))
    return options


class _Parser(argparse.ArgumentParser):
    """A parser that reports errors as the rest of the program does."""

    def error(self, message: str) -> NoReturn:
        """Refuse the call."""
        hint = _("`{command} --help` shows how it is used.").format(command=self.prog)
        raise UsageError(message, hint=hint)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="quiz",
        description=_("Learn a document by heart: quizzes and flashcards in the terminal."),
        epilog=_("Without a command the app is opened."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"quiz {__version__}")
    _add_global(parser, language=None, recording=True)
    commands = parser.add_subparsers(
        dest="command", title=_("commands"), metavar=_("COMMAND"), prog="quiz"
    )

    def command(name: str, meaning: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=meaning, description=meaning, allow_abbrev=False)
        _add_global(added, language=argparse.SUPPRESS, recording=argparse.SUPPRESS)
        return added

    _describe_take(command("take", _("take a quiz")))
    _describe_missed(command("missed", _("go over what was missed")))
    _describe_review(command("review", _("review what is due")))
    _add_json(command("list", _("list the question sets")))
    _describe_new(command("new", _("begin a question file")))
    _describe_draft(command("draft", _("draft questions from a document")))
    _describe_check(command("check", _("check question files")))
    _describe_coverage(command("coverage", _("show what of a document is asked for")))
    _describe_stats(command("stats", _("show totals, memory and what is hard")))
    _add_json(command("history", _("list the sessions taken")))
    _describe_plan(command("plan", _("plan the days until an exam")))
    command("optimize", _("fit the schedule to your own record"))
    _describe_settings(command("settings", _("show the settings, or change one")))
    _describe_doctor(command("doctor", _("see whether the record is sound, and mend it")))
    _describe_backup(command("backup", _("back the record up, or put a backup back")))
    _describe_path(command("path", _("tell where things are kept")))
    return parser


def _add_global(
    parser: argparse.ArgumentParser, *, language: str | None, recording: bool | str
) -> None:
    """Add what every command takes; it may stand before the command or after it."""
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=language, help=_("language of the interface")
    )
    parser.add_argument(
        "--no-record",
        dest="recording",
        action="store_false",
        default=recording,
        help=_("write nothing to the disk"),
    )


def _describe_take(parser: argparse.ArgumentParser) -> None:
    _add_sets(parser)
    parser.add_argument("-m", "--mode", choices=MODES, help=_("practice if not given"))
    parser.add_argument(
        "-n", "--number", type=_count, metavar="N", help=_("ask this many questions")
    )
    _add_tags(parser)
    parser.add_argument(
        "--seed", type=_seed, metavar="S", help=_("the same seed asks in the same order")
    )
    parser.add_argument(
        "--time", type=_minutes, metavar="MIN", help=_("minutes for an exam; 0: no limit")
    )
    parser.add_argument(
        "--ahead", action="store_true", help=_("let it count even before a question is due")
    )
    _add_plain(parser)
    parser.add_argument(
        "--resume", action="store_true", help=_("go on with the last unfinished session")
    )


def _describe_missed(parser: argparse.ArgumentParser) -> None:
    _add_sets(parser)
    _add_plain(parser)
    parser.add_argument("--list", action="store_true", help=_("list the missed book"))
    parser.add_argument("--cleared", action="store_true", help=_("list what has left it"))
    _add_json(parser)
    _add_tags(parser)
    parser.add_argument(
        "--cause",
        dest="causes",
        action="append",
        choices=CAUSES,
        help=_("only what was last missed in this way; repeatable"),
    )
    parser.add_argument(
        "--since", type=_count, metavar="DAYS", help=_("only what was missed in the last days")
    )
    parser.add_argument(
        "--export", metavar="FILE", help=_("write it as Markdown, for paper; - prints it")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("let the export replace a file that is there")
    )


def _describe_review(parser: argparse.ArgumentParser) -> None:
    _add_sets(parser)
    parser.add_argument(
        "-n", "--number", type=_count, metavar="N", help=_("ask at most this many questions")
    )
    _add_tags(parser)
    parser.add_argument(
        "--seed", type=_seed, metavar="S", help=_("the same seed asks in the same order")
    )
    _add_plain(parser)


def _describe_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar=_("FILE"), help=_("the file to write; asked for if not given")
    )
    parser.add_argument("--title", help=_("what the set is called"))
    parser.add_argument(
        "--source", metavar=_("DOCUMENT"), help=_("the document that it asks about")
    )
    parser.add_argument(
        "--type",
        dest="types",
        action="append",
        choices=TYPES,
        help=_("write an example of this type only; repeatable"),
    )


def _describe_draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar=_("DOCUMENT"), help=_("a text, .docx or PDF file"))
    parser.add_argument(
        "-o",
        "--output",
        metavar=_("FILE"),
        help=_("the file to write; looked through on a screen if not given, - prints"),
    )
    parser.add_argument("--title", help=_("what the set is called"))
    parser.add_argument(
        "--confidence",
        type=_share,
        metavar="PERCENT",
        help=_("leave out what is less sure; 70 for a file if not given"),
    )


def _describe_stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--audit",
        action="store_true",
        help=_("tell which questions look too easy, flawed, or have options that no one chooses"),
    )
    _add_json(parser)


def _describe_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "target", nargs="?", metavar=_("SET"), help=_("a set's id, or a document; else every date")
    )
    parser.add_argument("--date", metavar=_("YYYY-MM-DD"), help=_("the day of the exam"))
    parser.add_argument("--clear", action="store_true", help=_("take the date back"))
    _add_json(parser)


def _describe_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help=_("only this setting"))
    parser.add_argument("value", nargs="?", metavar="VALUE", help=_("set it to this"))
    parser.add_argument("--reset", action="store_true", help=_("go back to its default"))


def _describe_doctor(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--repair", action="store_true", help=_("mend what is damaged, without asking")
    )
    ways.add_argument(
        "--rebuild",
        action="store_true",
        help=_("derive the schedule, the missed book and the totals from the log again"),
    )
    _add_json(ways)


def _describe_backup(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--list", action="store_true", help=_("list the backups there are"))
    ways.add_argument(
        "--restore",
        nargs="?",
        const="",
        metavar=_("FILE"),
        help=_("put a backup back; the newest good one if no file is given"),
    )
    parser.add_argument("--yes", action="store_true", help=_("put it back without asking"))
    _add_json(parser)


def _describe_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sets", nargs="*", metavar="PATH", help=_("files or folders; every set if not given")
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help=_("write missing ids, and let quotes follow their document"),
    )
    parser.add_argument(
        "--lint", action="store_true", help=_("tell how the questions could be written better")
    )
    _add_json(parser)


def _describe_coverage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help=_("a document; the one that most sets name if not given"),
    )
    parser.add_argument("--all", action="store_true", help=_("every clause with its questions"))
    _add_json(parser)


def _describe_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=PLACES, help=_("only this place"))


PLACES = ("home", "store", "questions", "cache", "settings", "backups")
"""What `quiz path` can tell."""


def _add_sets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sets", nargs="*", metavar="SET", help=_("a set's id, a file or a folder; else every set")
    )


def _add_tags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tag", dest="tags", action="append", metavar="T", help=_("only with this tag; repeatable")
    )


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain", action="store_true", help=_("line by line, for pipes and screen readers")
    )


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("a whole number from 1 is needed"))
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError(_("a whole number from 0 is needed"))
    return int(text)


def _share(text: str) -> int:
    number = text.removesuffix("%")
    if not number.isdecimal() or int(number) > 100:
        raise argparse.ArgumentTypeError(_("a whole number from 0 to 100 is needed"))
    return int(number)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1
    if not 0 <= minutes <= 1440:
        raise argparse.ArgumentTypeError(_("a number of minutes is needed, at most 1440"))
    return minutes
