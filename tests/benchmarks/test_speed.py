"""Speed, as ratios inside one run: the whole analysis against plain indicnlp, and against the usual scikit-learn way.

`make bench` prints the table. Machines differ; the ratios are what is compared.
"""

import gzip
import json
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from quotestance import analyze
from tests import gold
from training import data

MIN = {}
SAMPLE = 2000
CORPUS = 100_000_000


@pytest.fixture(scope="module")
def texts():
    found = [a.text for name in ("native", "translated") for a in gold.articles(name)]
    return found or [a.text for part in data.PARTS for a in data.load(part, "written")]


@pytest.fixture(scope="module")
def mixed():
    folder = data.news_folder()
    path = folder and folder / "ddnews.jsonl.gz"
    if not path or not path.is_file():
        pytest.skip("no mixed news here")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in islice(file, SAMPLE)]


def indicnlp(texts):
    from indicnlp.normalize.indic_normalize import IndicNormalizerFactory
    from indicnlp.tokenize.indic_tokenize import trivial_tokenize

    normalizer = IndicNormalizerFactory().get_normalizer("hi")
    return [(trivial_tokenize(text, "hi"), normalizer.normalize(text)) for text in texts]


def library(texts):
    return [analyze(text) for text in texts]


@pytest.fixture(scope="module")
def usual_way():
    """A regular expression for quotations, character n-grams and logistic regression for stance."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    quotes = [(q.text, q.stances[0].label) for a in data.load("train", "written") for q in a.quotes if q.stances]
    model = make_pipeline(TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)), LogisticRegression(max_iter=200))
    model.fit([t for t, _ in quotes], [label for _, label in quotes])
    pattern = re.compile(r"""(?:''|‘‘|["“])(.+?)(?:''|’’|["”])""", re.S)

    def run(texts):
        return [[model.predict([m[1]]) for m in pattern.finditer(text)] for text in texts]

    return run


def timed(benchmark, name, function, texts, rounds=5, warm=1):
    benchmark.pedantic(function, (texts,), rounds=rounds, warmup_rounds=warm)
    benchmark.extra_info["articles_per_second"] = round(len(texts) / benchmark.stats.stats.min)
    MIN[name] = (benchmark.stats.stats.min, len(texts), sum(map(len, texts)))


def test_indicnlp_on_quoting_news(benchmark, texts):
    timed(benchmark, "indicnlp, quoting news", indicnlp, texts)


def test_library_on_quoting_news(benchmark, texts):
    timed(benchmark, "quotestance, quoting news", library, texts)


def test_usual_way_on_quoting_news(benchmark, texts, usual_way):
    timed(benchmark, "usual way, quoting news", usual_way, texts, rounds=1)


def test_indicnlp_on_mixed_news(benchmark, mixed):
    timed(benchmark, "indicnlp, mixed news", indicnlp, mixed, rounds=3)


def test_library_on_mixed_news(benchmark, mixed):
    timed(benchmark, "quotestance, mixed news", library, mixed, rounds=3)


@pytest.mark.parametrize("jobs", [1, 2])
def test_jobs(benchmark, tmp_path, jobs):
    """The command that labels all plain texts at hand, with all starting, reading and writing, in one process and in two."""
    files = sorted((data.news_folder() or tmp_path).glob("*.jsonl.gz"))
    if not files:
        pytest.skip("no news here")
    texts = [json.loads(line)["text"] for path in files for line in gzip.decompress(path.read_bytes()).splitlines()]
    program = Path(sys.executable).with_name("quotestance")
    command = [program, "label", *files, "-o", tmp_path / "out.jsonl", "--jobs", str(jobs), "--quiet"]
    timed(benchmark, f"label files, {jobs} job(s)", lambda _: subprocess.run(command, check=True), texts, rounds=1, warm=0)


def test_table(benchmark):
    benchmark.pedantic(lambda: None, rounds=1)
    print("\n\n" + "what".ljust(28) + "articles/s".rjust(12) + "MB/s (UTF-8)".rjust(14))
    for name, (seconds, articles, size) in MIN.items():
        print(name.ljust(28) + f"{articles / seconds:12,.0f}{2.6 * size / seconds / 1e6:14.1f}")
    for title, a, b in [
        ("quotestance / indicnlp, quoting news (goal 1.0)", "quotestance, quoting news", "indicnlp, quoting news"),
        ("quotestance / indicnlp, mixed news (goal 0.3)", "quotestance, mixed news", "indicnlp, mixed news"),
        ("usual way / quotestance, quoting news (goal 10)", "usual way, quoting news", "quotestance, quoting news"),
        ("one job / two jobs (goal 1.7)", "label files, 1 job(s)", "label files, 2 job(s)"),
    ]:
        if a in MIN and b in MIN:
            print(f"{title}: {MIN[a][0] / MIN[b][0]:.2f}")
    for name in ("label files, 1 job(s)", "quotestance, quoting news"):
        if name in MIN:
            print(f"{CORPUS:,} articles at the rate of '{name}': {CORPUS * MIN[name][0] / MIN[name][1] / 3600:,.1f} core hours")
    assert MIN
