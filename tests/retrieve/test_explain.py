"""An explanation shows the place at each stage; a difference shows only what differs."""

from __future__ import annotations

from dataclasses import replace

from assistant.retrieve.explain import difference, explained
from assistant.store.records import Record
from assistant.types import Answer, Citation, Locator, Passage

FINGERPRINT = {"corpus": "c0", "settings": {"a": 1, "b": 2}, "models": {"embedder": "m"}}


def passage(rank: int, document: str = "a.md", text: str = "Bees make honey.") -> Passage:
    id_ = f"{document}#c={rank}0-{rank}9@3f9a2c1b04de"
    return Passage(rank, 1 / rank, document, "A", "blog", None, Locator(), rank * 10, rank * 10 + 9, text, id_)


CITATION = Citation(1, "a.md", "A", "blog", None, Locator(), 12, 15, "Bees", "a.md#c=12-15@3f9a2c1b04de", "supported", 1.0)
ANSWER = Answer(
    *("Do bees eat honey?", "Do bees eat honey?", "answered", "Yes.[1]", 0.9),
    citations=(CITATION,),
    passages=(passage(1), passage(2), passage(3, "b.md", "Wax.")),
)
FEATURES = {
    ANSWER.passages[0].citation_id: {"keyword": 7.0, "vector": 0.5},
    ANSWER.passages[1].citation_id: {"keyword": 7.0, "vector": 0.9},
    ANSWER.passages[2].citation_id: {"keyword": 0.0, "vector": 0.1},
}
RECORD = Record(1, "2026-01-01T00:00:00+00:00", ANSWER, FINGERPRINT, FEATURES)


def test_each_passage_has_its_place_at_each_stage_and_the_words_it_holds() -> None:
    first, second, third = explained(RECORD, lambda p: p.text)["passages"]
    assert [p["places"] for p in (first, second, third)] == [
        {"keyword": 1, "vector": 2},
        {"keyword": 1, "vector": 1},
        {"keyword": 3, "vector": 3},
    ]
    assert (first["words"], first["missing"]) == (["bees", "honey"], ["eat"])
    assert third["words"] == []
    assert [p["cited"] for p in (first, second, third)] == [[CITATION.citation_id], [], []]


def test_the_same_answer_is_no_difference() -> None:
    assert difference(RECORD, ANSWER, FINGERPRINT) == {}


def test_a_difference_names_what_came_went_and_moved() -> None:
    swapped = (replace(ANSWER.passages[1], rank=1), replace(ANSWER.passages[0], rank=2), passage(4))
    now = replace(ANSWER, status="declined", text="No.", citations=(), passages=swapped, seconds=9.0)
    changed = difference(RECORD, now, FINGERPRINT | {"settings": {"a": 1, "b": 3}})
    one, two, three = (p.citation_id for p in ANSWER.passages)
    assert changed == {
        "status": ["answered", "declined"],
        "text": ["Yes.[1]", "No."],
        "settings": {"b": [2, 3]},
        "citations": {"went": [CITATION.citation_id]},
        "passages": {"came": [passage(4).citation_id], "went": [three]},
        "ranks": {one: [1, 2], two: [2, 1]},
    }
