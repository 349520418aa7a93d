"""The documents of the room: what is there, what is being read, and adding and removing files.

Files that readers add are kept in the data folder, under ``added/uploads``, so that their ids begin with ``uploads/``
and the next ingest finds them again.
"""

from __future__ import annotations

import logging
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from assistant.chat.quota import Quota
from assistant.errors import AssistantError, IndexLocked, for_readers
from assistant.guard.readers import UPLOADS
from assistant.load import CORPUS_CSV
from assistant.store.lock import writing_to
from assistant.viewer.words import as_sentence, count, reading_in_words, remarks_in_words, step_in_words

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from assistant.chat.sources import Listed
    from assistant.ingest import IngestEvent, Progress

log = logging.getLogger(__name__)

LEANING = frozenset(
    "it its this that these those they them their he she his her we us our one you your then else so instead".split()
)
"""Words that lean on what was said before."""

ASKED_OF = {"report": ("What does {} conclude?", "What is {} about?"), "transcript": ("What was said in {}?",)}
"""What is asked of the documents of a kind, in turn."""
LONGEST_TITLE = 120  # characters of a title that a question is asked with

BEGUN = "reading"  # in the data folder while the corpus is read; what a chat that ended meanwhile leaves behind
REPLACED = "replaced"  # folder, in that of the data, of what another file is to replace
FIXED = "This archive may only be read here, so nothing can be added to it."

Ingest = Callable[[Sequence[Path]], Iterable["IngestEvent | Progress"]]
Remove = Callable[[str], None]
Correct = Callable[[str, Mapping[str, str]], Iterable["IngestEvent | Progress"]]


