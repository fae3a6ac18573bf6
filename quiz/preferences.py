"""The settings as a person sees and changes them: names, meanings, values in words and back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
import msgspec.inspect

from quiz.errors import UsageError
from quiz.i18n import _
from quiz.settings import Settings
from quiz.visible import one_line


class Preference(ABC):
    """One setting: `name` is what it is called in commands, `label` on the screen."""

    allowed: str = ""
    """What can be typed as its value, "" where nothing can."""

    resettable = True
    """Whether it can go back to its default here."""

    def __init__(self, name: str, label: str, meaning: str) -> None:
        self.name = name
        self.label = label
        self.meaning = meaning

    def changed(self, settings: Settings, text: str) -> Settings:
        """Return the settings with what `text` says; raises UsageError if it can't be that."""
        return self._with(settings, self._parsed(text))

    def reset(self, settings: Settings) -> Settings:
        """Return the settings with the default of this one; raises UsageError if it can't be."""
        if not self.resettable:
            raise UsageError(_("This can't be reset here."), location=self.name)
        return self._with(settings, self._value(Settings()))

    @abstractmethod
    def text(self, settings: Settings) -> str:
        """Return its value as it is typed."""

    def words(self, settings: Settings) -> str:
        """Return its value as the screen shows it."""
        return self.text(settings)

    @abstractmethod
    def _parsed(self, text: str) -> Any:
        """Return the value that `text` means; raises UsageError if it means none."""

    def _value(self, settings: Settings) -> Any:
        return getattr(settings, self.name)

    def _with(self, settings: Settings, value: Any) -> Settings:
        return msgspec.structs.replace(settings, **{self.name: value})


class Option(NamedTuple):
    """A value to choose: how it is typed, and how the screen shows it."""

    typed: str
    words: str


class Choice(Preference):
    """One of a few values."""

    def __init__(self, name: str, label: str, meaning: str, options: Mapping[Any, Option]) -> None:
        super().__init__(name, label, meaning)
        self._options = options
        self.allowed = ", ".join(option.typed for option in options.values())

    def text(self, settings: Settings) -> str:
        return self._options[self._value(settings)].typed

    def words(self, settings: Settings) -> str:
        return self._options[self._value(settings)].words

    def turned(self, settings: Settings, by: int) -> Settings:
        """Return the settings with the value that stands so many places further on."""
        values = list(self._options)
        place = (values.index(self._value(settings)) + by) % len(values)
        return self._with(settings, values[place])

    def _parsed(self, text: str) -> Any:
        for value, option in self._options.items():
            if text.strip().lower() in (option.typed, option.words.lower()):
                return value
        raise UsageError(
            _("This can't be “{text}”.").format(text=one_line(text)),
            hint=_("It can be: {allowed}.").format(allowed=self.allowed),
            location=self.name,
        )


class Number(Preference):
    """A number within limits, which are those of `Settings`; a `share` is shown in per cent."""

    def __init__(self, name: str, label: str, meaning: str, *, share: bool = False) -> None:
        super().__init__(name, label, meaning)
        self._share = share
        self._least, self._most = _limits(name)
        self.allowed = f"{self._shown(self._least)}–{self._shown(self._most)}"

    def text(self, settings: Settings) -> str:
        return self._shown(self._value(settings))

    def _parsed(self, text: str) -> float:
        value = self._read(text.strip())
        if value is None or not self._least <= value <= self._most:
            form = _("This must be a number from {least} to {most}; “{text}” is not.")
            least, most = self._shown(self._least), self._shown(self._most)
            message = form.format(least=least, most=most, text=one_line(text))
            raise UsageError(message, location=self.name)
        return value

    def _read(self, text: str) -> float | None:
        """Return the number typed; a share may be given in per cent or as a fraction of 1."""
        try:
            if not self._share:
                return int(text)
            number = float(text.rstrip("%％ "))
        except ValueError:
            return None
        return round(number / 100, 4) if number > 1 else number

    def _shown(self, value: float) -> str:
        return f"{value * 100:g}%" if self._share else f"{value:g}"


class Shown(Preference):
    """What is set elsewhere and only shown here; `hint` tells where.

    It can go back to its default if `resettable`.
    """

    def __init__(
        self,
        name: str,
        label: str,
        meaning: str,
        show: Callable[[Any], str],
        hint: str,
        *,
        resettable: bool = False,
    ) -> None:
        super().__init__(name, label, meaning)
        self._show = show
        self._hint = hint
        self.resettable = resettable

    def text(self, settings: Settings) -> str:
        return self._show(self._value(settings))

    def _parsed(self, text: str) -> Any:
        raise UsageError(_("This can't be set here."), hint=self._hint, location=self.name)


def preferences() -> tuple[Preference, ...]:
    """Return every setting, described in the language of the user interface."""
    return (
        Choice(
            "language",
            _("Language"),
            _("the language of the interface"),
            {
                "": Option("auto", _("as the system")),
                "zh": Option("zh", "中文"),
                "en": Option("en", "English"),
            },
        ),
        Choice(
            "theme",
            _("Theme"),
            _("the colours of the app"),
            {"dark": Option("dark", _("dark")), "light": Option("light", _("light"))},
        ),
        Number(
            "right_to_clear",
            _("Right to clear"),
            _("right answers in a row, in different sessions, that clear a missed question"),
        ),
        Number(
            "retention",
            _("Retention"),
            _("how much of what is reviewed shall be remembered: more means more reviews"),
            share=True,
        ),
        Number("new_per_day", _("New a day"), _("new questions that a day's review adds at most")),
        Number(
            "reviews_per_day",
            _("Reviews a day"),
            _("questions seen before that a day's review asks at most"),
        ),
        Choice(
            "ask_sure",
            _("Ask how sure"),
            _("ask how sure you are before each verdict; what was sure and wrong comes first"),
            {False: Option("off", _("off")), True: Option("on", _("on"))},
        ),
        Shown(
            "parameters",
            _("Memory model"),
            _("what the review schedule is computed with"),
            lambda parameters: _("fitted to you") if parameters else _("default"),
            _("`quiz optimize` fits it; `--reset` goes back to the default."),
            resettable=True,
        ),
        Shown(
            "exam_dates",
            _("Exam dates"),
            _("the days on which sets and documents have to be known"),
            lambda dates: ", ".join(f"{what}: {day}" for what, day in dates.items()) or _("none"),
            _("`quiz plan SET --date 2027-01-31` sets one."),
        ),
    )


def preference(name: str) -> Preference:
    """Return the setting of this name; raises UsageError on an unknown one."""
    known = {preference.name: preference for preference in preferences()}
    if name not in known:
        raise UsageError(
            _("There is no setting “{name}”.").format(name=one_line(name)),
            hint=_("The settings: {known}").format(known=", ".join(known)),
        )
    return known[name]


def _limits(name: str) -> tuple[float, float]:
    """Return the least and the greatest value that `Settings` takes for a number."""
    told = msgspec.inspect.type_info(Settings)
    assert isinstance(told, msgspec.inspect.StructType)
    kind = next(field.type for field in told.fields if field.name == name)
    assert isinstance(kind, msgspec.inspect.IntType | msgspec.inspect.FloatType)
    assert kind.ge is not None
    assert kind.le is not None
    return kind.ge, kind.le
