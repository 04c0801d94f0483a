import pytest

from quotestance import Article
from training import agreement
from training.agreement import compare, kappa

TEXT = "मीना राव ने कहा, “सड़क बनेगी।” उन्होंने निगम को “सुस्त” बताया।"


def article(first="सड़क बनेगी।", label="favor", target="सड़क", how="name", with_second=True):
    def span(words):
        return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}

    speaker = {"name": "मीना राव", "names": ["मीना राव"], "mention": span("मीना राव"), "how": how, "type": "person"}
    quotes = [{**span(first), "kind": "full", "speaker": speaker, "cue": span("कहा")}]
    quotes[0]["stances"] = [{"target": target, "mention": span("सड़क"), "label": label}]
    if with_second:
        speaker = {**speaker, "how": "pronoun", "mention": span("उन्होंने")}
        quotes.append({**span("सुस्त"), "kind": "partial", "speaker": speaker, "cue": span("बताया")})
        quotes[1]["stances"] = [{"target": "निगम", "mention": None, "label": "against"}]
    return Article.from_dict({"id": "a", "text": TEXT, "quotes": quotes})


def test_the_same_twice():
    measures = compare([(article(), article())]).measures()
    assert measures["exact span F1"] == measures["end-to-end F1 (span and speaker)"] == measures["target F1"] == measures["kappa"] == 1


def test_marks_and_points_at_the_edges_do_not_count():
    assert compare([(article(), article(first="सड़क बनेगी"))]).measures()["exact span F1"] == 1


def test_what_one_misses_counts_against_the_f1():
    result = compare([(article(), article(with_second=False))])
    assert result.measures()["exact span F1"] == round(2 / 3, 4)
    assert result.differences == [("a", "span", "partial: सुस्त", "-")]


def test_labels_and_forms():
    result = compare([(article(), article(label="neutral", how="description"))])
    assert result.labels == [("favor", "neutral"), ("against", "against")]
    assert result.measures()["same speaker form (how)"] == 0.5
    assert [d[1] for d in result.differences] == ["how", "label"]


def test_targets_meet_by_name_or_by_mention():
    assert compare([(article(), article(target="नई सड़क"))]).measures()["target F1"] == 1
    result = compare([(article(target="x"), article(target="y", with_second=False))])
    assert result.labels == [("favor", "favor")]


def test_other_texts_are_refused():
    other = Article.from_dict({"id": "b", "text": "और", "quotes": []})
    with pytest.raises(ValueError, match="a: the two annotations are not of the same text"):
        compare([(article(), other)])


@pytest.mark.parametrize(
    ("label", "answers", "expected"),
    [
        ("nothing", [], None),
        ("one label only", [("favor", "favor")], None),
        ("all the same", [("favor", "favor"), ("against", "against")], 1),
        ("by chance", [("favor", "favor"), ("favor", "against"), ("against", "favor"), ("against", "against")], 0),
    ],
)
def test_kappa(label, answers, expected):
    assert kappa(answers) == expected


def test_written_pairs_are_of_the_same_texts():
    pairs = agreement.pairs("written")
    assert len(pairs) == 60
    assert compare(pairs).measures()["exact span F1"] > 0.9