class Shelves(Protocol):
    """Where the documents are told from."""

    def documents(self) -> Sequence[Listed]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What is being read: ``done`` of ``total`` documents, ``document`` the one at hand; ``error`` if it had to end.

    ``part`` says in words that follow its name how far that one is. ``share`` is what is done of those that are not finished, in
    documents; ``read`` of them can be asked about by their words already.
    """

    done: int = 0
    total: int = 0
    document: str = ""
    active: bool = False
    error: str = ""
    share: float = 0.0
    part: str = ""
    read: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """A receipt for one file; ``words`` says what was read or why not, ``document`` is its id where it can be asked about."""

    name: str
    state: str
    words: str
    document: str = ""


class Shelf:
    """The corpus as readers see and change it. Safe to use from several threads; one ingest runs at a time."""

    def __init__(
        self,
        shelves: Shelves,
        added: Quota,
        ingest: Ingest,
        remove: Remove,
        correct: Correct = lambda *_: (),
        *,
        fixed: bool = False,
    ) -> None:
        """``fixed`` says that nothing can be added, corrected or removed: the data folder may only be read."""
        self.fixed = fixed
        self._shelves = shelves
        self._quota = added
        self._added = added.added
        self._begun = added.added.parent / BEGUN
        self._ingest = ingest
        self._remove = remove
        self._correct = correct
        self._busy = threading.Lock()
        self.reading = Reading()

    def documents(self) -> Mapping[str, Listed]:
        """Return what there is, by id."""
        return {info.id: info for info in self._shelves.documents()}

    def start(self, corpus: Path) -> None:
        """Read in the background what there is to read: a folder, if there are no documents or an earlier start did not come to
        its end, what was being added when the chat ended, and what waits to be indexed. A file whose successor was not read to the
        end is put back, unless another chat on the same folder is about to read it."""
        earlier = self._added.parent / REPLACED
        if not self.fixed and any(file.is_file() for file in earlier.rglob("*")):
            with suppress(IndexLocked), writing_to(self._added.parent):
                for file in [file for file in earlier.rglob("*") if file.is_file()]:
                    self._settle(self._added / file.relative_to(earlier), is_read=False)
        there = {info.id: info.state for info in self._shelves.documents()}
        paths = [corpus] if (not there or self._begun.exists()) and corpus.is_dir() and any(corpus.iterdir()) else []
        files = [file.relative_to(self._added).as_posix() for file in self._added.rglob("*") if file.is_file()]
        if not _under_any_name(there).issuperset(files):
            paths.append(self._added)
        if (self.fixed and there) or not (paths or "pending" in there.values()):
            return
        self.reading = Reading(active=True, document=paths[0].name if paths else "the documents")
        begins = corpus in paths and not self.fixed and not self._begun.exists()
        threading.Thread(target=self._read, args=(paths, begins), name="first ingest", daemon=True).start()

    def _read(self, paths: Sequence[Path], begins: bool) -> None:
        error = ""
        try:
            with self._busy:
                if begins:
                    self._begun.touch()
                for event in self._ingest(paths):
                    self._follow(event)
                self._begun.unlink(missing_ok=True)
        except IndexLocked as locked:  # by another process, which has what waits indexed, and may fill what is empty
            if begins:
                self._begun.unlink(missing_ok=True)
            error = "" if self._shelves.documents() else for_readers(locked)
        except AssistantError as failed:
            log.warning("not all could be read: %s", failed)
            error = for_readers(failed)
        except Exception:
            # The outer edge: the page must not wait for what will not come.
            log.exception("reading %s", paths)
            error = "Reading failed in a way it should not; the log of the server has the details."
        self.reading = Reading(error=error)

    def _follow(self, event: IngestEvent | Progress) -> None:
        if not _is_result(event):
            part = step_in_words(event.step, event.at, event.of)
            self.reading = Reading(event.done, event.total, event.document, True, share=event.share, part=part, read=event.read)

    def add(self, files: Iterable[Path], within: str = UPLOADS, *, replaces: bool = True) -> Iterator[tuple[Reading, list[Added]]]:
        """Take the files over, read them, and yield the progress and a receipt for each as it is done.

        ``within`` is the folder they go into, ending in "/", which their ids begin with; ``replaces`` says whether a file may
        take the place of one that was added under its name before.
        """
        kept, receipts = self._take(files, within, replaces)
        folder = self._added / within
        if not kept and self.fixed:
            yield Reading(), receipts
            return
        reading = Reading(0, len(kept), next(iter(kept.values()), ""), active=True)
        put_back = False
        with self._busy:
            try:
                for event in self._ingest([self._added]):
                    if not _is_result(event):
                        reading = _of_these(event, kept)
                    elif name := _name_of(event.document, kept):
                        stays = event.action == "failed" and self._earlier(folder / name).exists()
                        put_back = put_back or stays
                        receipts.append(receipt_of(event, name, alone=len(kept) == 1, stays=stays))
                        self._settle(folder / name, is_read=event.action != "failed")
                    yield reading, receipts
                for _ in self._ingest([self._added]) if put_back else ():  # what failed took the one before out of the index
                    yield reading, receipts
            except AssistantError as error:
                told, there = {receipt.name for receipt in receipts}, self._there(kept)
                for id_, name in kept.items():
                    if name not in told:
                        receipts.append(Added(name, "failed", for_readers(error)))
                        if id_ not in there or self._earlier(folder / name).exists():
                            self._settle(folder / name, is_read=False)
        yield Reading(), receipts

    def _there(self, otherwise: Iterable[str]) -> set[str]:
        """Return the ids that documents have; ``otherwise`` where the catalog cannot be asked either, so that no file goes."""
        try:
            return _under_any_name(self.documents())
        except AssistantError:
            return set(otherwise)

    def _take(self, files: Iterable[Path], within: str, replaces: bool) -> tuple[dict[str, str], list[Added]]:
        """Move the files that may be added; return their names by id, and a receipt for each of the others."""
        if self.fixed:
            return {}, [Added(safe_name(file.name), "not added", FIXED) for file in files]
        folder = self._added / within
        folder.mkdir(parents=True, exist_ok=True)
        kept: dict[str, str] = {}
        refused: list[Added] = []
        for file in files:
            name = safe_name(file.name)
            taken = f"{within}{name}" in kept or (not replaces and (folder / name).exists())
            if why := _refused(name, taken) or self._quota.refused(within, file.stat().st_size):
                file.unlink()
                refused.append(Added(name, "not added", why))
                continue
            if (folder / name).exists():
                earlier = self._earlier(folder / name)
                earlier.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(folder / name, earlier)
            shutil.move(file, folder / name)
            kept[f"{within}{name}"] = name
        return kept, refused

    def _earlier(self, file: Path) -> Path:
        """Return where a file is kept that another one is to replace, until that has been read."""
        return self._added.parent / REPLACED / file.relative_to(self._added)

    def _settle(self, file: Path, *, is_read: bool) -> None:
        """Keep a file that was read; of one that was not, which would fail again later, put back what stood there before."""
        earlier = self._earlier(file)
        if is_read:
            earlier.unlink(missing_ok=True)
            return
        file.unlink(missing_ok=True)
        if earlier.exists():
            shutil.move(earlier, file)

    def correct(self, document: str, values: Mapping[str, str]) -> Added:
        """Correct what is known of a document, which is read again for it. Raises AssistantError."""
        with self._busy:
            events = [event for event in self._correct(document, values) if _is_result(event)]
        if any(event.action == "failed" for event in events):
            return receipt_of(events[-1], document)
        return Added(document, "corrected", "Answers and references use it from now on.")

    def remove(self, document: str) -> None:
        """Take a document out of the corpus, and the copy of it if a reader added it. Raises AssistantError."""
        with self._busy:
            self._remove(document)
            copy = (self._added / document).resolve()
            if copy.is_relative_to((self._added / UPLOADS).resolve()):
                copy.unlink(missing_ok=True)


def _refused(name: str, taken: bool) -> str | None:
    """Say why no file is added under a name, ``None`` if one may be."""
    if name == CORPUS_CSV:
        return "This table describes other files and is no document itself. Correct the details of those files instead."
    return "Another file already has this name and was kept. Rename this one and add it again." if taken else None


def _is_result(event: IngestEvent | Progress) -> TypeIs[IngestEvent]:
    return hasattr(event, "action")


def _name_of(document: str, kept: Mapping[str, str]) -> str | None:
    """Return the name of the file that a document is, by its id there; that may stand behind an alias, as where the corpus, or
    another machine with the same catalog, has a file of that name."""
    return kept.get(document) or kept.get(document.partition("/")[2])


def _under_any_name(documents: Iterable[str]) -> set[str]:
    """Return ids of documents, and what they are without an alias."""
    return {name for id_ in documents for name in (id_, id_.partition("/")[2])}


def _of_these(progress: Progress, kept: Mapping[str, str]) -> Reading:
    """Return how far the files in ``kept`` are, by their ids; what is read beside them may be another reader's."""
    others = progress.total - len(kept)  # what was there already is looked through first
    done = max(0, progress.done - others)
    read = max(0, progress.done + progress.read - others) - done
    if (name := _name_of(progress.document, kept)) is None:
        return Reading(done, len(kept), "other documents", active=True, read=read)
    part = step_in_words(progress.step, progress.at, progress.of)
    return Reading(done, len(kept), name, active=True, share=progress.share, part=part, read=read)


