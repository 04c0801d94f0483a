"""Check the built wheel and sdist: what is inside, and that the wheel works in an empty environment. Called by `make package`."""

import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

SEED = Path(__file__).parent.parent / "seeds" / "000_6db085fa39497ca8.txt"
MUST = {"quotestance/py.typed", "quotestance/models/shipped/quotes.json", "quotestance/models/shipped/quotes.bin"}
MUST_NOT = ("tests/", "training/", "seeds/", "docs/", ".pkl", ".pickle", ".joblib")
MOST_BYTES = 12_000_000
CODE = f"""
import quotestance
article = quotestance.analyze(open({str(SEED)!r}, encoding="utf-8").read())
assert len(article.quotes) == 5, article
"""


def main(dist):
    (wheel,) = Path(dist).glob("*.whl")
    (sdist,) = Path(dist).glob("*.tar.gz")
    names = zipfile.ZipFile(wheel).namelist()
    with tarfile.open(sdist) as archive:
        packed = [n.split("/", 1)[1] for n in archive.getnames() if "/" in n]
    for where, inside in ((wheel, names), (sdist, packed)):
        missing = MUST - set(inside)
        wrong = [n for n in inside if n.startswith(MUST_NOT[:4]) or n.endswith(MUST_NOT[4:])]
        if missing or wrong or where.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{where.name}: missing {sorted(missing)}, not wanted {wrong[:5]}, {where.stat().st_size} bytes")
        print(f"{where.name}: {len(inside)} files, {where.stat().st_size:,} bytes")
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True)
        subprocess.run([python, "-c", CODE], check=True, cwd=folder)
        subprocess.run([python.with_name("quotestance"), "analyze", str(SEED)], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    print("the wheel works in an empty environment")


if __name__ == "__main__":
    main(*sys.argv[1:])
