"""The journal of a run: what is written so far, for which input, options and model, so that the same command goes on where it stopped.

Beside the output ``OUT`` stand, while a run is under way, ``OUT.part`` (the output so far), ``OUT.errors.part`` (the error records so far)
and ``OUT.journal`` (one JSON object: how many bytes of the two count, where to read on, counts, and what the run is). A commit first brings
both parts to the disk, then replaces the journal in one step. Whatever a killed run wrote after its last commit is cut off again.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import CorpusError
from .readers import Position
from .work import Counts

__all__ = ["Journal", "model_digest"]

_FORMAT = 1


@dataclass
class Journal:
    """State of a run, and where it is kept.

    Attributes
    ----------
    path
        Of the journal.
    run
        What the run is: input, options, output, model; a run with another one cannot go on.
    position, part_bytes, error_bytes, counts
        What is done.
    whole
        Whether everything is labelled, and only the last renaming may be missing.
    """

    path: Path
    run: dict[str, Any]
    position: Position
    counts: Counts
    part_bytes: int = 0
    error_bytes: int = 0
    whole: bool = False

    def commit(self) -> None:
        """Replace the journal on disk."""
        data = {
            "format": _FORMAT,
            "run": self.run,
            "position": self.position.to_list(),
            "counts": self.counts.to_dict(),
            "part_bytes": self.part_bytes,
            "error_bytes": self.error_bytes,
            "whole": self.whole,
        }
        new = self.path.with_name(self.path.name + ".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=True)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)
        sync_folder(self.path.parent)

    @classmethod
    def read(cls, path: Path, run: dict[str, Any]) -> Journal | None:
        """Read the journal of an earlier, interrupted run; ``None`` where there is none.

        Raises
        ------
        CorpusError
            Where it belongs to another run; the message says what differs.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise CorpusError(f"{path}: not a readable journal ({error}); start over with --restart") from error
        try:
            if data["format"] != _FORMAT:
                raise CorpusError(f"{path}: written by another version of quotestance; start over with --restart")
            if (difference := _difference(data["run"], json.loads(json.dumps(run)))) is not None:
                raise CorpusError(
                    f"{path}: an interrupted run left this journal, but {difference}; "
                    "repeat that run's command to continue it, or start over with --restart"
                )
            return cls(
                path,
                run,
                Position(*data["position"]),
                Counts(**data["counts"]),
                data["part_bytes"],
                data["error_bytes"],
                data["whole"],
            )
        except (KeyError, TypeError) as error:
            raise CorpusError(f"{path}: not a readable journal ({error!r}); start over with --restart") from error


def _difference(old: dict[str, Any], new: dict[str, Any]) -> str | None:
    for key in ("input", "options", "output", "columns", "model", "version"):
        a, b = old.get(key), new.get(key)
        if a == b:
            continue
        if key == "options":
            name = next(n for n in {**(a or {}), **(b or {})} if (a or {}).get(n) != (b or {}).get(n))
            return f"the option {name.replace('_', '-')} differs ({(a or {}).get(name)!r} then, {(b or {}).get(name)!r} now)"
        if key == "input":
            names = [x["name"] for x in a or []], [x["name"] for x in b or []]
            if names[0] == names[1]:
                changed = next(x["name"] for x, y in zip(a or [], b or [], strict=True) if x != y)
                return f"the input {changed} has changed since"
            return "the list of inputs differs"
        return f"the {key} differs ({a!r} then, {b!r} now)" if key in ("output", "version") else f"the {key} changed since"
    return None


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, where the system lets one."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def model_digest() -> str:
    """Return a digest of everything that an answer depends on: the shipped models, the tables and the code of the package."""
    import hashlib

    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in (".json", ".bin", ".tsv", ".py") and inside.parts[0] not in ("cli", "views", "corpus"):
            digest.update(f"{inside.as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
