import re
from html.parser import HTMLParser

import pytest

from quotestance import Article, Quote, Span
from quotestance.views.html import fragment, page
from quotestance.views.layers import stretches

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "]]>",
    "<!--",
    "&lt;b&gt;",
    "</style>",
    "'><svg/onload=1>",
]
CONTROL = ["\u202e", "\u2066", "\x1b", "\x00", "\x85", "\ud800"]
TAGS = "html head meta title style body header h1 h2 div button ul li main p article ol span a bdi i script b"


class Reader(HTMLParser):
    """Collects tags, attributes, text; an element that nobody wrote shows up in `tags`."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.ids, self.stack, self.texts = [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [v for k, v in attrs if k == "id"]
        if tag != "meta":
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        if any(attrs.get("class") == "text" for _, attrs in self.stack) and self.stack[-1][0] != "a":
            self.texts.append(data)


def hostile_article(bad):
    text = f'{bad} कमला{bad} बोलीं: "ठीक {bad} है"'
    start = text.index('बोलीं: "') + 8
    return Article.from_dict(
        {
            "id": f"x{bad}",
            "text": text,
            "quotes": [
                {
                    "start": start,
                    "end": len(text) - 1,
                    "speaker": {"name": f"कमला{bad}", "how": "name", "mention": {"start": 0, "end": len(bad) + 5}},
                    "cue": {"start": start - 8, "end": start - 3},
                    "stances": [{"target": f"बोर्ड{bad}", "mention": {"start": start, "end": start + 3}, "label": "against"}],
                }
            ],
        }
    )


@pytest.mark.parametrize("bad", HOSTILE + CONTROL)
@pytest.mark.parametrize("view", [lambda a: page([a], title=a.id), fragment], ids=["page", "fragment"])
def test_nothing_of_an_article_becomes_markup(view, bad):
    html = view(hostile_article(bad))
    reader = Reader(html)
    assert not reader.stack
    assert set(reader.tags) <= set(TAGS.split())
    assert reader.tags.count("script") == html.count("<script>") <= 1
    assert not [k for k, _ in reader.attributes if k.startswith("on")]
    html.encode()
    for char in CONTROL:
        assert char not in html


def test_the_text_is_whole():
    article = hostile_article("<i>&amp;")
    assert "".join(Reader(page([article])).texts).replace("\n", "") == article.text


def test_the_page_is_hindi_and_may_fetch_nothing():
    html = page([Article("कल बारिश होगी।")], title="<मौसम>")
    assert html.startswith('<!doctype html>\n<html lang="hi">')
    assert "default-src 'none'" in html
    assert "&lt;मौसम&gt;" in html
    assert not re.search(r'(src|href)="(?!#)|url\(|@import|https?:', html)


def test_crossing_and_nested_marks_are_all_there():
    text = "अआइईउऊ"
    article = Article(text, tuple(Quote(a, b, text[a:b]) for a, b in ((0, 4), (2, 6), (3, 4))))
    html = page([article])
    found = dict(re.findall(r'<span class="[^"]*quotation[^"]*" data-q="([^"]*)"[^>]*>(.)', html))
    assert found == {"0-0": "अ", "0-0 0-1": "इ", "0-0 0-1 0-2": "ई", "0-1": "उ"}


def test_a_cue_inside_another_quotation_belongs_to_both():
    text = 'वह बोली: "राम ने कहा: चलो"'
    article = Article(text, (Quote(10, 25, text[10:25]), Quote(22, 25, text[22:25], cue=Span(17, 20, text[17:20]))))
    assert re.search(r'<span class="speaker-0 quotation cue" data-q="0-0" data-tie="0-1" data-by="0">कहा</span>', page([article]))


def test_stretches_cover_the_text_once():
    article = hostile_article("x")
    parts = stretches(article)
    assert "".join(article.text[s.start : s.end] for s in parts) == article.text


def test_empty_text_and_no_article():
    assert "No quotation found." in page([Article("")])
    assert "0 quotations" in page([])
    assert stretches(Article("")) == []


def test_ids_are_unique_and_links_arrive():
    html = page([hostile_article("a"), hostile_article("b")])
    ids = Reader(html).ids
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_speakers_of_one_name_share_a_colour_across_articles():
    def said_by(name):
        return Article.from_dict({"text": "चलो", "quotes": [{"start": 0, "end": 3, "speaker": {"name": name}}]})

    html = page([said_by("डॉ. कमला नेगी"), said_by("कमला नेगी"), said_by("हरि नेगी")])
    assert re.findall(r'data-speaker="(\d+)"', html) == ["0", "1"]


def test_a_fragment_has_no_script_and_ids_of_its_own():
    one, two = fragment(hostile_article("a")), fragment(hostile_article("b"))
    assert "<script" not in one
    assert not set(Reader(one).ids) & set(Reader(two).ids)
    assert hostile_article("a")._repr_html_() == one


def test_labels_can_be_read_without_colour():
    html = page([hostile_article("a")])
    assert "▼" in html
    assert "against" in html
    assert ">1A</a>" in html
