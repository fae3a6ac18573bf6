"""What a rule has to say: a code, and the texts that its message names."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A flaw of a question or a set; its code is one of the table of messages, with `lint-`.

    `params` have been made readable by `shown`.
    """

    code: str
    params: dict[str, str]
