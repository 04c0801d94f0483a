import pytest

from quotestance.views import figures
from tests.views.test_report import RECORDS

matplotlib = pytest.importorskip("matplotlib")


@pytest.fixture
def font():
    try:
        return figures.devanagari_font()
    except figures.FontError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("kind", ["speakers", "matrix", "time"])
@pytest.mark.filterwarnings("ignore:matplotlib .* letter after letter")
def test_a_figure_has_the_names_in_a_font_that_has_them(kind, font, tmp_path, recwarn):
    drawn = figures.figure(RECORDS, kind)
    drawn.savefig(tmp_path / "figure.png", dpi=40)
    assert not [w for w in recwarn if "missing from" in str(w.message)]
    texts = [t.get_text() for t in drawn.findobj(match=matplotlib.text.Text)]
    assert any("बोर्ड" in t or "रावत" in t for t in texts)


def test_without_a_font_the_message_says_what_to_install(monkeypatch):
    from matplotlib import font_manager

    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(figures.FontError, match="fonts-noto-core"):
        figures.devanagari_font()


@pytest.mark.parametrize(
    ("records", "options", "message"),
    [
        (RECORDS, {"kind": "pie"}, "kind: expected one of speakers, matrix, time, found 'pie'"),
        ([], {}, "expected quotations with stances"),
        (RECORDS, {"kind": "time", "target": "कोई नहीं"}, "target: expected one named in the records"),
        (RECORDS[2:3], {"kind": "time"}, "expected dates"),
    ],
)
def test_what_cannot_be_drawn(records, options, message, font):
    with pytest.raises(ValueError, match=message):
        figures.figure(records, **options)
