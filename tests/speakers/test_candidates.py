"""Who stands as a possible source, and who does not."""

import pytest

from quotestance.speakers.candidates import RELATIONS, Finder
from quotestance.speakers.reading.surroundings import Ground

from .marked import read


def offered(marked, number=0):
    doc, quotes = read(marked)
    rows = Finder(doc, quotes).candidates(quotes[number]).rows
    return {(doc.text[c.mention.start : c.mention.end], RELATIONS[c.relation]) for c in rows if c.mention is not None}


CASES = [
    ("ने", 'रमेश ने कहा, "⟦हम आए⟧"', ("रमेश", "ne")),
    ("pronoun with ने in one word", '"⟦हम आए,⟧" उन्होंने कहा।', ("उन्होंने", "ne")),
    ("subject without ने", 'वे कहते हैं, "⟦हम आए⟧"', ("वे", "bare")),
    ("name without ने", 'रमेश बोले, "⟦हम आए⟧"', ("रमेश", "bare")),
    ("का कहना है", 'रमेश का कहना है, "⟦हम आए⟧"', ("रमेश", "ka")),
    ("उनका कहना था", '"⟦हम आए⟧", उनका कहना था।', ("उनका", "ka")),
    ("यह कहना है X का", '"⟦हम आए⟧" यह कहना है रमेश का।', ("रमेश", "ka")),
    ("के अनुसार", 'रमेश के अनुसार "⟦हम आए⟧"', ("रमेश", "post")),
    ("उनके मुताबिक", 'उनके मुताबिक "⟦हम आए⟧"', ("उनके", "post")),
    ("बकौल", 'बकौल रमेश, "⟦हम आए⟧"', ("रमेश", "pre")),
    ("पत्र में", 'पत्र में लिखा है, "⟦हम आए⟧"', ("पत्र", "place")),
    ("जिसमें", 'यह वीडियो एक कैप्शन के साथ साझा किया गया जिसमें लिखा है, "⟦हम आए⟧"', ("एक कैप्शन", "place")),
    ("द्वारा", 'रमेश द्वारा कहा गया, "⟦हम आए⟧"', ("रमेश", "by")),
    ("को कहते सुना", 'रमेश को यह कहते सुना गया, "⟦हम आए⟧"', ("रमेश", "heard")),
    ("label before", "रमेश: ⟦हम आए⟧", ("रमेश", "label")),
    ("label after", "⟦हम आए⟧: रमेश", ("रमेश", "label")),
    ("dash after", '"⟦हम आए⟧" – रमेश', ("रमेश", "label")),
    ("label of a name and what it is", "रमेश पाल, अध्यक्ष, जल संघ: ⟦हम आए⟧", ("रमेश पाल", "label")),
    ("description, name between commas", 'उनके भाई, रमेश पाल, ने कहा, "⟦हम आए⟧"', ("रमेश पाल", "ne")),
    ("heard on both sides", 'किसानों को "⟦हम आए⟧" कहते हुए सुना गया।', ("किसानों", "heard")),
    ("heading that goes round", 'वीडियो एक कैप्शन के साथ वायरल है: "⟦हम आए⟧"', ("एक कैप्शन", "place")),
    ("subject right before its object", 'संघ इस फैसले को "⟦बेकार⟧" मानता है।', ("संघ", "bare")),
    ("name after its title", 'उनकी साथी वर्षा कहती हैं, "⟦हम आए⟧"', ("वर्षा", "bare")),
    ("who is quoted by another", 'एजेंसी ने मंत्री रमेश पाल के हवाले से कहा, "⟦हम आए⟧"', ("रमेश पाल", "post")),
    ("age in brackets", 'रमेश (45) ने कहा, "⟦हम आए⟧"', ("रमेश", "ne")),
    ("relative clause before ने", 'रमेश, जो दुकान चलाते हैं, ने कहा, "⟦हम आए⟧"', ("रमेश", "ne")),
    ("apposition before का", 'रमेश, दुकान के मालिक, का कहना है, "⟦हम आए⟧"', ("रमेश", "ka")),
    ("apposition without its second comma", 'रमेश पाल, जल संघ के सचिव ने कहा, "⟦हम आए⟧"', ("रमेश पाल", "ne")),
    ("की तरफ से", 'संघ की तरफ से कहा गया, "⟦हम आए⟧"', ("संघ", "by")),
    ("की ओर से", 'संघ की ओर से कहा गया, "⟦हम आए⟧"', ("संघ", "by")),
    ("owner of a writing", 'संघ के पत्र में लिखा है, "⟦हम आए⟧"', ("संघ", "owner")),
    ("subject and verb on both sides", 'प्रदर्शनकारी "⟦हम आए⟧" के नारे लगा रहे थे।', ("प्रदर्शनकारी", "bare")),
    ("label at the end of the line", 'जल कर से "⟦हम डूबे⟧" गांव - रमेश\nअगली बात।', ("रमेश", "label")),
    ("description and name after a clause", 'किसान, जिनमें कई ऐसे थे जिन्होंने फसल छोड़ दी, ने कहा, "⟦हम आए⟧"', ("किसान", "ne")),
    ("insertions of another sentence", 'जल संघ, जो नया है, रुका। सचिव, रमेश पाल, ने कहा, "⟦हम आए⟧"', ("रमेश पाल", "ne")),
    ("headline", "रमेश पाल पटना पहुंचे, कहा- ⟦हम आए⟧", ("रमेश पाल", "bare")),
    ("a card", 'वहां एक पर्ची मिली, जिस पर लिखा था: "⟦हम आए⟧"', ("एक पर्ची", "place")),
    ("a noun of saying with an adjective", 'रमेश का तर्क सरल था: "⟦हम आए⟧"', ("रमेश", "ka")),
    ("a sentence earlier", 'रमेश ने बात रखी। "⟦हम आए⟧"', ("रमेश", "ne")),
    ("a sentence later", '"⟦हम आए⟧" यह बात रमेश ने कही।', ("रमेश", "ne")),
    ("on the line before", 'रमेश ने बात रखी\n"⟦हम आए⟧"', ("रमेश", "ne")),
    ("far before", 'रमेश ने नहर के पास हुई सभा में दो घंटे तक किसानों से बात करने के बाद कहा, "⟦हम आए⟧"', ("रमेश", "ne")),
]
NONE = [
    ("the one who is told", 'रमेश ने सुरेश को बताया, "⟦हम आए⟧"', "सुरेश"),
    ("the one who is asked", 'रमेश ने सुरेश से कहा, "⟦हम आए⟧"', "सुरेश"),
    ("a word of saying before a colon", 'तख्ती थी, लिखा है: "⟦हम आए⟧"', "लिखा"),
    ("an adverb before a comma", 'हालांकि, रमेश ने कहा, "⟦हम आए⟧"', "हालांकि"),
    ("a title before its name", 'उनकी साथी वर्षा कहती हैं, "⟦हम आए⟧"', "उनकी साथी"),
    ("the object of a verb", 'संघ इस फैसले को "⟦बेकार⟧" मानता है।', "इस फैसले"),
    ("who passes it on", 'एजेंसी ने मंत्री रमेश पाल के हवाले से कहा, "⟦हम आए⟧"', "एजेंसी"),
    ("the one who is addressed", 'किसानों को संबोधित करते हुए कहा, "⟦हम आए⟧"', "किसानों"),
    ("a name without ने before an ordinary कहा", 'रमेश पाल पटना पहुंचे और कहा, "⟦हम आए⟧"', "रमेश पाल"),
    ("the one who is blamed", 'रमेश ने सुरेश पर आरोप लगाया, "⟦वह आए⟧"', "सुरेश"),
]


