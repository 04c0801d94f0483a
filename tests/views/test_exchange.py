import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestance import Article, Quote, Span, Speaker, Stance
from quotestance.records import HOWS, KINDS, LABELS, TYPES
from quotestance.views.exchange import CONFIG, FORMATS, ExchangeError, export, from_label_studio, from_tsv, load, to_label_studio, to_tsv

SEED = Path(__file__).parents[2] / "seeds" / "000_6db085fa39497ca8.gold.json"


def read_back(articles, format, tmp_path):
    path = tmp_path / "file"
    path.write_text(export(articles, format), encoding="utf-8")
    return load(path, format, articles)


@pytest.mark.parametrize("format", FORMATS)
def test_the_seed_comes_back(format, tmp_path):
    article = Article.from_dict(json.loads(SEED.read_text(encoding="utf-8")))
    assert read_back([article], format, tmp_path) == [article]


@st.composite
def articles(draw):
    # Words that are hard to carry: line feeds, tabs, bars, backslashes, quotes, formulas, an emoji before the quotation.
    alphabet = st.sampled_from("कखग ा्ि\n\t\r|\\\"'=+-@#\u200d\ufeff🙂ab")
    text = draw(st.text(alphabet, min_size=1, max_size=40))

    def span(low=0, high=None):
        high = len(text) if high is None else high
        start = draw(st.integers(low, high - 1))
        end = draw(st.integers(start + 1, high))
        return Span(start, end, text[start:end])

    def maybe(value):
        return value() if draw(st.booleans()) else None

    def name():
        return draw(names)

    def speaker():
        mention = maybe(span)
        how = draw(st.sampled_from(HOWS if mention is None else [h for h in HOWS if h != "implicit"]))
        return Speaker(maybe(name), tuple(name() for _ in range(draw(st.integers(0, 3)))), mention, how, draw(st.sampled_from(TYPES)))

    names = st.text(alphabet, min_size=1, max_size=6).filter(str.strip)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    quotes = []
    for low, high in pairwise(cuts):
        part = span(low, high)
        targets = draw(st.lists(names, max_size=3, unique=True))
        stances = tuple(Stance(t, maybe(span), draw(st.sampled_from((*LABELS, None)))) for t in targets)
        quotes.append(Quote(part.start, part.end, part.text, draw(st.sampled_from(KINDS)), None, maybe(speaker), maybe(span), stances))
    return Article(text, tuple(quotes), None)


