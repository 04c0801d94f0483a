import json

import pytest

PEOPLE = ["हरिमोहन टंडन", "शोभना किदवई", "बलदेव नौटियाल", "रुखसाना मीर"]
WORDS = [
    "बाज़ार समिति को यह पुल बारिश से पहले बनाना चाहिए।",
    "बाज़ार समिति ने किसानों को ठगा है।",
    "बाज़ार समिति का फैसला सराहनीय है।",
    "हम बाज़ार समिति की इस योजना का विरोध करेंगे।",
]


def text_of(number):
    """A made-up article: every third quotes somebody."""
    plain = f"कस्बे में बैठक संख्या {number} हुई। सड़क पर काम चल रहा है।"
    if number % 3:
        return plain
    return f'{plain}\n{PEOPLE[number % 4]} ने कहा, "{WORDS[number // 3 % 4]}"'


def lines_of(count, **more):
    return [json.dumps({"id": f"a{i}", "text": text_of(i), **more}, ensure_ascii=False) for i in range(count)]


@pytest.fixture
def corpus(tmp_path):
    """Write a corpus of `count` articles as JSONL; returns its path."""

    def write(count=150, name="in.jsonl", **more):
        path = tmp_path / name
        path.write_text("\n".join(lines_of(count, **more)) + "\n", encoding="utf-8")
        return path

    return write


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
