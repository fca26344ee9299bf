"""JSON in files of compiled modules: a few short texts for each file.

Importing `json` takes longer than reading them, mostly for regular expressions of its part in Python. The
part in C does without; where there is none, `json` does it all.
"""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any, Final


def _scanner() -> Any:
    """What reads a value at an index of a text, and says where it ends; None where there is no such."""
    try:
        make = importlib.import_module("_json").make_scanner
    except (ImportError, AttributeError):
        return None
    options: dict[str, Any] = {"strict": True, "object_hook": None, "object_pairs_hook": None, "memo": {}}
    return make(SimpleNamespace(**options, parse_float=float, parse_int=int, parse_constant=float))


_scan: Final = _scanner()


def dump(value: object) -> bytes:
    """The text of a value, the same for equal ones."""
    import json

    return json.dumps(value, sort_keys=True).encode()


def load(data: bytes | memoryview) -> Any:
    """The value of a text. Raises `ValueError`."""
    text = bytes(data).decode()
    if _scan is None:
        import json

        return json.loads(text)
    try:
        value, end = _scan(text, 0)
    except (StopIteration, RecursionError):
        raise ValueError("this is no JSON") from None
    if end != len(text):
        raise ValueError("there is something behind the JSON")
    return value