@given(st.lists(articles(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_everything_comes_back_exactly(found):
    assert from_label_studio(json.loads(json.dumps(to_label_studio(found)))) == found
    assert from_tsv(to_tsv(found), found) == found


def test_no_cell_of_the_table_is_a_formula():
    text = "=SUM(A1) चलो"
    table = to_tsv([Article(text, (Quote(0, 12, text, speaker=Speaker("@नाम", ("+1",))),), "-a")])
    for cell in table.splitlines()[1].split("\t"):
        assert not cell.lstrip().startswith(tuple("=+-@"))


TEXT = 'मेला समिति की उषा ने कहा, "मेला कल से लगेगा।" उषा ने मेला देखा।'
ARTICLE = Article.from_dict(
    {
        "id": "m1",
        "text": TEXT,
        "quotes": [
            {
                "start": TEXT.index('"') + 1,
                "end": TEXT.rindex('"'),
                "speaker": {"name": "उषा", "names": ["उषा"], "how": "name", "type": "person", "mention": {"start": 14, "end": 17}},
                "cue": {"start": 21, "end": 24},
                "stances": [{"target": "मेला", "label": "favor"}],
            }
        ],
    }
)


def changed(column, value, row=1):
    lines = [line.split("\t") for line in to_tsv([ARTICLE]).splitlines()]
    lines[row][lines[0].index(column)] = value
    return "\n".join("\t".join(line) for line in lines)


def test_a_corrected_cell_is_read():
    assert from_tsv(changed("label", "against"), [ARTICLE])[0].quotes[0].stances[0].label == "against"
    assert from_tsv(changed("label", "none"), [ARTICLE])[0].quotes[0].stances[0].label is None


def test_a_span_may_be_given_by_its_words():
    lines = changed("cue_start", "").splitlines()
    fields = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True)) | {"cue_end": "", "cue": "देखा"}
    table = lines[0] + "\n" + "\t".join(fields.values())
    assert from_tsv(table, [ARTICLE])[0].quotes[0].cue == Span(TEXT.index("देखा"), TEXT.index("देखा") + 4, "देखा")


def test_an_article_without_rows_comes_back_without_quotations():
    assert from_tsv(to_tsv([]), [ARTICLE]) == [Article(TEXT, (), "m1")]


def test_a_new_row_is_a_new_quotation():
    table = to_tsv([ARTICLE]) + "\t".join(["m1", "2", "", "", "partial", "मेला देखा", *[""] * 15]) + "\n"
    new = from_tsv(table, [ARTICLE])[0].quotes[1]
    assert (new.text, new.kind, new.speaker, new.stances) == ("मेला देखा", "partial", None, ())


def test_quotations_come_back_in_the_order_of_the_text_and_do_not_overlap():
    def table(words):
        return to_tsv([ARTICLE]) + "\t".join(["m1", "2", "", "", "partial", words, *[""] * 15]) + "\n"

    assert [q.text for q in from_tsv(table("की उषा"), [ARTICLE])[0].quotes] == ["की उषा", "मेला कल से लगेगा।"]
    with pytest.raises(ExchangeError, match=r"table:3: quotes\[1\]: expected a start at or after 44, where quotes\[0\] ends, found 32"):
        from_tsv(table("कल से"), [ARTICLE])


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("id", "m9", r"t.tsv:2: id: expected the id of one of 1 articles, found 'm9'"),
        ("start", "x", r"t.tsv:2: start: expected a whole number, found 'x'"),
        ("start", "9999", r"t.tsv:2: text: expected offsets inside the text"),
        ("start", "3", r"t.tsv:2: text: expected .* at 3\.\."),
        ("start", "", r"t.tsv:2: text: expected start and end, or only the words"),
        ("kind", "whole", r"t.tsv:2: quotes\[0\].kind: expected one of full, partial, unmarked, found 'whole'"),
        ("how", "guess", r"t.tsv:2: quotes\[0\].speaker.how: expected one of name"),
        ("label", "pro", r"t.tsv:2: quotes\[0\].stances\[0\].label: expected one of favor"),
        ("target", "", r"t.tsv:2: target: expected a name with the label"),
        ("cue", "बोली", r"t.tsv:2: cue: expected 'कहा' at 21..24, found 'बोली'"),
        (
            "target_mention",
            "मेला",
            r"t.tsv:2: target_mention: .* found 'मेला' 3 times",
        ),
        ("target_mention", "झूला", r"t.tsv:2: target_mention: .* found 'झूला' 0 times"),
    ],
)
def test_a_wrong_cell_names_line_and_field(column, value, message):
    with pytest.raises(ExchangeError, match=message):
        from_tsv(changed(column, value), [ARTICLE], name="t.tsv")


def test_rows_of_one_quotation_must_agree():
    table = to_tsv([ARTICLE])
    second = table.splitlines()[1].replace("\tfull\t", "\tpartial\t")
    with pytest.raises(ExchangeError, match=r"t:3: kind: expected the same in all rows of quotation 1, found partial"):
        from_tsv(table + second + "\n", [ARTICLE], name="t")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", r"t:1: expected the columns id, .*; id missing"),
        ("id\tx\n", r"'x' unknown"),
        (to_tsv([]) + "m1\t1\n", r"t:2: expected 21 fields, found 2"),
    ],
)
def test_a_broken_table(table, message):
    with pytest.raises(ExchangeError, match=message):
        from_tsv(table, [ARTICLE], name="t")


