"""Learned parts as arrays and a JSON manifest: read the manifest, check, only then load. Nothing is ever unpickled.

A part ``NAME`` is two files in one folder: ``NAME.json`` (format version, what it is, settings, labels, scores, digest of the training
data, and for each array its type, shape and place) and ``NAME.bin`` (the arrays one after the other, little endian, C order; its SHA-256
stands in the manifest). The bytes depend on nothing but the content, so a model trained again is the same file.

Change of format: raise `FORMAT`, keep reading the older one in `load`, and add a file of it to ``tests/models/old``.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Traversable

    import numpy as np

__all__ = ["FORMAT", "Model", "ModelError", "load", "load_shipped", "save"]

FORMAT = 1
"""Version of the file format written by `save`."""
_TYPES = ("<f4", "<f8", "<i2", "<i4", "<i8", "|u1", "|i1", "<u2", "<u4")
_MOST_BYTES = 1 << 28


class ModelError(ValueError):
    """A model file is missing, broken, altered, or of a format that this version cannot read. The message names file and field."""


@dataclass(frozen=True)
class Model:
    """A loaded part: ``settings`` is plain JSON data, ``arrays`` maps names to read-only arrays."""

    name: str
    settings: dict[str, Any]
    arrays: dict[str, np.ndarray]


def save(folder: Path | str, name: str, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
    """Write a part.

    Parameters
    ----------
    folder, name
        Where, and the stem of the two files.
    settings
        Whatever JSON can hold; long word lists belong here too (``"vocabulary": [...]``).
    arrays
        Arrays of type float32/64, int8/16/32/64 or uint8/16/32.

    Raises
    ------
    ModelError
        Where an array has another type.
    """
    import numpy as np

    chunks, table, at = [], [], 0
    for key in sorted(arrays):
        array = np.ascontiguousarray(arrays[key])
        kind = array.dtype.newbyteorder("<").str
        if kind not in _TYPES:
            raise ModelError(f"{name}: array {key}: expected one of {', '.join(_TYPES)}, found {kind}")
        data = array.astype(kind, copy=False).tobytes()
        table.append({"name": key, "type": kind, "shape": list(array.shape), "offset": at})
        chunks.append(data)
        at += len(data)
    blob = b"".join(chunks)
    manifest = {
        "format": FORMAT,
        "name": name,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "bytes": len(blob),
        "arrays": table,
        "settings": settings,
    }
    manifest["settings_sha256"] = _digest(settings)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.bin").write_bytes(blob)
    (folder / f"{name}.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def load(folder: Path | str | Traversable, name: str) -> Model:
    """Read a part, checking format, sizes and checksums before an array is made.

    Raises
    ------
    ModelError
        Where a file is missing, truncated, altered, of a newer format, or its manifest does not keep the schema.
    """
    import numpy as np

    base = Path(folder) if isinstance(folder, str) else folder
    where = f"model {name}"
    try:
        manifest = json.loads(base.joinpath(f"{name}.json").read_text(encoding="utf-8"))
        blob: bytes = base.joinpath(f"{name}.bin").read_bytes()
    except OSError as error:
        raise ModelError(f"{where}: cannot be read: {error}") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{where}: {name}.json: expected JSON in UTF-8: {error}") from error
    if not isinstance(manifest, dict):
        raise ModelError(f"{where}: {name}.json: expected an object")
    found = manifest.get("format")
    if found != FORMAT:
        newer = isinstance(found, int) and found > FORMAT
        hint = "; it was made by a newer quotestance" if newer else ""
        raise ModelError(f"{where}: format: expected {FORMAT}, found {found!r}{hint}")
    settings, table = manifest.get("settings"), manifest.get("arrays")
    if not isinstance(settings, dict) or not isinstance(table, list):
        raise ModelError(f"{where}: {name}.json: expected an object 'settings' and a list 'arrays'")
    if manifest.get("settings_sha256") != _digest(settings):
        raise ModelError(f"{where}: settings: do not match their checksum; the file was altered")
    if len(blob) != manifest.get("bytes") or len(blob) > _MOST_BYTES:
        raise ModelError(f"{where}: {name}.bin: expected {manifest.get('bytes')!r} bytes, found {len(blob)}; the file is truncated")
    if hashlib.sha256(blob).hexdigest() != manifest.get("sha256"):
        raise ModelError(f"{where}: {name}.bin: does not match its checksum; the file was altered")
    arrays: dict[str, np.ndarray] = {}
    for item in table:
        try:
            key, kind, shape, offset = item["name"], item["type"], tuple(item["shape"]), item["offset"]
            if kind not in _TYPES or not all(type(n) is int and n >= 0 for n in (*shape, offset)):
                raise ValueError(f"type {kind!r}, shape {shape!r}, offset {offset!r}")
            count = 1
            for n in shape:
                count *= n
            arrays[key] = np.frombuffer(blob, dtype=kind, count=count, offset=offset).reshape(shape)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ModelError(f"{where}: arrays: {item!r} does not fit: {error}") from error
    return Model(name, settings, arrays)


@cache
def load_shipped(name: str) -> Model:
    """Read a part that the package ships; read once a process."""
    return load(files("quotestance.models").joinpath("shipped"), name)


def _digest(settings: Any) -> str:
    text = json.dumps(settings, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
