"""The words of the user interface: one gettext catalogue, English in the code, Chinese beside it.

The language is chosen once at the start (`choose_language`) and may be switched later
(`use_language`), so callers translate at the moment they show a text, never at import.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("zh", "en")
_CATALOGUES = Path(__file__).parent / "locale"

_current = "en"
_translations: gettext.NullTranslations = gettext.NullTranslations()


def choose_language(
    option: str | None, environ: Mapping[str, str] = os.environ, setting: str | None = None
) -> str:
    """Return the language to use: the option, QUIZ_LANG, the setting, else the locale.

    An English locale means English, any other Chinese, since the material is Chinese.
    An unknown value counts as not given.
    """
    for wish in (option, environ.get("QUIZ_LANG"), setting):
        if wish and wish[:2].lower() in LANGUAGES:
            return wish[:2].lower()
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "zh"
    if os.name == "nt":  # Windows keeps the locale outside the environment
        return "en" if (locale.getlocale()[0] or "").lower().startswith("en") else "zh"
    return "zh"


def use_language(language: str) -> None:
    """Show every text from now on in `language` ("zh" or "en")."""
    global _current, _translations
    _current = language
    _translations = gettext.translation("quiz", _CATALOGUES, [language], fallback=True)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Translate into `language` for a while: what goes into a file follows what the file is in."""
    before = _current
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def language() -> str:
    """Return the language in use, "zh" or "en"."""
    return _current


def _(message: str) -> str:
    """Translate `message`, which is the English text itself."""
    return _translations.gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a text that depends on `number`."""
    return _translations.ngettext(singular, plural, number)


def mark(message: str) -> str:
    """Mark a text for the catalogue where it can't be translated yet (tables, class bodies)."""
    return message
