"""The JSON form of the values that rooms hand on, told once: a record has the fields of its value, by their names.

Values whose form is older or odd (claim, document, reading) have a form of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from armstrail.model.errors import BadValue

T = TypeVar("T")
_Reader = Callable[[Any, str], Any]  # takes a record, and where it stands


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
    wanted: Any = kind
    result: T = _reader(wanted)(record, kind.__name__)
    return result


@cache
def _reader(kind: Any) -> _Reader:
    """What reads the values of a kind; made once, since a page may ask for thousands of them."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(kind)[1])
    return _dataclass(kind) if is_dataclass(kind) else _plain(kind)


def _plain(kind: Any) -> _Reader:
    wanted = (int, float) if kind is float else (object,) if kind is Any else (kind,)
    truth = kind in (bool, Any)

    def read(record: Any, where: str) -> Any:
        if not isinstance(record, wanted) or (isinstance(record, bool) and not truth):
            raise BadValue(f"{where} must be {kind.__name__}, got {record!r}")
        return record

    return read


def _mapping(kind: Any) -> _Reader:
    each = _reader(kind)

    def read(record: Any, where: str) -> Any:
        if not isinstance(record, Mapping):
            raise BadValue(f"{where} must be an object, got {record!r}")
        return {key: each(value, f"{where}.{key}") for key, value in record.items()}

    return read


def _one_of(kinds: Sequence[Any]) -> _Reader:
    (kind,) = (kind for kind in kinds if kind is not NoneType)
    one, may_lack = _reader(kind), NoneType in kinds
    return lambda record, where: None if record is None and may_lack else one(record, where)


def _tuple(kinds: Sequence[Any]) -> _Reader:
    endless = len(kinds) == 2 and kinds[1] is Ellipsis
    readers = [_reader(kind) for kind in (kinds[:1] if endless else kinds)]

    def read(record: Any, where: str) -> Any:
        if not isinstance(record, list):
            raise BadValue(f"{where} must be a list, got {record!r}")
        each = readers * len(record) if endless else readers
        if len(each) != len(record):
            raise BadValue(f"{where} must be a list of {len(each)}, got {len(record)}")
        return tuple([one(item, where) for one, item in zip(each, record, strict=True)])

    return read


def _dataclass(kind: Any) -> _Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    names = {name: f"{kind.__name__}.{name}" for name in readers}

    def read(record: Any, where: str) -> Any:
        if not isinstance(record, Mapping):
            raise BadValue(f"{where} must be an object, got {record!r}")
        try:
            return kind(**{key: readers[key](value, names[key]) for key, value in record.items()})
        except KeyError as error:
            raise BadValue(f"{where} has no key {error}; its keys are {', '.join(readers)}") from error
        except TypeError as error:
            raise BadValue(f"{where} lacks a key ({error})") from error

    return read
