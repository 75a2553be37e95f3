"""Frozen domain values to JSON and back, by their annotations."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def to_json(value: object) -> str:
    """A domain value as JSON; fields that hold their default are left out."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Value], text: str) -> Value:
    """The domain value that :func:`to_json` wrote."""
    asked: Any = kind  # every type can be hashed, but the checker does not know it of a variable
    return _builder(asked)(json.loads(text))  # type: ignore[no-any-return]  # built as asked


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {
            field.name: _plain(content)
            for field in fields(value)
            if (content := getattr(value, field.name)) != field.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - any field of any domain value
    """What makes a value of a type from its JSON; asked once for each type, used a thousandfold."""
    origin = get_origin(kind)
    if origin is tuple:
        each = _builder(get_args(kind)[0])
        return tuple if each is _as_it_is else lambda content: tuple(map(each, content))
    if origin in (Union, UnionType):
        (inner,) = (each for each in get_args(kind) if each is not type(None))
        present = _builder(inner)
        return lambda content: None if content is None else present(content)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_builder(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum | Decimal):
        return kind
    return _as_it_is


def _dataclass_builder(kind: type[Any]) -> Callable[[Any], Any]:
    builders = {name: _builder(hint) for name, hint in get_type_hints(kind).items()}
    made = {name: build for name, build in builders.items() if build is not _as_it_is}

    def build(content: dict[str, Any]) -> object:
        for name in made.keys() & content:
            content[name] = made[name](content[name])
        return kind(**content)

    return build


def _as_it_is(content: Any) -> Any:  # noqa: ANN401 - text, numbers and truth values
    return content
