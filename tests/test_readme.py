"""The README's code runs as it stands: a newcomer copies it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(python|bash)\n(.*?)^```", README, re.M | re.S)


def test_there_is_code():
    assert {language for language, _ in BLOCKS} == {"python", "bash"}


@pytest.mark.parametrize("code", [c for language, c in BLOCKS if language == "python"])
def test_python(code):
    exec(compile(code, "README.md", "exec"), {})


@pytest.mark.parametrize("code", [c for language, c in BLOCKS if language == "bash"])
def test_shell(code, tmp_path):
    """In a folder with nothing but the environment that `make demo` makes, after the line by which the README enters it."""
    if not Path(sys.prefix, "bin", "activate").exists():
        pytest.skip("not in a virtual environment")
    before = README[: README.index(code)]
    enter = re.search(r"^\$ (source \.venv/bin/activate)\b", before, re.M)
    assert enter is not None
    (tmp_path / ".venv").symlink_to(sys.prefix)
    ours = str(Path(sys.prefix, "bin"))
    path = os.pathsep.join(folder for folder in os.environ["PATH"].split(os.pathsep) if folder != ours)
    script = f"{enter.group(1)}\n{code}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_links_lead_somewhere():
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README):
        assert (ROOT / link).exists(), link
