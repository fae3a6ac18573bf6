"""What a learner can give as an answer, one type for each way of answering.

Responses hold texts and not positions: an option that is moved or mended later leaves the
record of what was answered readable. `encode` and `decode` are their stored form, JSON.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Chosen(msgspec.Struct, frozen=True, gc=False, tag="chosen", tag_field="kind"):
    """The options ticked, in the file's order."""

    options: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True, gc=False, tag="judged", tag_field="kind"):
    """A statement held to be true or false."""

    value: bool


class Typed(msgspec.Struct, frozen=True, gc=False, tag="typed", tag_field="kind"):
    """What was typed, one text a blank."""

    texts: tuple[str, ...]


class Ordered(msgspec.Struct, frozen=True, gc=False, tag="ordered", tag_field="kind"):
    """The items in the order the learner put them."""

    items: tuple[str, ...]


class Matched(msgspec.Struct, frozen=True, gc=False, tag="matched", tag_field="kind"):
    """The pairs that were joined; a left side left alone is missing."""

    pairs: tuple[tuple[str, str], ...]


class Rated(msgspec.Struct, frozen=True, gc=False, tag="rated", tag_field="kind"):
    """The learner's own rating: 1 again, 2 hard, 3 good, 4 easy."""

    rating: int


Response: TypeAlias = Chosen | Judged | Typed | Ordered | Matched | Rated

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Response] = msgspec.json.Decoder(Response)
_list_decoder: msgspec.json.Decoder[list[Response]] = msgspec.json.Decoder(list[Response])


def encode(response: Response) -> str:
    """Return the stored form of a response."""
    return _encoder.encode(response).decode()


def decode(stored: str) -> Response:
    """Return the response that `encode` stored; raises `msgspec.ValidationError` on others."""
    return _decoder.decode(stored)


def decode_list(stored: str) -> list[Response]:
    """Return the responses in a list of stored ones, `[…,…]`, sooner than each by itself."""
    return _list_decoder.decode(stored)
