"""A chat model as the judge of sentences in doubt: asked yes or no, and believed only if it passes a test first.

A model that says yes to whatever it is shown, as small ones do, would make every sentence look borne out. So before its first
word counts it is asked about four plain sentences, two of which are false; one wrong answer and its opinion is not asked.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from assistant.errors import ModelUnavailable
from assistant.models.chat import open_chat_model
from assistant.models.entailment import NLI, open_entailment
from assistant.settings import Settings
from assistant.writing.prompt import checking
from assistant.writing.talk import Talk

TEST = "The bridge at Ashby was opened in 1962. It cost four million pounds, and the county paid for it."
PLAIN = (
    ("The bridge at Ashby was opened in 1962.", True),
    ("The bridge at Ashby was opened in 1972.", False),
    ("The county paid for the bridge.", True),
    ("The county did not pay for the bridge.", False),
)
PATIENCE_SECONDS = 20.0
LONGEST = 400  # tokens; a model that thinks aloud needs some before it says yes or no
_SAID = re.compile(r"\b(yes|no)\b", re.IGNORECASE)


def open_judge(settings: Settings) -> Callable[[str, str], bool | None]:
    """Return what asks the judge that the settings name. It is opened when it is first asked, and raises ModelError then."""
    name = settings.judge or ""
    opened = cache(lambda: open_entailment(name.removeprefix(NLI)) if name.startswith(NLI) else _chat_judge(settings))
    return lambda text, sentence: opened()(text, sentence)


def _chat_judge(settings: Settings) -> YesOrNo:
    model = open_chat_model(settings.model_copy(update={"model": settings.judge}))
    return YesOrNo(model, settings.judge or "", settings.model_timeout_seconds)


class YesOrNo:
    """Asks a chat model whether passages say what a sentence says. Safe to share between threads."""

    def __init__(self, model: Any, name: str, silence_seconds: float) -> None:
        self._model = model
        self._name = name
        self._silence = min(silence_seconds, PATIENCE_SECONDS)
        self._lock = threading.Lock()
        self._wrong: list[str] | None = None

    def __call__(self, text: str, sentence: str) -> bool | None:
        """Return what the model says; ``None`` if that is neither yes nor no. Raises ModelError, and if it failed the test."""
        with self._lock:
            if self._wrong is None:
                self._wrong = [sentence for sentence, right in PLAIN if self._asked(TEST, sentence) is not right]
        if self._wrong:
            told = f"it judged {len(self._wrong)} of {len(PLAIN)} plain test sentences wrongly, so its opinion is not asked"
            raise ModelUnavailable(f"{self._name}: {told}")
        return self._asked(text, sentence)

    def _asked(self, text: str, sentence: str) -> bool | None:
        said = Talk(self._model, self._name, self._silence).say(checking(text, sentence), LONGEST)
        found = _SAID.match(said.strip(" \n\"'*."))
        return found[1].casefold() == "yes" if found else None
