import base64
import json
import re
import zlib

import pytest

from quotestance import Article
from quotestance.views import report
from quotestance.views.counts import ReportError, gather, period_of, periods_between
from quotestance.views.report import csv_text, frames, overview, tables
from quotestance.views.safety import safe_cell


def record(ident, date, *quotes):
    return {
        "id": ident,
        "date": date,
        "quotes": [
            {
                "start": 10 * i,
                "end": 10 * i + 5,
                "text": f"बात {i}",
                "speaker": name and {"name": name, "type": "person", "how": "name"},
                "stances": [{"target": t, "label": label} for t, label in stances],
            }
            for i, (name, *stances) in enumerate(quotes)
        ],
    }


RECORDS = [
    record("a", "2024-01-10", ("नंदा रावत", ("नदी बोर्ड", "favor"), ("जल नीति", "against")), ("रावत", ("नदी बोर्ड", "against"))),
    record("b", "2024-03-05T08:00", ("महापौर रावत", ("नदी बोर्ड", None)), (None, ("जल नीति", "neutral"))),
    record("c", None, ("हरि पंत", ("नदी  बोर्ड", "favor")), ("हरि पंत",)),
    {"id": "d", "error": "broken line"},
]


def test_tables_count_what_is_there():
    found = tables(RECORDS)
    assert found["speakers"][0] == {
        "speaker": "नंदा रावत",
        "type": "person",
        "quotations": 3,
        "documents": 2,
        "n": 3,
        "favor": 1,
        "against": 2,
        "neutral": 0,
        "no_label": 1,
        "favor_share": 0.3333,
        "against_share": 0.6667,
        "neutral_share": 0.0,
    }
    cells = {(r["speaker"], r["target"]): (r["n"], r["favor"], r["against"], r["neutral"], r["no_label"]) for r in found["matrix"]}
    assert cells == {
        ("नंदा रावत", "नदी बोर्ड"): (2, 1, 1, 0, 1),
        ("नंदा रावत", "जल नीति"): (1, 0, 1, 0, 0),
        ("हरि पंत", "नदी बोर्ड"): (1, 1, 0, 0, 0),
    }
    assert [(r["target"], r["period"], r["n"]) for r in found["time"]] == [
        ("जल नीति", "2024-01-10", 1),
        ("जल नीति", "2024-03-05", 1),
        ("नदी बोर्ड", "2024-01-10", 2),
        ("नदी बोर्ड", "2024-03-05", 0),
    ]
    assert [r["quotations"] for r in found["joined"]] == [2, 1, 1, 1]
    assert len(found["quotations"]) == 7


def test_tables_agree_with_each_other():
    found = tables(RECORDS)
    told = sum(r["n"] + r["no_label"] for r in found["speakers"])
    assert told == sum(r["n"] + r["no_label"] for r in found["matrix"])
    everything = sum(r["n"] + r["no_label"] for r in found["targets"])
    assert everything == sum(1 for r in found["quotations"] if r["target"])
    assert everything == told + 1  # the speaker of one is not told


def test_no_labelled_stance_has_no_share():
    row = tables([record("a", None, ("नंदा", ("नीति", None)))])["matrix"][0]
    assert (row["n"], row["no_label"], row["favor_share"]) == (0, 1, None)


def test_aliases_hold_for_speakers_and_targets():
    found = tables(RECORDS, aliases={"जल नीति": "जलनीति 2020", "हरि पंत": "नंदा रावत"})
    assert [r["speaker"] for r in found["speakers"]] == ["नंदा रावत"]
    assert {r["target"] for r in found["targets"]} == {"नदी बोर्ड", "जलनीति 2020"}


def test_frames_hold_the_same_rows():
    pytest.importorskip("pandas")
    expected = tables(RECORDS)
    found = frames(RECORDS)
    assert set(found) == set(expected)
    assert found["speakers"]["quotations"].tolist() == [r["quotations"] for r in expected["speakers"]]


def test_articles_and_a_path_give_the_same(tmp_path):
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in RECORDS) + "\n\n", encoding="utf-8")
    assert tables(path) == tables(RECORDS) == tables(str(path))
    article = Article.from_dict({"text": "चलो अब", "quotes": [{"start": 0, "end": 3}]})
    assert tables([article])["quotations"][0]["text"] == "चलो"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"x.jsonl:2: broken JSON"),
        ("[]", r"x.jsonl:2: expected an object, found \[\]"),
        ("[" * 100_000, r"x.jsonl:2: broken JSON: nested too deeply"),
        ("{}", r"x.jsonl:2: quotes: expected a list, found None"),
        ('{"quotes": [3]}', r"x.jsonl:2: quotes\[0\]: expected a quotation"),
        ('{"quotes": [{"start": 0}]}', r"x.jsonl:2: quotes\[0\]: expected a quotation of the schema \(KeyError: 'end'\)"),
        ('{"quotes": [{"start": 0, "end": 1, "kind": "x"}]}', r"x.jsonl:2: quotes\[0\]"),
        ('{"quotes": [{"start": 0, "end": 1, "speaker": {"name": 3}}]}', r"speaker.name: expected a string or null"),
        (
            '{"quotes": [{"start": 0, "end": 1, "stances": [{"target": "a", "label": "x"}]}]}',
            r"expected a target and one of favor",
        ),
        ("\\xff", r"x.jsonl:2: invalid UTF-8: invalid start byte at byte 0"),
    ],
)
def test_a_broken_record_names_its_place(tmp_path, line, message):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"quotes": []}\n' + (b"\xff" if line == "\\xff" else line.encode()) + b"\n")
    with pytest.raises(ReportError, match=message):
        tables(path)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024-05-17T10:00:00+05:30", "2024-05-17"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2024-02-31", None),
        ("17-05-2024", None),
        ("20240517", None),
        ("०१-०१-२०२४", None),
        (20240517, None),
        ("", None),
    ],
)
def test_dates(given, kept):
    corpus = gather([{"date": given, "quotes": []}])
    assert corpus.dates == [kept]
    assert corpus.undated == (kept is None)


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        (["2024-01-01", "2024-02-20"], "day"),
        (["2020-01-01", "2024-02-20"], "month"),
        (["1990-01-01", "2024-02-20"], "year"),
        (["2024", "2024-02"], "year"),
    ],
)
def test_the_period_suits_the_dates(dates, period):
    assert gather([{"date": d, "quotes": []} for d in dates]).period == period


