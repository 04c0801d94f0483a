"""The imports go in one direction, and `import quotestance` stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "quotestance"
STAGES = [
    "records",
    "text",
    "models",
    "quotes",
    "speakers",
    "stance",
    "pipeline",
    "evaluation",
    "sampling",
    "estimation",
    ("corpus", "views"),
    "cli",
]
RANK = {name: rank for rank, names in enumerate(STAGES) for name in (names if isinstance(names, tuple) else (names,))}


def modules():
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def imported(path):
    """The stages that a module imports when it is loaded or type checked (imports inside functions are deferred on purpose)."""
    package = ("quotestance", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            full = [*base, *(node.module.split(".") if node.module else [])]
            if full[:1] == ["quotestance"]:
                yield from [full[1]] if len(full) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("quotestance."))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_stage_knows_nothing_of_the_ones_after_it(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own in RANK, f"{own}: a stage that the order of imports does not name"
    for stage in imported(path):
        if stage in RANK:
            assert RANK[stage] <= RANK[own], f"{path.name} imports {stage}"


def test_the_library_never_imports_training():
    for path in PACKAGE.rglob("*.py"):
        assert "import training" not in path.read_text(encoding="utf-8")
        assert "from training" not in path.read_text(encoding="utf-8")


HEAVY = ["sklearn", "scipy", "pandas", "pyarrow", "dask", "rich", "matplotlib", "joblib", "indicnlp"]


@pytest.mark.parametrize("code", ["import quotestance", "import quotestance; quotestance.analyze('राम ने कहा, \"यह ठीक नहीं है।\"')"])
def test_nothing_heavy_is_imported(code):
    script = f"{code}\nimport sys\nprint(*sorted({{m.split('.')[0] for m in sys.modules}} & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