def test_ids_must_differ():
    with pytest.raises(ExchangeError, match="article 2: expected a different id for each article, found 'm1' again"):
        to_tsv([ARTICLE, ARTICLE])


def task():
    return to_label_studio([ARTICLE])[0]


def test_the_last_annotation_that_was_not_cancelled_counts():
    one, two = task(), task()
    two["annotations"][0]["result"] = []
    assert from_label_studio([{**one, "annotations": one["annotations"] + two["annotations"]}])[0].quotes == ()
    cancelled = [{**a, "was_cancelled": True} for a in two["annotations"]]
    assert from_label_studio([{**one, "annotations": one["annotations"] + cancelled}]) == [ARTICLE]
    assert from_label_studio([{"data": one["data"], "annotations": [], "predictions": one["annotations"]}]) == [ARTICLE]


def test_offsets_in_utf16_units_are_understood():
    text = "🙂🙂 " + TEXT
    moved = {"data": {"text": text, "id": "m1"}, "annotations": task()["annotations"]}
    for item in moved["annotations"][0]["result"]:
        if "value" in item:
            item["value"]["start"] += 5
            item["value"]["end"] += 5
    article = from_label_studio([moved])[0]
    assert article.quotes[0].text == ARTICLE.quotes[0].text
    assert article.quotes[0].start == ARTICLE.quotes[0].start + 3


def field(name, **value):
    """Return a change of the region field of that name."""
    return lambda task, result: next(i for i in result if i.get("from_name") == name)["value"].update(value)


def without(kind):
    return lambda task, result: result.remove(next(i for i in result if i["type"] == kind))


def with_relation(task, result):
    result.append({"type": "relation", "from_id": "q0", "to_id": "zz"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t, r: t.pop("data"), r"tasks: task 1: data.text: expected a string"),
        (lambda t, r: t.update(annotations=3), r"task 1 \(m1\): annotations: expected a list"),
        (lambda t, r: t["annotations"][0].update(result=None), r"annotations: result: expected a list"),
        (field("span", labels=["x"]), r"task 1 \(m1\): region q0: span: expected one of full, .*, found x"),
        (field("span", start=5, text="और"), r"region q0: span: expected 'और' at 5\.\."),
        (field("span", start="5"), r"region q0: span: expected start and end, found '5'"),
        (field("stances", text=["pro | मेला"]), r"region q0: stances: expected 'favor"),
        (field("how", choices=["x"]), r"region q0: how: expected one of name"),
        (without("relation"), r"region q0-mention: expected a relation from the quotation"),
        (with_relation, r"relation q0 → zz: expected the id of a region, found 'zz'"),
        (without("labels"), r"relation q0 → q0-mention: expected it to join a quotation"),
    ],
)
def test_a_broken_task_names_region_and_field(change, message):
    made = task()
    change(made, made["annotations"][0]["result"])
    with pytest.raises(ExchangeError, match=message):
        from_label_studio([made])


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff", "expected UTF-8"), (b"{", "expected JSON"), (b"{}", "expected a list of tasks, found dict"), (b"[" * 99999, "JSON")],
)
def test_files_that_are_none(tmp_path, content, message):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=message):
        load(path, "label-studio")


def test_an_unknown_format():
    with pytest.raises(ValueError, match="format: expected one of label-studio, tsv, found 'xml'"):
        export([], "xml")
    with pytest.raises(ValueError, match="format"):
        load("nowhere", "xml")


def test_the_labelling_interface_has_every_value():
    import xml.etree.ElementTree as tree

    root = tree.fromstring(CONFIG)
    values = {e.get("value") for e in root.iter() if e.tag in ("Label", "Choice", "Relation")}
    assert values == {*KINDS, *HOWS, *TYPES, "mention", "cue", "target"}
    fields = {i["from_name"] for i in task()["annotations"][0]["result"] if "from_name" in i}
    assert fields <= {e.get("name") for e in root.iter()}
