"""Every code block of the documentation runs: Python in one namespace a page, shell commands in one empty folder a page.

A shell block may be followed by a ``text`` block that is what it prints; the page shows it, the test does not compare it (scores move with
each model), but every command must succeed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent.parent


def shell(example):
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "100"}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", example.parsed], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"exit status {done.returncode}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser(language="bash", evaluator=shell), SkipParser()],
    patterns=["*.md", "**/*.md"],
    fixtures=["page"],
).pytest()
