"""Frozen domain values to JSON and back, by their annotations."""

from __future__ import annotations

import json
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
    return _built(kind, json.loads(text))  # type: ignore[no-any-return]  # built as its type says


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


def _built(kind: Any, content: Any) -> Any:  # noqa: ANN401 - any field of any domain value
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_built(get_args(kind)[0], each) for each in content)
    if origin in (Union, UnionType):
        (inner,) = (each for each in get_args(kind) if each is not type(None))
        return None if content is None else _built(inner, content)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _built(hints[name], each) for name, each in content.items()})
    if kind is date:
        return date.fromisoformat(content)
    if isinstance(kind, type) and issubclass(kind, Enum | Decimal):
        return kind(content)
    return content


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
