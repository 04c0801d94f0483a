import json

import numpy as np
import pytest

from quotestance.models import FORMAT, ModelError, load, save

ARRAYS = {"weight": np.arange(6, dtype=np.float32).reshape(2, 3), "index": np.array([1, 2], np.int32), "none": np.zeros((0, 4), np.float64)}


@pytest.fixture
def folder(tmp_path):
    save(tmp_path, "part", {"words": ["क", "ख"], "threshold": 0.5}, ARRAYS)
    return tmp_path


def test_what_was_saved_is_loaded(folder):
    model = load(folder, "part")
    assert model.settings == {"words": ["क", "ख"], "threshold": 0.5}
    assert set(model.arrays) == set(ARRAYS)
    for key, array in ARRAYS.items():
        np.testing.assert_array_equal(model.arrays[key], array)
        assert not model.arrays[key].flags.writeable


def test_the_bytes_depend_on_the_content_alone(folder, tmp_path):
    other = tmp_path / "other"
    save(other, "part", {"threshold": 0.5, "words": ["क", "ख"]}, dict(reversed(ARRAYS.items())))
    for name in ("part.json", "part.bin"):
        assert (other / name).read_bytes() == (folder / name).read_bytes()


def test_object_arrays_cannot_be_saved(tmp_path):
    with pytest.raises(ModelError, match="part: array a: expected one of"):
        save(tmp_path, "part", {}, {"a": np.array([{}], object)})


def alter(folder, **changes):
    path = folder / "part.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest.update(changes)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def item(**changes):
    return {"arrays": [{"name": "weight", "type": "<f4", "shape": [2, 3], "offset": 0, **changes}]}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": FORMAT + 1}, "format: expected 1, found 2; it was made by a newer quotestance"),
        ({"format": "1"}, "format: expected 1, found '1'$"),
        ({"format": None}, "format: expected 1, found None"),
        ({"settings": {"threshold": 0.1}}, "settings: do not match their checksum; the file was altered"),
        ({"settings": []}, "expected an object 'settings' and a list 'arrays'"),
        ({"sha256": "0" * 64}, "part.bin: does not match its checksum; the file was altered"),
        ({"bytes": 10}, "part.bin: expected 10 bytes, found"),
        (item(type="|O"), r"arrays: .* does not fit: type '\|O'"),
        (item(type="<U8"), "arrays: .* does not fit: type '<U8'"),
        (item(shape=[2, -3]), "arrays: .* does not fit"),
        (item(shape=[1 << 40, 1 << 40]), "arrays: .* does not fit"),
        (item(shape="x"), "arrays: .* does not fit"),
        (item(offset=10**9), "arrays: .* does not fit"),
        (item(offset=True), "arrays: .* does not fit"),
        ({"arrays": [3]}, "arrays: 3 does not fit"),
        ({"arrays": [{}]}, "arrays: {} does not fit"),
    ],
)
def test_an_altered_manifest_is_told(folder, changes, message):
    alter(folder, **changes)
    with pytest.raises(ModelError, match=message):
        load(folder, "part")


def test_a_truncated_file_is_told(folder):
    path = folder / "part.bin"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelError, match="the file is truncated"):
        load(folder, "part")


def test_an_altered_file_is_told(folder):
    path = folder / "part.bin"
    path.write_bytes(b"\xff" + path.read_bytes()[1:])
    with pytest.raises(ModelError, match="does not match its checksum"):
        load(folder, "part")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"3", b"\x80\x04\x95"])
def test_a_manifest_that_is_none_is_told(folder, content):
    (folder / "part.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"model part: part\.json: expected"):
        load(folder, "part")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ModelError, match="model part: cannot be read"):
        load(tmp_path, "part")
