"""The pages in a real browser: filter, hover, keyboard, both themes, phone width, no error, no request."""

import csv
import io
import json
import random
import re
from pathlib import Path

import pytest

from quotestance import Article
from quotestance.views.html import fragment, page
from quotestance.views.report import overview, tables

try:
    from playwright.sync_api import expect
except ImportError:  # the fixture `browser` says so, and fails where it must be there
    expect = None

SEED = Article.from_dict(json.loads((Path(__file__).parents[2] / "seeds" / "000_6db085fa39497ca8.gold.json").read_text(encoding="utf-8")))
BAD = "</script><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">"
TEXT = f'{BAD} कमला ने कहा, "हम {BAD} के साथ हैं।"'
START = TEXT.rindex('"', 0, len(TEXT) - 1) + 1
HOSTILE = Article.from_dict(
    {
        "id": BAD,
        "text": TEXT,
        "quotes": [
            {
                "start": TEXT.index('कहा, "') + 6,
                "end": len(TEXT) - 1,
                "speaker": {"name": BAD, "how": "name", "mention": {"start": 0, "end": len(BAD)}},
                "stances": [{"target": BAD, "label": "favor"}],
            }
        ],
    }
)


def colour(locator, name="background-color"):
    return locator.evaluate("(element, name) => getComputedStyle(element).getPropertyValue(name)", name)


