"""Stream from a chat model of any provider, for as long as it keeps talking and no longer.

The model is read in a thread of its own, because not every provider's client can be told when to give up. Silence, a dripping
tap, an answer without end and every error of a provider come out as one of our own errors or as an end.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from assistant.errors import ModelTimeout, ModelUnavailable
from assistant.models.chat import chat_error
from assistant.writing import tokens
from assistant.writing.prompt import Messages

PATIENCE = 5  # times the longest silence that an answer may take in all
_ENDS = frozenset({"finish_reason", "stop_reason", "done_reason"})  # with which providers say why a reply ended
_THINKING, _THOUGHT = "<think>", "</think>"


class Talk:
    """One conversation with a model: streams its replies and adds up what they cost.

    ``cut`` tells whether the last reply was ended because it went on for too long.
    """

    def __init__(self, model: Any, name: str, silence_seconds: float) -> None:
        self._model = model
        self.name = name
        self._silence = silence_seconds
        self.tokens_in = 0
        self.tokens_out = 0
        self.cut = False

    def stream(self, messages: Messages, most_tokens: int) -> Iterator[str]:
        """Yield the text of a reply, at most so many tokens. Raises ModelTimeout, ModelUnavailable."""
        self.cut = False
        written = ""
        usage = [0, 0]
        try:
            for piece in _unthought(self._pieces(messages, usage)):
                written += piece
                yield piece
                if tokens.count(written) >= most_tokens:
                    self.cut = True
                    break
        finally:
            self.tokens_in += usage[0] or sum(tokens.count(text) for _, text in messages)
            self.tokens_out += usage[1] or tokens.count(written)

    def say(self, messages: Messages, most_tokens: int) -> str:
        """Return a whole reply. Raises ModelTimeout, ModelUnavailable."""
        return "".join(self.stream(messages, most_tokens))

    def _pieces(self, messages: Messages, usage: list[int]) -> Iterator[str]:
        """Yield pieces of text as they come; an empty one says that the model is still there."""
        line: queue.SimpleQueue[Any] = queue.SimpleQueue()
        enough = threading.Event()
        threading.Thread(target=self._read, args=(messages, line, enough), name="chat model", daemon=True).start()
        until = time.monotonic() + self._silence * PATIENCE
        ended = False
        try:
            while True:
                try:
                    item = line.get(timeout=max(0.0, min(self._silence, until - time.monotonic())))
                except queue.Empty:
                    raise ModelTimeout(self._too_slow(time.monotonic() >= until)) from None
                if item is None:
                    if not ended:
                        raise ModelUnavailable(f"{self.name} failed: the connection was cut in the middle of its answer")
                    return
                if isinstance(item, Exception):
                    raise chat_error(self.name, item) from item
                if item.usage_metadata:
                    usage[:] = item.usage_metadata["input_tokens"], item.usage_metadata["output_tokens"]
                ended = ended or not _ENDS.isdisjoint(item.response_metadata)
                yield str(item.text)
        finally:
            enough.set()

    def _read(self, messages: Messages, line: queue.SimpleQueue[Any], enough: threading.Event) -> None:
        try:
            for chunk in self._model.stream(messages):
                if enough.is_set():
                    return
                line.put(chunk)
            line.put(None)
        except Exception as error:  # every provider has kinds of errors of its own; they are told apart where they are read
            line.put(error)

    def _too_slow(self, in_all: bool) -> str:
        if in_all:
            return (
                f"{self.name} took longer than {self._silence * PATIENCE:g} seconds; a higher model_timeout_seconds gives it more"
            )
        return f"{self.name} said nothing for {self._silence:g} seconds; a higher model_timeout_seconds gives it more"


def _unthought(pieces: Iterator[str]) -> Iterator[str]:
    """Leave out empty pieces and what a model thinks aloud between ``<think>`` and ``</think>`` at the beginning."""
    held = ""
    for piece in pieces:
        held += piece
        start = held.lstrip()
        if start.startswith(_THINKING):
            _, over, rest = start.partition(_THOUGHT)
            if not over:
                continue
            held = start = rest.lstrip()
        if _THINKING.startswith(start):
            continue
        break
    if held and not held.lstrip().startswith(_THINKING):
        yield held
    yield from (piece for piece in pieces if piece)
