"""The README's code runs: a newcomer copies it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"^```(python|bash)\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)


def test_there_is_code():
    assert {language for language, _ in BLOCKS} == {"python", "bash"}


@pytest.mark.parametrize("code", [c for language, c in BLOCKS if language == "python"])
def test_python(code):
    exec(compile(code, "README.md", "exec"), {})


@pytest.mark.parametrize("code", [c for language, c in BLOCKS if language == "bash"])
def test_shell(code, tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