def safe_name(name: str) -> str:
    """Return a file name that stays in its folder: no separators, no control characters, not hidden, not too long; in form C."""
    plain = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]", "_", normalize("NFC", name)).strip().lstrip(".") or "file"
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:120]}.{suffix[:12]}" if dot and stem else plain[:120]


def receipt_of(event: IngestEvent, name: str, *, alone: bool = True, stays: bool = False) -> Added:
    """Say what became of one file; ``alone`` that it came without others, ``stays`` that it was to replace one that is kept."""
    if event.action == "failed":
        others = "" if alone else " The other files are not affected."
        before = " The file that was added under this name before stays." if stays else ""
        return Added(name, "could not be read", f"{as_sentence(for_readers(event.reason))}.{before}{others}")
    receipt = {"pages": event.pages, **event.receipt}
    replaced = ["it replaced the file of that name"] if event.action == "updated" else []
    lines = [*replaced, *remarks_in_words(receipt), *reading_in_words(receipt), count(event.chunks, "passage")]
    state = {"added": "added", "updated": "updated", "unchanged": "already here"}.get(event.action, event.action)
    return Added(name, state, f"{as_sentence('; '.join(lines))}.", event.document)


def examples(documents: Mapping[str, Listed], headings: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """Draw questions from the corpus: headings that are questions already, then what the documents of each kind are about."""
    asked: list[list[str]] = []
    about: dict[str, list[str]] = {}
    for id_, info in documents.items():
        asked.append([" ".join(heading.split()) for heading in headings(id_) if stands_alone(heading)])
        of_kind = about.setdefault(info.kind, [])
        forms = ASKED_OF.get(info.kind, ("What is {} about?",))
        if len(info.title) <= LONGEST_TITLE:
            of_kind.append(forms[len(of_kind) % len(forms)].format(f"“{info.title}”"))
    for row in (*zip_longest(*asked), *zip_longest(*about.values())):
        yield from (question for question in row if question)


def stands_alone(heading: str) -> bool:
    """Tell whether a heading is a question that means the same without the text it heads."""
    words = re.findall(r"[^\W_]+", heading.lower())
    return heading.strip().endswith("?") and 5 <= len(words) <= 16 and ":" not in heading and not LEANING & set(words)
