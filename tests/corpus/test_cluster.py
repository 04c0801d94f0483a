"""The same bytes from Dask as from here, whatever happens to the workers."""

import pytest

from quotestance.corpus import CorpusError, Options, cluster, label_corpus

from .conftest import text_of

distributed = pytest.importorskip("distributed")
pq = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def workers():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as found:
        yield found


def parquet_folder(tmp_path, files=3, rows=300):
    folder = tmp_path / "parts"
    folder.mkdir()
    for number in range(files):
        table = pa.table({"id": [f"{number}-{i}" for i in range(rows)], "text": [text_of(i) for i in range(rows)], "n": list(range(rows))})
        pq.write_table(table, folder / f"part-{number}.parquet", row_group_size=128)
    return folder


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "parquet"])
def test_parquet_in_the_same_bytes_as_here(tmp_path, workers, ending):
    folder = parquet_folder(tmp_path)
    label_corpus([folder], tmp_path / f"here.{ending}")
    label_corpus([f"file://{folder}"], tmp_path / f"there.{ending}", engine="dask", scheduler=workers.scheduler_address)
    assert (tmp_path / f"there.{ending}").read_bytes() == (tmp_path / f"here.{ending}").read_bytes()


def test_jsonl_in_stretches_the_same_bytes_as_here(tmp_path, corpus, workers, monkeypatch):
    source = corpus(2000)
    source.write_bytes(source.read_bytes() + b"{\n")
    monkeypatch.setattr(cluster, "_STRETCH", 1 << 16)  # of this process, which says how a file is cut; see below for the workers
    workers_cuts = cluster.cuts(cluster.Source(str(source), "jsonl", None, source.stat().st_size), 0, cluster.Position())
    assert len(workers_cuts) > 5
    monkeypatch.setattr(distributed.Client, "submit", submit_cuts_here(distributed.Client.submit))
    label_corpus([source], tmp_path / "here.jsonl.gz")
    summary = label_corpus([source], tmp_path / "there.jsonl.gz", engine="dask", scheduler=workers.scheduler_address)
    assert summary.counts.errors == 1
    for name in ("jsonl.gz", "jsonl.gz.errors.jsonl"):
        assert (tmp_path / f"there.{name}").read_bytes() == (tmp_path / f"here.{name}").read_bytes()


def submit_cuts_here(submit):
    class Now:
        def __init__(self, value):
            self.value = value

        def result(self):
            return self.value

    def replaced(self, function, *args, **options):
        return Now(function(*args)) if function is cluster.cuts else submit(self, function, *args, **options)

    return replaced


def test_a_run_of_one_engine_is_gone_on_with_by_the_other(tmp_path, workers):
    folder = parquet_folder(tmp_path)
    label_corpus([folder], tmp_path / "here.jsonl")

    class Cut(BaseException):
        pass

    def stop(progress):
        if progress.counts.articles > 350:
            raise Cut

    with pytest.raises(Cut):
        label_corpus([folder], tmp_path / "out.jsonl", engine="dask", scheduler=workers.scheduler_address, progress=stop, commit_every=0)
    assert label_corpus([folder], tmp_path / "out.jsonl", jobs=2).resumed > 350
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


def test_a_worker_that_is_killed_costs_nothing(tmp_path):
    folder = parquet_folder(tmp_path, files=6, rows=1500)
    label_corpus([folder], tmp_path / "here.jsonl")
    killed = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as found:

        def kill(_):
            if not killed:
                process = next(iter(found.workers.values())).process.process
                killed.append(process.pid)
                process.kill()

        label_corpus([folder], tmp_path / "there.jsonl", engine="dask", scheduler=found.scheduler_address, progress=kill)
    assert killed
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


def test_a_cluster_of_its_own(tmp_path):
    folder = parquet_folder(tmp_path, files=1)
    label_corpus([folder], tmp_path / "here.csv", Options(flat=True))
    label_corpus([folder], tmp_path / "there.csv", Options(flat=True), engine="dask", jobs=2)
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


def test_no_scheduler_there(tmp_path, corpus, monkeypatch):
    real = distributed.Client
    monkeypatch.setattr(distributed, "Client", lambda *args, timeout, **options: real(*args, timeout=1, **options))
    with pytest.raises(CorpusError, match=r"scheduler tcp://127\.0\.0\.1:9: cannot be reached"):
        label_corpus([corpus(3)], tmp_path / "out.jsonl", engine="dask", scheduler="tcp://127.0.0.1:9")
