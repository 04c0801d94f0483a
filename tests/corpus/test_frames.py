import importlib
import json

import pytest

from quotestance import analyze
from quotestance.corpus import label_batch, label_frame, label_pandas, label_polars
from quotestance.corpus.rows import FLAT

from .conftest import text_of

pd = pytest.importorskip("pandas")


TEXT = text_of(0)
ONE = pd.DataFrame({"text": [TEXT]})


def frame(count=5):
    return pd.DataFrame({"day": range(count), "body": [text_of(i) for i in range(count)]}, index=[f"r{i}" for i in range(count)])


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_row_a_text(jobs):
    given = frame()
    out = label_frame(given, "body", jobs=jobs)
    assert list(out.columns) == ["day", "body", "quotes", "error"]
    assert list(out.index) == list(given.index)
    assert list(given.columns) == ["day", "body"]
    for text, quotes in zip(out["body"], out["quotes"], strict=True):
        assert quotes == [q.to_dict() for q in analyze(text).quotes]
    assert out["error"].isna().all()


def test_one_row_a_quotation():
    out = label_frame(frame(7), "body", ["समिति"], long=True)
    assert list(out.columns) == ["id", "day", *list(FLAT)[1:]]
    assert list(out.index) == ["r0", "r3", "r6"]
    assert list(out["id"]) == ["r0", "r3", "r6"]
    assert list(out["target"]) == ["समिति"] * 3
    assert list(out["day"]) == [0, 3, 6]
    for row in out.itertuples():
        assert text_of(row.day)[row.start : row.end] == row.quotation


def test_the_long_form_of_nothing_has_the_same_columns():
    empty = label_frame(frame(0), "body", long=True)
    full = label_frame(frame(7), "body", long=True)
    assert list(empty.columns) == list(full.columns)
    assert {c: str(t) for c, t in empty.dtypes.items() if c in FLAT} == {c: str(t) for c, t in full.dtypes.items() if c in FLAT}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("bad", [None, float("nan"), pd.NA, 5, "\ud83d", "a\0"])
def test_a_bad_text_costs_its_row(bad, jobs):
    given = frame(3)
    given["body"] = given["body"].astype(object)
    given.iloc[1, 1] = bad
    out = label_frame(given, "body", jobs=jobs)
    assert out["quotes"].iloc[1] is None
    assert out["error"].iloc[1].startswith("body: ")
    assert [len(out["quotes"].iloc[i]) for i in (0, 2)] == [1, 0]


def test_targets_of_each_row():
    given = frame(4).assign(about=[["समिति"], None, None, "समिति, पुल"])
    out = label_frame(given, "body", targets_column="about", jobs=2)
    assert [s["target"] for s in out["quotes"].iloc[0][0]["stances"]] == ["समिति"]
    assert "समिति" in [s["target"] for s in out["quotes"].iloc[3][0]["stances"]]


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({"a": ["x"]}, {}, "text: no such column; the columns are a"),
        ({"text": ["x"], "quotes": [1]}, {}, "quotes: the output adds a column of this name"),
        ({"text": ["x"], "speaker": [1]}, {"long": True}, "speaker: the output adds a column of this name"),
        ({"text": ["x"]}, {"long": True, "id": "nr"}, "nr: no such column"),
        ({"text": ["x"]}, {"targets_column": "about"}, "about: no such column"),
    ],
)
def test_columns_that_do_not_fit(columns, options, message):
    with pytest.raises(ValueError, match=message):
        label_frame(pd.DataFrame(columns), **options)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: label_frame([TEXT]), TypeError, "frame: expected a pandas frame, found <class 'list'>"),
        (lambda: label_frame(ONE, jobs=0), ValueError, "jobs: expected at least 1, or -1 for one per core, found 0"),
        (lambda: label_frame(ONE, threshold=2), ValueError, "threshold: expected a score from 0 to 1, found 2"),
        (lambda: label_frame(ONE, targets={"सरकार"}), ValueError, "targets: expected names separated by commas, a list"),
        (lambda: label_batch([{"text": TEXT}]), TypeError, "batch: expected a mapping of column names to columns, found list"),
        (lambda: label_batch({"text": TEXT}), TypeError, r"text: expected a column of texts, found one text; .*batched=True"),
        (lambda: label_batch({"text": [TEXT], "t": []}, targets_column="t"), ValueError, "t: expected 1 values, one per text, found 0"),
        (lambda: label_batch({"text": [TEXT]}, threshold=-1), ValueError, "threshold: expected a score from 0 to 1, found -1"),
        (lambda: label_batch({"text": [TEXT]}, targets=5), ValueError, "targets: expected names separated by commas, a list"),
    ],
)
def test_an_argument_that_is_wrong_is_named(call, error, message):
    """At once, and not as the error of every row."""
    with pytest.raises(error, match=message):
        call()


def test_a_batch_has_columns_of_one_type():
    """What map functions need: strings, whatever the batch holds."""
    out = label_batch({"text": [text_of(0), text_of(1), None], "n": [1, 2, 3]})
    assert out["n"] == [1, 2, 3]
    assert json.loads(out["quotes"][0]) == [q.to_dict() for q in analyze(text_of(0)).quotes]
    assert out["quotes"][1:] == ["[]", None]
    assert out["error"] == [None, None, "text: expected a string, found null"]


def test_a_batch_of_arrays_as_ray_gives_it():
    np = importlib.import_module("numpy")
    out = label_batch({"text": np.array([text_of(0)], dtype=object), "n": np.array([1])})
    assert len(json.loads(out["quotes"][0])) == 1


def test_map_in_pandas():
    frames = list(label_pandas([frame(2), frame(3)], text="body"))
    assert [len(f) for f in frames] == [2, 3]
    assert all(isinstance(q, str) for f in frames for q in f["quotes"])


def test_polars():
    pl = pytest.importorskip("polars")
    given = pl.DataFrame({"text": [text_of(i) for i in range(4)]})
    with pytest.raises(TypeError, match=r"frame: expected a pandas frame, found .*polars"):
        label_frame(given)
    with pytest.raises(TypeError, match=r"frame: expected a polars frame, found .*pandas"):
        label_polars(ONE)
    out = label_polars(given)
    assert out.schema == {"text": pl.String, "quotes": pl.String, "error": pl.String}
    lazy = given.lazy().map_batches(label_polars, schema=out.schema).collect()
    assert lazy.equals(out)


def test_datasets():
    datasets = pytest.importorskip("datasets")
    given = datasets.Dataset.from_dict({"text": [text_of(i) for i in range(10)]})
    out = given.map(label_batch, batched=True, batch_size=3)
    assert out.column_names == ["text", "quotes", "error"]
    assert [len(json.loads(q)) for q in out["quotes"]] == [1, 0, 0] * 3 + [1]
