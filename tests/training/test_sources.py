import json
import zipfile

import pytest

from training import sources

LONG = "नगर परिषद ने नए पुस्तकालय के लिए जमीन देने का फैसला किया और कहा कि काम तीन महीने में शुरू होगा। " * 5
OTHER = "जिला अस्पताल में नई मशीन लगने से मरीजों को अब दूसरे शहर नहीं जाना पड़ेगा, ऐसा प्रबंधन का कहना है। " * 5


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def workbook(path, rows, shared=False):
    """Write a workbook as spreadsheet programs do: strings inline, or in a table of shared strings."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = []

    def cell(value):
        if isinstance(value, int):
            return f"<c><v>{value}</v></c>"
        if not shared:
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        strings.append(value)
        return f'<c t="s"><v>{len(strings) - 1}</v></c>'

    body = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {ns}><sheetData>{body}</sheetData></worksheet>")
        if shared:
            items = "".join(f"<si><r><t>{s[:3]}</t></r><r><t>{s[3:]}</t></r></si>" for s in strings)
            book.writestr("xl/sharedStrings.xml", f"<sst {ns}>{items}</sst>")


def test_ddnews(tmp_path):
    folder = tmp_path / "RawData" / "DD"
    write(folder / "1", f"शीर्षक  एक\r\n\r\n {LONG}")
    write(folder / "2", f"शीर्षक एक\n{LONG}")  # the first one again
    write(folder / "10", (OTHER + "\n").encode("utf-16"))
    write(folder / "3", "बहुत छोटा")
    assert list(sources.read_ddnews(tmp_path)) == [("dd-1", "शीर्षक एक\n" + LONG.strip()), ("dd-10", OTHER.strip())]


def test_semeval(tmp_path):
    write(tmp_path / "data" / "hindi_raw-documents" / "HI_1.txt", "शीर्षक\r\n\r\nपाठ \n")
    write(tmp_path / "data" / "hindi_raw-documents" / "subtask-1-annotations.txt", "HI_1\tOther")
    write(tmp_path / "data" / "test_hindi_subtask-2-documents" / "HI_2.txt", "\ufeffदूसरा")
    assert list(sources.read_semeval(tmp_path)) == [("train/HI_1", "शीर्षक\n\nपाठ"), ("test/HI_2", "दूसरा")]


def test_bbc(tmp_path):
    write(tmp_path / "deep" / "hindi-cleaned-test.csv", '0,1\nindia,"पहला  पाठ\n\n\nदूसरी पंक्ति"\nworld,अगला\n')
    assert list(sources.read_bbc(tmp_path)) == [("bbc-1", "पहला पाठ\nदूसरी पंक्ति"), ("bbc-2", "अगला")]


def test_ednil(tmp_path):
    write(tmp_path / "data" / "raw" / "Hindi_1" / "a.xml", "<D><P><W>बाढ़ </W><W>आई</W></P><P> </P><P>पानी\u00a0 उतरा</P></D>")
    write(tmp_path / "data" / "raw" / "Hindi_1" / "b.xml", "<D><P>टूटा")
    assert list(sources.read_ednil(tmp_path)) == [("Hindi_1/a.xml", "बाढ़ आई\nपानी उतरा")]


@pytest.mark.parametrize("shared", [False, True], ids=["inline strings", "shared strings"])
def test_factcheck(tmp_path, shared):
    rows = [["शीर्षक एक", LONG], ["शीर्षक दो", "छोटा"], ["शीर्षक एक", LONG], ["शीर्षक एक", "लिंक https://example.org/a noreferrer देखें"], ["अकेला"]]
    workbook(tmp_path / "Datasets" / "dataset_alt_news_fact_check.xlsx", rows, shared)
    workbook(tmp_path / "Datasets" / "dataset_aajtak_fact_check.xlsx", [["क", "ख"], ["शीर्षक तीन", OTHER]], shared)
    assert list(sources.read_factcheck(tmp_path)) == [
        ("alt-0", f"शीर्षक एक\n{LONG.strip()}\nलिंक देखें"),
        ("aajtak-1", f"शीर्षक तीन\n{OTHER.strip()}"),
    ]


def test_headline(tmp_path):
    def printed(*texts):
        lines = [repr({"text": t}) for t in texts]
        return {"cells": [{"outputs": [{"text": [line + "\n" for line in lines]}]}, {"source": "print(1)"}]}

    first = "पहली खबर\r\n" + LONG + "\u200b" + LONG + OTHER
    write(tmp_path / "IndicbART with LORA.ipynb", json.dumps(printed(first, OTHER * 3, "छोटी")))
    data = {"cells": [{"outputs": [{"data": {"text/plain": [repr({"text": first}), "\n", "{'text': 'टूटा}"]}}]}]}
    write(tmp_path / "IndicBART Standard.ipynb", json.dumps(data))
    found = list(sources.read_headline(tmp_path))
    assert [i for i, _ in found] == ["rk-0", "rk-1"]
    assert found[0][1].startswith("पहली खबर\nनगर परिषद")
    assert "\u200b" not in found[0][1]


def test_boom(tmp_path):
    rows = [
        ["id", "a", "b", "c", "text"],
        [7, "", "", "", LONG * 2 + " https://example.org/x"],
        [8, "", "", "", LONG * 2],
        [9, "", "", "", "छोटा"],
        [10],
    ]
    workbook(tmp_path / "fake.xlsx", rows)
    assert list(sources.read_boom(tmp_path)) == [("jb-7", (LONG * 2).strip())]


def test_every_source_has_a_reader():
    assert set(sources.READERS) == set(sources.SOURCES)


def test_a_missing_clone_is_said_and_passed_over(tmp_path):
    said = []
    write(tmp_path / "Semeval-Task10-Hindi" / "data" / "hindi_raw-documents" / "HI_1.txt", "पाठ")
    assert list(sources.documents(tmp_path, said.append)) == [("semeval2025t10_hi:train/HI_1", "पाठ")]
    assert len(said) == len(sources.SOURCES) - 1
    assert said[0].startswith("no clone of umangk279/NLP-Hindi-Text-Coherence (commit 1fadf36")


def test_main_writes_compares_and_answers_by_its_status(tmp_path, capsys):
    write(tmp_path / "clones" / "Semeval-Task10-Hindi" / "data" / "hindi_raw-documents" / "HI_0.txt", "पाठ")
    assert sources.main([str(tmp_path / "clones"), str(tmp_path / "out.jsonl")]) == 1
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8")) == {"id": "semeval2025t10_hi:train/HI_0", "text": "पाठ"}
    assert "semeval2025t10_hi: labelled texts the same 0, different 0, missing" in capsys.readouterr().out