def test_periods_between_leaves_none_out():
    assert periods_between("2023-02-27", "2023-03-02", "day") == ["2023-02-27", "2023-02-28", "2023-03-01", "2023-03-02"]
    assert len(periods_between("2019-01", "2024-12", "month")) == 72
    assert periods_between("2019", "2021", "year") == ["2019", "2020", "2021"]
    assert period_of("2024-05-17", "year") == "2024"


HOSTILE = "</script><script>alert(1)</script><!-- \u2028 \u202e"


def embedded(html):
    found = re.search(r'<script type="application/json" id="data" data-encoding="(\w+)">(.*?)</script>', html, re.DOTALL)
    assert found
    data = found.group(2)
    return json.loads(data if found.group(1) == "json" else zlib.decompress(base64.b64decode(data)))


@pytest.mark.parametrize("pack", [0, 10**9])
def test_hostile_text_stays_data(monkeypatch, pack):
    monkeypatch.setattr(report, "PACK_ABOVE", pack)
    bad = record(HOSTILE, HOSTILE, (HOSTILE, (HOSTILE, "favor")))
    bad["quotes"][0]["text"] = HOSTILE
    html = overview([bad], title=HOSTILE)
    assert html.count("</script>") == 2
    assert html.lower().count("<script") == 2
    assert "\u202e" not in html
    data = embedded(html)
    assert data["quotes"]["text"][0].startswith("</script><script>alert(1)")
    assert data["undated"] == 1


def test_the_page_is_hindi_and_may_fetch_nothing():
    html = overview(RECORDS)
    assert '<html lang="hi">' in html
    assert "default-src 'none'" in html
    assert not re.search(r'(src|href)="(?!#)|url\(|@import|https?:', html)


def test_the_page_of_nothing():
    assert embedded(overview([]))["documents"] == []


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula(cell):
    assert safe_cell(cell).startswith("'")


@pytest.mark.parametrize("cell", ["मोदी", "अल-असद", "", "  ", "1=1"])
def test_plain_cells_stay(cell):
    assert safe_cell(cell) == cell


def test_csv_quotes_and_guards():
    text = csv_text([{"speaker": '=cmd|"x"', "text": "एक\nदो, तीन", "n": -3, "share": None}])
    assert text == 'speaker,text,n,share\r\n"\'=cmd|""x""","एक\nदो, तीन",-3,\r\n'
    assert csv_text([]) == ""


def test_an_office_is_counted_for_each_document_and_a_person_for_all():
    def record(ident):
        speakers = [
            {"name": "मुख्यमंत्री", "type": "unnamed"},
            {"name": "बयान", "type": "organisation"},
            {"name": "कमला नेगी", "type": "person"},
        ]
        return {"id": ident, "quotes": [{"start": i, "end": i + 1, "text": "क", "speaker": s} for i, s in enumerate(speakers)]}

    found = tables([record("a"), record("b")])
    rows = {row["speaker"]: row["documents"] for row in found["speakers"]}
    assert rows == {"कमला नेगी": 2, "मुख्यमंत्री (a)": 1, "मुख्यमंत्री (b)": 1, "बयान (a)": 1, "बयान (b)": 1}
    assert {row["form"]: row["rule"] for row in found["joined"]}["बयान"] == "document"
    assert "कमला नेगी" in {row["speaker"] for row in tables([record("a")], aliases={"बयान": "कमला नेगी"})["speakers"]}
    assert len(tables([record("a"), record("b")], aliases={"बयान": "बयान"})["speakers"]) == 4


@pytest.mark.parametrize(
    ("count", "title"), [(1, "1 quotation in 1 document"), (0, "0 quotations in 0 documents"), (2, "2 quotations in 2 documents")]
)
def test_the_title_counts_in_plain_english(count, title):
    quotes = [{"start": 0, "end": 4, "text": "चलो।"}]
    assert f"<title>{title}</title>" in overview([{"id": str(n), "quotes": quotes} for n in range(count)])
