import json

import pytest

TEXT = 'हरिमोहन टंडन ने कहा, "बाज़ार समिति ने किसानों को ठगा है।"'


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    """Write gold documents as JSONL; each is (id, text, quotes)."""

    def write(*documents, name="gold.jsonl"):
        path = tmp_path / name
        lines = [json.dumps({"id": i, "text": t, "quotes": q}, ensure_ascii=False) for i, t, q in documents]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


QUOTES = [
    {
        "start": TEXT.index("बाज़ार"),
        "end": len(TEXT) - 1,
        "kind": "full",
        "speaker": {"name": "हरिमोहन टंडन", "names": ["हरिमोहन टंडन"]},
        "stances": [{"target": "बाज़ार समिति", "label": "against"}],
    }
]
