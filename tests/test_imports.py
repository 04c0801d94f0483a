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
ALLOWED = {("records.py", "views")}  # a record shows itself in a notebook, and loads the page only when it is asked to
RANK = {name: rank for rank, names in enumerate(STAGES) for name in (names if isinstance(names, tuple) else (names,))}


def modules():
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def imported(path, root=PACKAGE, inside=("quotestance",)):
    """The parts of a package that a module imports anywhere: when it is loaded, for type checking alone, or inside a function."""
    package = ("quotestance", *path.relative_to(root).parts[:-1])
    depth = len(inside)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            full = (*base, *(node.module.split(".") if node.module else ()))
            names = [full] if len(full) > depth else [(*full, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        yield from (name[depth] for name in names if name[:depth] == inside and len(name) > depth)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_stage_knows_nothing_of_the_ones_after_it(path):
    name = path.relative_to(PACKAGE).as_posix()
    own = name.split("/")[0].removesuffix(".py")
    assert own in RANK, f"{own}: a stage that the order of imports does not name"
    later = {stage for stage in imported(path) if stage in RANK and RANK[stage] > RANK[own]}
    assert later == {stage for module, stage in ALLOWED if module == name}, f"{name} imports {', '.join(later)}"


STANCE = {"words": 0, "forms": 1, "finding": 2, "judging": 2, "label": 3, "__init__": 4}
"""Modules and subpackages of `quotestance.stance` in their order; those of the same rank know nothing of each other."""


@pytest.mark.parametrize("path", sorted((PACKAGE / "stance").rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_finding_targets_and_judging_stance_know_nothing_of_each_other(path):
    parts = path.relative_to(PACKAGE / "stance").with_suffix("").parts
    package = ("stance", *parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
            if node.level <= len(package) and base[1] != parts[0]:
                assert STANCE[base[1]] < STANCE[parts[0]], f"stance/{'/'.join(parts)}.py imports {base[1]}"


@pytest.mark.parametrize(
    ("code", "stages"),
    [
        ("from ..pipeline import analyze", ["pipeline"]),
        ("import quotestance.views.html", ["views"]),
        ("from .. import views", ["views"]),
        ("if TYPE_CHECKING:\n    from ..estimate import Estimate", ["estimate"]),
        ("def f():\n    from ..cli import main", ["cli"]),
        ("from .marks import find\nimport json", ["quotes"]),
        ("'from ..cli import main'", []),
    ],
)
def test_an_import_is_seen_wherever_it_stands(code, stages, tmp_path):
    path = tmp_path / "quotes" / "module.py"
    path.parent.mkdir()
    path.write_text(code, encoding="utf-8")
    assert list(imported(path, tmp_path)) == stages


SPEAKERS = ["kept", "weights", "words", "phrases", "reading", "identity"]
"""The parts of the speakers stage in the order in which they build on each other; the modules beside them come last."""
TYPED = {"words", "phrases", "reading", "identity"}  # the owner of what is kept names its types, for type checking alone


@pytest.mark.parametrize("path", sorted((PACKAGE / "speakers").rglob("[!_]*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_part_of_speakers_knows_nothing_of_the_ones_after_it(path):
    own = path.relative_to(PACKAGE / "speakers").parts[0].removesuffix(".py")
    rank = {part: number for number, part in enumerate(SPEAKERS)}
    later = {part for part in imported(path, inside=("quotestance", "speakers")) if rank.get(part, 99) > rank.get(own, 99)}
    assert later == (TYPED if own == "kept" else set()), f"{own} imports {', '.join(later)}"


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("from ..words.classes import word", ["words"]),
        ("from .mentions import Mention", ["phrases"]),
        ("from .. import attribution, kept", ["attribution", "kept"]),
        ("from ...speakers.identity import names", ["identity"]),
        ("import quotestance.speakers.reading.cues", ["reading"]),
        ("from ...text import Document\nimport quotestance.speakers", []),
    ],
)
def test_an_import_inside_a_stage_is_seen_wherever_it_stands(code, parts, tmp_path):
    path = tmp_path / "speakers" / "phrases" / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(code, encoding="utf-8")
    assert list(imported(path, tmp_path, ("quotestance", "speakers"))) == parts


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
