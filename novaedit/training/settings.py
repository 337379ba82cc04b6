"""Configurations as dataclasses: YAML in, a typed field for each key, mistakes named with file and key."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from novaedit.errors import ConfigError

T = TypeVar("T")


def read_settings(path: Path, kind: type[T]) -> T:
    """The dataclass `kind` from a YAML file. Raises ConfigError naming the file and the key."""
    return build(kind, read_yaml(path), str(path))


def read_yaml(path: Path) -> dict[str, Any]:
    """The keys and values of a YAML file. Raises ConfigError."""
    import yaml

    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: expected keys and values")
    return values


def build(kind: type[T], values: dict[str, Any], where: str) -> T:
    """The dataclass `kind` from keys and values; `where` begins every message. Raises ConfigError."""
    known = get_type_hints(kind)
    for key in values:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r}")
    given = {key: _converted(value, known[key], f"{where}: {key}") for key, value in values.items()}
    absent = [f.name for f in _fields(kind) if f.name not in values and _is_required(f)]
    if absent:
        raise ConfigError(f"{where}: missing {', '.join(absent)}")
    return kind(**given)


def _converted(value: Any, wanted: Any, where: str) -> Any:  # noqa: ANN401  # a type form has no narrower type
    """`value` as `wanted`: plain types, unions, lists, dicts and dataclasses of such."""
    if wanted is Any:
        return value
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        if value is None and type(None) in inner:
            return None
        (wanted,) = (one for one in inner if one is not type(None))
        return _converted(value, wanted, where)
    if is_dataclass(wanted) and isinstance(wanted, type) and isinstance(value, dict):
        return build(wanted, value, where)
    if origin is list and isinstance(value, list):
        return [_converted(item, inner[0], f"{where}[{i}]") for i, item in enumerate(value)]
    if origin is dict and isinstance(value, dict):
        return {key: _converted(item, inner[1], f"{where}.{key}") for key, item in value.items()}
    if wanted is float and type(value) is int:  # `5` will do for 5.0
        return float(value)
    if isinstance(wanted, type) and type(value) is wanted:
        return value
    name = wanted.__name__ if isinstance(wanted, type) and origin is None else str(wanted)
    raise ConfigError(f"{where} must be {name}, got {value!r}")


def _fields(kind: type[Any]) -> tuple[Any, ...]:
    return fields(kind)


def _is_required(field: Any) -> bool:  # noqa: ANN401  # Field is generic in a type that is not known here
    return field.default is MISSING and field.default_factory is MISSING