def contrast(locator):
    """Return the contrast of a text to the page behind it (WCAG)."""

    def light(css):
        parts = [int(float(c)) / 255 for c in re.findall(r"[\d.]+", css)[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    one, two = sorted((light(colour(locator, "color")), light(colour(locator.page.locator("body")))))
    return (two + 0.05) / (one + 0.05)


def test_hover_lights_up_mention_and_cue(show):
    page_ = show(page([SEED]))
    lit = page_.locator(".text .on")
    expect(lit).to_have_count(0)
    page_.locator('.quotation[data-q~="0-3"]').first.hover()
    expect(lit).to_have_text(["सीरिया के तानाशाह", "कहा"])
    expect(page_.locator(".card.here")).to_have_attribute("id", "c0-3")
    page_.locator("h1").hover()
    expect(lit).to_have_count(0)


def test_the_keyboard_does_what_the_mouse_does(show):
    page_ = show(page([SEED]))
    page_.locator("#n0-0").focus()
    expect(page_.locator(".text .on")).to_have_text(["उन्होंने", "कहा"])
    page_.keyboard.press("Tab")
    expect(page_.locator("#n0-1")).to_be_focused()
    expect(page_.locator(".text .on")).to_have_text(["पुतिन", "कहा"])
    assert colour(page_.locator("#n0-1"), "outline-style") == "solid"
    page_.locator("#c0-4").focus()
    expect(page_.locator(".text .on")).to_have_text(["असद", "कहा"])


def test_the_card_of_a_quotation_far_down_comes_into_view(show):
    page_ = show(page([SEED]), height=500)
    page_.locator("#n0-4").focus()
    expect(page_.locator("#c0-4")).to_be_in_viewport()


def test_speakers_filter_by_mouse_and_key(show):
    page_ = show(page([SEED, HOSTILE]))
    cards = page_.locator(".card:visible")
    expect(cards).to_have_count(6)
    putin = page_.get_by_role("button", name="व्लादिमीर पुतिन")
    putin.click()
    expect(cards).to_have_count(3)
    expect(putin).to_have_attribute("aria-pressed", "true")
    expect(page_.locator("#status")).to_have_text("3 quotations shown")
    expect(page_.locator(".document:visible")).to_have_count(1)
    assert colour(page_.locator('.quotation[data-q~="0-4"]').first) == "rgba(0, 0, 0, 0)"
    page_.get_by_role("button", name="बशर").focus()
    page_.keyboard.press("Enter")
    expect(cards).to_have_count(5)
    page_.keyboard.press("Escape")
    expect(cards).to_have_count(6)
    expect(page_.get_by_role("button", name="everybody")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_both_themes_can_be_read_and_changed(show, dark):
    page_ = show(page([SEED]), dark=dark)
    body = page_.locator("body")
    before = colour(body)
    for part in (".text p", ".quiet", ".card .who", ".chip.favor .label", ".chip.against .label", ".legend"):
        assert contrast(page_.locator(part).first) >= 4.5, part
    page_.get_by_role("button", name="Change to the").click()
    assert colour(body) != before
    for part in (".text p", ".quiet", ".card .who", ".chip.favor .label", ".chip.against .label", ".legend"):
        assert contrast(page_.locator(part).first) >= 4.5, part


@pytest.mark.parametrize("make", [lambda: page([SEED, HOSTILE]), lambda: overview(CORPUS)], ids=["page", "overview"])
def test_a_phone_needs_no_scrolling_aside(show, make):
    page_ = show(make(), width=360, height=740)
    assert page_.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_text_is_only_text(show):
    page_ = show(page([HOSTILE], title=BAD))
    assert page_.title() == BAD
    assert page_.locator("img").count() == 0
    assert page_.locator(".document script").count() == 0


def test_a_fragment_needs_no_script(show):
    page_ = show("<!doctype html><meta charset=utf-8>" + fragment(SEED) + fragment(HOSTILE), java_script_enabled=False)
    mention = page_.locator(".mention").first
    before = colour(mention)
    page_.locator(".quotation").first.hover()
    assert colour(mention) != before
    page_.locator(".card").last.hover()
    assert colour(mention) == before
    page_.locator(".number").first.focus()
    assert colour(mention) != before


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("dark_system", [True, False])
def test_a_fragment_follows_the_notebook_before_the_system(show, light, dark_system):
    html = f'<!doctype html><meta charset=utf-8><body data-jp-theme-light="{str(light).lower()}">{fragment(SEED)}'
    page_ = show(html, dark=dark_system)
    ground = colour(page_.locator(".quotestance"))
    assert (ground == "rgb(253, 253, 251)") == light


def made(count, words, seed=7):
    """Return made-up labelled records with some count of quotations."""
    random_ = random.Random(seed)
    first, last = ["कमला", "हरि", "मीना", "रमेश", "सुधा", "गोपाल", "लता"], ["नेगी", "रावत", "जोशी", "डोभाल", "बिष्ट", "पंत"]
    people = [f"{a} {b}" for a in first for b in last]
    targets = ["नदी बोर्ड", "जल नीति", "नगर निगम", "शिक्षक संघ", "वन विभाग", "रेल मंडल", "बाँध"]
    vocabulary = ["पानी", "सड़क", "शहर", "गाँव", "लोग", "लाभ", "समय", "साथ", "काम", "विरोध", "बजट", "स्कूल", "ज़रूर", "हम", "यह", "होगा"]
    records, made_ = [], 0
    while made_ < count:
        quotes = []
        for _ in range(min(random_.randint(1, 6), count - made_)):
            name = random_.choice(people)
            form = random_.choice([name, name, f"मुख्यमंत्री {name}", f"डॉ. {name}"])
            stances = [
                {"target": t, "label": random_.choice(["favor", "favor", "against", "neutral", None])}
                for t in random_.sample(targets, random_.choice([0, 1, 1, 2]))
            ]
            text = " ".join(random_.choices(vocabulary, k=words)) + "।"
            speaker = {"name": form, "type": "person", "how": "name"} if random_.random() < 0.9 else None
            quotes.append({"start": 0, "end": len(text), "text": text, "kind": "full", "speaker": speaker, "stances": stances})
        made_ += len(quotes)
        number = len(records)
        records.append({"id": f"लेख {number}", "date": f"{2021 + number % 4}-{1 + number % 12:02}-{1 + number % 28:02}", "quotes": quotes})
    return records


CORPUS = made(400, 8)


@pytest.fixture
def report(show):
    page_ = show(overview(CORPUS), accept_downloads=True)
    expect(page_.locator("body[data-ready]")).to_have_count(1)
    return page_


def test_the_page_counts_as_python_does(report):
    expected = tables(CORPUS)
    speakers = report.locator("#speaker-rows tr")
    for i, row in enumerate(expected["speakers"][:5]):
        cells = speakers.nth(i).locator("th, td").all_inner_texts()
        assert cells[:4] == [row["speaker"], row["type"], str(row["quotations"]), str(row["documents"])]
    for name in ("speakers", "matrix", "joined"):
        assert downloaded(report, name) == [{k: as_text(v) for k, v in row.items()} for row in expected[name]]
    target = report.locator("#target-name").input_value()
    assert [(r["period"], int(r["n"])) for r in downloaded(report, "time")] == [
        (r["period"], r["n"]) for r in expected["time"] if r["target"] == target
    ]


def as_text(value):
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def downloaded(page_, name):
    with page_.expect_download() as info:
        page_.locator(f'[data-csv="{name}"]').click()
    text = Path(info.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_cell_leads_to_its_quotations(report):
    row = tables(CORPUS)["matrix"][0]
    cell = report.get_by_role("button", name=f"{row['speaker']} toward {row['target']}:")
    cell.click()
    expect(report.locator("#f-speaker")).to_have_value(row["speaker"])
    found = [r for r in tables(CORPUS)["quotations"] if r["speaker"] == row["speaker"] and r["target"] == row["target"]]
    expect(report.locator("#found")).to_have_text(f"{len(found)} of 400 quotations")
    expect(report.locator("#quotations h2")).to_be_in_viewport()


def test_who_spoke_against_a_target(report):
    report.locator("#target-name").fill("जल नीति")
    report.locator("#target-name").press("Enter")
    expect(report.locator("#target-rows tr").first).to_be_visible()
    report.locator("#target-rows .against").first.click()
    expect(report.locator("#f-label")).to_have_value("1")
    expect(report.locator("#results .chip.against", has_text="जल नीति").first).to_be_visible()


def test_search_folds_spelling_and_pages(report):
    report.locator("#f-words").fill("जरूर बजट")
    hits = [q for r in CORPUS for q in r["quotes"] if "ज़रूर" in q["text"] and "बजट" in q["text"]]
    expect(report.locator("#found")).to_have_text(f"{len(hits)} of 400 quotations")
    expect(report.locator("#previous")).to_be_disabled()
    report.locator("#next").click()
    expect(report.locator("#page")).to_have_text(f"2 of {-(-len(hits) // 20)}")
    report.get_by_role("button", name="clear").click()
    expect(report.locator("#found")).to_have_text("400 of 400 quotations")


def test_a_period_leads_to_its_quotations(report):
    column = report.locator("#target-time .column", has=report.locator("[style*='height: 1']")).first
    period = column.get_attribute("aria-label").split(":")[0]
    column.focus()
    report.keyboard.press("Enter")
    expect(report.locator("#f-from")).to_have_value(period)
    expect(report.locator("#results .result").first).to_contain_text(period)


def test_the_matrix_can_show_shares_and_more(report):
    before = report.locator("#matrix-table tbody tr").count()
    report.locator("#matrix-rows").select_option("30")
    expect(report.locator("#matrix-table tbody tr")).to_have_count(30)
    assert before == 15
    report.locator("#matrix-cells").select_option("shares")
    expect(report.locator("#matrix-table .cell").first).to_contain_text("%")


def test_speakers_can_be_shown_by_type(report):
    report.locator("#speaker-type").select_option("organisation")
    expect(report.locator("#speaker-rows tr")).to_have_count(0)
    report.locator("#speaker-type").select_option("person")
    expect(report.locator("#speaker-rows tr")).to_have_count(20)


def test_names_are_shown_with_their_rule(report):
    row = report.locator("#name-rows tr", has_text="मुख्यमंत्री").first
    expect(row).to_contain_text("spelling")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_overview_can_be_read_in_both_themes(show, dark):
    page_ = show(overview(CORPUS), dark=dark)
    expect(page_.locator("body[data-ready]")).to_have_count(1)
    for part in ("h2", ".legend", "#speaker-rows .link", ".counts .favor", ".counts .against", ".counts .neutral"):
        assert contrast(page_.locator(part).first) >= 4.5, part


def test_hostile_data_is_only_text(show):
    quote = {"start": 0, "end": 3, "text": BAD, "speaker": {"name": BAD}, "stances": [{"target": BAD, "label": "against"}]}
    bad = {"id": BAD, "date": BAD, "quotes": [quote]}
    page_ = show(overview([bad], title=BAD), accept_downloads=True)
    expect(page_.locator("body[data-ready]")).to_have_count(1)
    assert page_.title() == BAD
    assert page_.locator("img").count() == 0
    formula = {"quotes": [{"start": 0, "end": 3, "text": "=1+1", "speaker": {"name": "@x"}}]}
    page_ = show(overview([formula]), accept_downloads=True)
    expect(page_.locator("body[data-ready]")).to_have_count(1)
    row = downloaded(page_, "quotations")[0]
    assert (row["text"], row["speaker"]) == ("'=1+1", "'@x")


def test_an_overview_of_nothing(show):
    page_ = show(overview([]))
    expect(page_.locator("body[data-ready]")).to_have_count(1)
    expect(page_.locator("#found")).to_have_text("0 of 0 quotations")


def test_a_hundred_thousand_quotations_do_not_freeze(show):
    page_ = show(overview(made(100_000, 20)))
    expect(page_.locator("body[data-ready]")).to_have_count(1, timeout=20_000)
    # The longest time for which the page did not answer, while it searches.
    page_.evaluate(
        """() => {
            let last = performance.now();
            window.longest = 0;
            const tick = () => {
                const now = performance.now();
                window.longest = Math.max(window.longest, now - last);
                last = now;
                setTimeout(tick, 0);
            };
            tick();
        }"""
    )
    page_.locator("#f-words").fill("स्कूल बजट ज़रूर")
    expect(page_.locator("#found")).to_have_text(re.compile(r"^(?!100000)\d+ of 100000"), timeout=10_000)
    assert page_.evaluate("window.longest") < 1000
    assert page_.locator("#results .result").count() == 20
    assert page_.evaluate("document.querySelectorAll('*').length") < 5000