@pytest.mark.parametrize(("label", "marked", "expected"), CASES, ids=[c[0] for c in CASES])
def test_offered(label, marked, expected):
    assert expected in offered(marked)


@pytest.mark.parametrize(("label", "marked", "name"), NONE, ids=[c[0] for c in NONE])
def test_not_offered(label, marked, name):
    assert name not in {mention for mention, _ in offered(marked)}


def test_words_inside_quotations_are_never_offered():
    marked = 'रमेश ने कहा, "⟦सुरेश ने कहा कि वे आए⟧"। मोहन ने कहा, "⟦दिनेश ने कहा कि वे गए⟧"।'
    for number in (0, 1):
        assert not {"सुरेश", "दिनेश"} & {mention for mention, _ in offered(marked, number)}


def test_no_mention_is_always_a_candidate_and_stands_last():
    doc, quotes = read('"⟦हम आए⟧"')
    rows = Finder(doc, quotes).candidates(quotes[0]).rows
    assert [c.mention for c in rows] == [None]


def test_only_what_is_around_the_quotations_asked_for_is_looked_at():
    doc, quotes = read('रमेश ने कहा, "⟦हम आए⟧"। ' + "चार। पांच। छह। " * 40 + 'सुरेश ने कहा, "⟦हम गए⟧"।')
    finder = Finder(doc, quotes, Ground(doc, quotes), quotes[1:])
    assert [doc.words[s.last] for s in finder.subjects.found] == ["सुरेश"]
    assert finder.candidates(quotes[1]).rows == Finder(doc, quotes).candidates(quotes[1]).rows
