"""Answers judged by people: out as a table to fill in, back in as agreement and as questions.

A sheet has a row a sentence and the words it cites: the question, the sentence, the cited words, where they stand, the
automatic verdict, and two empty cells, verdict and note. Read back, the verdicts are compared with the automatic ones, and
where they differ, and wherever a user of the chat objected, a candidate question is made for a person to complete.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from eval.errors import CannotMeasure
from eval.page import environment, place

VERDICTS = ("supported", "partly", "not_found", "contradicted")
DECLINED = "declined"
"""Verdicts on an answer without sentences: "declined" agrees that there is nothing to say, "answerable" does not."""
OF_DECLINED = (DECLINED, "answerable")
CANDIDATE = "candidate"


@dataclass(frozen=True)
class Line:
    """A row of the sheet. ``sentence_number`` counts from 1, and is 0 for an answer without sentences."""

    id: str
    question: str
    sentence_number: int
    sentence: str
    cited: str
    locator: str
    citation_id: str
    automatic: str
    verdict: str = ""
    note: str = ""


FORMULA = ("=", "+", "-", "@", "\t")
COLUMNS = tuple(field.name for field in fields(Line))


def lines(value: Mapping[str, Any]) -> list[Line]:
    """Return the sheet of a report, or of one answer in the shape of the JSON contract."""
    questions = value["questions"] if "questions" in value else [_as_question(value)]
    return [line for question in questions if question["reply"] for line in _lines(question)]


def _as_question(answer: Mapping[str, Any]) -> dict[str, Any]:
    if missing := {"question", "status", "text", "citations", "sentences"} - answer.keys():
        raise CannotMeasure(f"neither a report nor an answer: {', '.join(sorted(missing))} missing")
    return {"id": answer.get("id", "answer"), "question": answer["question"], "status": answer["status"], "reply": answer}


def _lines(question: Mapping[str, Any]) -> Iterator[Line]:
    reply, id_, asked = question["reply"], question["id"], question["question"]
    if not reply["sentences"]:
        yield Line(id_, asked, 0, reply["text"], "", "", "", question["status"])
    cited = {c["marker"]: c for c in reply["citations"]}
    for number, sentence in enumerate(reply["sentences"], 1):
        found = [cited[m] for m in sentence["markers"] if m in cited]
        yield Line(
            id=id_,
            question=asked,
            sentence_number=number,
            sentence=sentence["text"],
            cited="\n".join(f"[{c['marker']}] {c['quote']}" for c in found),
            locator="\n".join(f"[{c['marker']}] {c['document']}, {place(c['locator'])}".rstrip(", ") for c in found),
            citation_id="\n".join(c["citation_id"] for c in found),
            automatic=sentence["support"],
        )


def to_csv(sheet: Iterable[Line]) -> str:
    """Return the sheet as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for line in sheet:
        writer.writerow({name: _inert(str(getattr(line, name))) for name in COLUMNS})
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _as_written(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def to_html(sheet: Sequence[Line], title: str) -> str:
    """Return the sheet as a page to fill in, which saves itself as the CSV that is read back."""
    return (
        environment()
        .get_template("review.html")
        .render(lines=sheet, title=title, columns=COLUMNS, verdicts=VERDICTS, of_declined=OF_DECLINED)
    )


def from_csv(text: str) -> list[Line]:
    """Read a sheet back. Raises CannotMeasure naming a missing column, or the row whose verdict is not one."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if missing := set(COLUMNS) - set(reader.fieldnames or ()):
        raise CannotMeasure(f"the sheet has no column {', '.join(sorted(missing))}")
    return [_line({name: _as_written(row[name] or "") for name in COLUMNS}, number) for number, row in enumerate(reader, 2)]


def _line(cells: Mapping[str, str], row: int) -> Line:
    verdict = cells["verdict"].strip().casefold().replace(" ", "_")
    if verdict and verdict not in (*VERDICTS, *OF_DECLINED):
        raise CannotMeasure(f"row {row}: {cells['verdict']!r} is not one of {', '.join((*VERDICTS, *OF_DECLINED))}")
    values: dict[str, Any] = {**cells, "verdict": verdict, "sentence_number": int(cells["sentence_number"] or 0)}
    return Line(**values)


@dataclass(frozen=True)
class Agreement:
    """How people and the automatic verdicts agree on the rows that people judged.

    ``kappa`` is ``None`` where it does not exist: nothing judged, or everyone says the same everywhere.
    """

    judged: int
    same: int
    kappa: float | None
    disagreements: tuple[Line, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"judged": self.judged, "same": self.same, "kappa": self.kappa, "disagreements": len(self.disagreements)}


def agreement(sheet: Iterable[Line]) -> Agreement:
    """Return Cohen's kappa (1960) of the filled-in verdicts with the automatic ones, and the rows where they differ.

    Kappa is (p - e) / (1 - e): p the share on which both agree, e the share on which they would by chance. 1 is full
    agreement, 0 no better than chance.
    """
    judged = [line for line in sheet if line.verdict]
    differ = tuple(line for line in judged if line.verdict != line.automatic)
    labels = {line.verdict for line in judged} | {line.automatic for line in judged}
    kappa = None
    if len(labels) > 1:
        from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

        kappa = float(cohen_kappa_score([line.automatic for line in judged], [line.verdict for line in judged]))
    return Agreement(len(judged), len(judged) - len(differ), kappa, differ)


# -- candidates --------------------------------------------------------------------------------------------------------


def candidates(disagreements: Iterable[Line], report: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Turn rows on which people disagree into candidate questions, one a question of the run, with what they noted.

    Each keeps the history and the gold of the question it came from, where the report knows them; a person completes it
    and takes the tag "candidate" away.
    """
    known = {q["id"]: q for q in (report or {}).get("questions", ())}
    rows: dict[str, list[Line]] = {}
    for line in disagreements:
        rows.setdefault(line.id, []).append(line)
    made = []
    for id_, found in rows.items():
        source = known.get(id_, {})
        notes = [f"{line.sentence!r}: {line.automatic} by rule, {line.verdict} by reading. {line.note}".strip() for line in found]
        answerable = source.get("answerable", all(line.verdict != DECLINED for line in found))
        gold = [{k: r[k] for k in ("document", "quote", "start", "end") if k in r} for r in source.get("references", ())]
        made.append(
            _candidate(
                found[0].question,
                source.get("history", []),
                answerable=answerable,
                references=gold,
                answer=source.get("answer"),
                tag="review",
                notes=notes,
            )
        )
    return made


def candidates_from_feedback(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Turn what people said in the chat into candidate questions: thumbs down, and corrections whichever the thumb.

    An entry is ``{"question", "history", "thumb": "up"|"down"|"", "reason", "correction", "answer"}``, the answer in the
    shape of the JSON contract. A correction becomes the gold answer. What a thumbs-up cites is proposed as gold.
    """
    made = []
    for entry in entries:
        correction, thumb = entry.get("correction") or None, entry.get("thumb", "")
        if not (thumb or correction):
            continue
        answer = entry.get("answer") or {}
        cited = [{"document": c["document"], "quote": c["quote"]} for c in answer.get("citations", ())] if thumb == "up" else []
        declined = answer.get("status") == "declined"
        answerable = correction is not None or not (declined and thumb == "up")
        notes = [text for text in (f"thumb {thumb}" if thumb else "", entry.get("reason") or "") if text]
        candidate = _candidate(
            entry["question"],
            entry.get("history", []),
            answerable=answerable,
            references=cited,
            answer=correction,
            tag="feedback",
            notes=notes,
        )
        made.append(candidate)
    return made


def _candidate(
    question: str,
    history: Sequence[Any],
    *,
    answerable: bool,
    references: Sequence[Any],
    answer: str | None,
    tag: str,
    notes: Sequence[str],
) -> dict[str, Any]:
    asked = json.dumps([question, list(history)], ensure_ascii=False)
    return {
        "id": f"{CANDIDATE}-{hashlib.sha256(asked.encode()).hexdigest()[:10]}",
        "question": question,
        "history": list(history),
        "answerable": answerable,
        "references": list(references),
        "answer": answer,
        "tags": [CANDIDATE, tag],
        "note": " | ".join(notes),
    }
