"""The JSON form of the values that rooms hand on, told once: a record has the fields of its value, by their names.

Values whose form is older or odd (claim, document, reading) have a form of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from armstrail.model.errors import BadValue

T = TypeVar("T")


def to_record(value: Any) -> Any:
    """The JSON form of a value: records for dataclasses, lists for tuples, the rest as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_record(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_record(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_record(each) for each in value]
    return value


def from_record(kind: type[T], record: Any) -> T:
    """A value of `kind` from its JSON form.

    Raises:
        BadValue: a key missing or unknown, or a value of the wrong type; names the kind and the key.
    """
    result: T = _value(kind, record, kind.__name__)
    return result


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, record: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), record, where)
    if origin is tuple:
        return _tuple(get_args(kind), record, where)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(record, Mapping):
            raise BadValue(f"{where} must be an object, got {record!r}")
        return {key: _value(get_args(kind)[1], each, f"{where}.{key}") for key, each in record.items()}
    if is_dataclass(kind):
        return _dataclass(kind, record, where)
    wanted = (int, float) if kind is float else (kind,)
    if kind is not Any and (not isinstance(record, wanted) or (isinstance(record, bool) and kind is not bool)):
        raise BadValue(f"{where} must be {kind.__name__}, got {record!r}")
    return record


def _one_of(kinds: Sequence[Any], record: Any, where: str) -> Any:
    if record is None and NoneType in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not NoneType)
    return _value(kind, record, where)


def _tuple(kinds: Sequence[Any], record: Any, where: str) -> Any:
    if not isinstance(record, list):
        raise BadValue(f"{where} must be a list, got {record!r}")
    each = [kinds[0]] * len(record) if len(kinds) == 2 and kinds[1] is Ellipsis else list(kinds)
    if len(each) != len(record):
        raise BadValue(f"{where} must be a list of {len(each)}, got {len(record)}")
    return tuple(_value(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(zip(each, record, strict=True)))


def _dataclass(kind: Any, record: Any, where: str) -> Any:
    if not isinstance(record, Mapping):
        raise BadValue(f"{where} must be an object, got {record!r}")
    hints = _hints(kind)
    for key in record.keys() - hints.keys():
        raise BadValue(f"{where} has no key {key!r}; its keys are {', '.join(hints)}")
    try:
        return kind(**{key: _value(hints[key], each, f"{where}.{key}") for key, each in record.items()})
    except TypeError as error:
        raise BadValue(f"{where} lacks a key ({error})") from error
