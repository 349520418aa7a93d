"""Near-duplicates are found by what they say, and nothing else is."""

from __future__ import annotations

import random

import numpy as np
import pytest

from assistant.store.duplicates import near_duplicates, signature

WORDS = [f"word{n}" for n in range(3000)]


def text(seed: int, length: int = 600) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def changed(original: str, share: float) -> str:
    """Return a text with a share of its words replaced, evenly spread."""
    words = original.split()
    step = round(1 / share)
    return " ".join("other" if n % step == 0 else word for n, word in enumerate(words))


def test_case_punctuation_and_line_breaks_do_not_count() -> None:
    assert (signature("The harbour wall, rebuilt in 1998.\nTwice.") == signature("the HARBOUR wall rebuilt in 1998 -- twice")).all()


@pytest.mark.parametrize(("share", "expected"), [(0.005, 0.95), (0.02, 0.82), (0.1, 0.33)])
def test_the_likeness_is_the_share_of_runs_in_common(share: float, expected: float) -> None:
    # a changed word changes five runs of five: of n runs n(1 - 5s) stay, of n(1 + 5s) that there are in all
    assert expected == pytest.approx((1 - 5 * share) / (1 + 5 * share), abs=0.01)
    one, other = text(1, 4000), changed(text(1, 4000), share)
    assert float((signature(one) == signature(other)).mean()) == pytest.approx(expected, abs=0.1)


def test_a_copy_and_an_edited_copy_are_paired_and_strangers_are_not() -> None:
    texts = {f"{n}.txt": text(n) for n in range(40)} | {"copy.txt": text(3), "edited.txt": changed(text(5), 0.01)}
    pairs = list(near_duplicates({id_: signature(t) for id_, t in texts.items()}))
    assert [(p.first, p.second) for p in pairs] == [("3.txt", "copy.txt"), ("5.txt", "edited.txt")]
    assert pairs[0].likeness == 1.0 and 0.8 <= pairs[1].likeness < 1.0


@pytest.mark.parametrize("short", ["", "one", "one two three"])
def test_short_texts_have_signatures(short: str) -> None:
    assert signature(short).shape == (128,) and signature(short).dtype == np.int64
