"""Facts of candidates. All people are invented."""

from quotestance.speakers.identity.fact_groups import facts_of

from .test_antecedents import found


def facts(candidate):
    return {fact for key in candidate.keys for fact in facts_of(key)}


def by_word(marked, word, form="उन्होंने"):
    return next(c for c in found(marked, form) if c.word == word)


def test_a_chain_of_pronouns():
    text = "गीता मेहता आईं। {} सुरेश भाटिया से मिलीं। उन्होंने कहा, “⟦काम होगा⟧”"
    assert "links1False" in facts(by_word(text.format("वे"), "मेहता"))
    assert "links0False" in facts(by_word(text.format("करीम ताहिर"), "मेहता"))  # somebody else is the subject


def test_who_is_spoken_of_inside():
    text = "गीता मेहता ने सुरेश भाटिया को देखा। उन्होंने कहा, “⟦{} गलत हैं⟧”"
    assert "inqTrueFalse" in facts(by_word(text.format("भाटिया"), "भाटिया"))
    assert "inqFalseFalse" in facts(by_word(text.format("सब"), "भाटिया"))


def test_first_names_inside():
    text = "गीता मेहता ने सुरेश भाटिया को देखा। उन्होंने कहा, “⟦{} गलत हैं⟧”"
    assert "inqTrueFalse" in facts(by_word(text.format("सुरेश"), "भाटिया"))
    assert "inqFalseFalse" in facts(by_word(text.format("सुरेश"), "मेहता"))


def test_who_told_something_before():
    text = "{} कि सुरेश भाटिया आए थे। उन्होंने कहा, “⟦काम होगा⟧”"
    assert "tel0d1" in facts(by_word(text.format("गीता मेहता ने बताया"), "मेहता"))
    assert "tel0d1" in facts(by_word(text.format("गीता मेहता मानती हैं"), "मेहता"))
    assert "tel3d9" in facts(by_word(text.format("गीता मेहता ने बताया"), "भाटिया"))


def test_who_is_named_most_often():
    text = "गीता मेहता आईं। मेहता ने काम देखा। सुरेश भाटिया चुप रहे। उन्होंने कहा, “⟦काम होगा⟧”"
    assert "mostTrueFalse" in facts(by_word(text, "मेहता"))
    assert "mostFalseFalse" in facts(by_word(text, "भाटिया"))


def test_number_that_the_verb_shows():
    text = "गीता मेहता आईं। वह {}, “⟦काम होगा⟧”"
    assert "numpl1" in facts(by_word(text.format("कहती हैं"), "मेहता", "वह"))
    assert "numsg1" in facts(by_word(text.format("कहती है"), "मेहता", "वह"))


def test_the_word_after():
    text = "गीता मेहता {} कि काम होगा। उन्होंने कहा, “⟦काम होगा⟧”"
    assert "anomमानती" in facts(by_word(text.format("मानती हैं"), "मेहता"))
    assert "aergकहा" in facts(by_word(text.format("ने कहा"), "मेहता"))  # after the postposition


def test_gender_of_own_words():
    text = "गीता मेहता नाराज थीं। उन्होंने कहा, “⟦मैं काम {} हूं⟧”"
    assert "genderTrue" in facts(by_word(text.format("करती"), "मेहता"))
    assert "genderFalse" in facts(by_word(text.format("करता"), "मेहता"))
