from quotestance.speakers.attribution import attribute
from quotestance.speakers.kept import Kept, kept
from quotestance.text import Document

from .marked import read


def test_one_owner_a_document():
    doc, same_text = Document("रमेश ने कहा"), Document("रमेश ने कहा")
    assert kept(doc) is kept(doc)
    assert kept(doc) is not kept(same_text)


def test_nothing_is_kept_before_it_is_asked_for():
    own = kept(Document("रमेश ने कहा"))
    assert not any(getattr(own, name) for name in Kept.__slots__)


def test_a_document_keeps_nothing_of_this_stage_beside_its_owner():
    doc, quotes = read('मंत्री रमेश पाल आए। उन्होंने कहा, "⟦पानी नहीं आया है।⟧" मंत्री ने कहा, "⟦कल आएगा।⟧" "⟦ठीक है।⟧"')
    attribute(doc, quotes)
    assert len(set(vars(doc)) - set(dir(Document)) - {"text"}) == 1
    assert kept(doc).mentions
    assert kept(doc).entities
    assert kept(doc).sentences is not None
