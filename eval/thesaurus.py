"""Draw from WordNet the other words for the same that the product knows: ``python -m eval.thesaurus DICT``.

``DICT`` is the folder of WordNet 3.0's files (``data.noun``, ``cntlist.rev`` and so on; Debian's wordnet-base has them).
Two words are taken to say the same where both hold:

1. WordNet joins them in senses that are common for both: a set of synonyms, what is derived from one of it or is like it, the word
   above or below; never an opposite;
2. the embedder finds them near to each other. A word that is only near is left out: "late" is near to "early".

A sense is as common as its share of the places in which WordNet's own corpus has the stem; two words are joined as strongly
as the product of the shares of the senses that join them. Rare words are left out: those that are not in that corpus and are
no whole word of the embedder's vocabulary. The pairs, as stems, are written to ``assistant/questions/wordnet/words.json``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.models.embedders import MiniLM, is_whole
from assistant.models.quiet import stay_quiet
from assistant.text.terms import EMPTY, stem

if TYPE_CHECKING:
    from assistant.models.embedders import Vectors

FILE = Path(__file__).parent.parent / "assistant" / "questions" / "wordnet" / "words.json"
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
TYPES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
SAME, ABOVE, OPPOSITE = frozenset("+&^$*>"), frozenset("@~"), "!"  # derived, like, see also, verb group, entails, causes
JOINED = 0.005  # how strongly two words are joined at least
SURELY = 0.05  # how strongly two synonyms are, from which on they need not be near
NEAR, NEAR_ABOVE = 0.5, 0.6  # cosine of two words of a set, and of one with the word above
FIRST, OTHER = 0.5, 0.2  # what a sense counts that the corpus does not have
FORMS = 4  # words of a stem, the most common, that are held against those of another
SHARE = 0.15  # of a stem, that a word must have for that

Key = tuple[str, str]  # part of speech, offset


@dataclass(frozen=True, slots=True)
class Synset:
    """Words for one thing, and where it points to: the sign, the other synset, and of which word to which (0, 0: of all)."""

    words: tuple[str, ...]
    points: tuple[tuple[str, Key, tuple[int, int]], ...]


@dataclass(frozen=True)
class WordNet:
    """Synsets; the senses of each word, with how often each is met; the irregular forms of a word of one part of speech."""

    synsets: Mapping[Key, Synset]
    senses: Mapping[str, Sequence[tuple[Key, float]]]
    irregular: Mapping[tuple[str, str], frozenset[str]]
    met: Mapping[str, int]


def read(folder: Path) -> WordNet:
    """Read WordNet's files; only words of plain letters are kept."""
    counts: dict[tuple[str, str, int], int] = {}
    for line in (folder / "cntlist.rev").read_text("latin-1").splitlines():
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        counts[word, TYPES[rest[0]], int(number)] = int(count)
    senses: dict[str, list[tuple[Key, float]]] = defaultdict(list)
    irregular: dict[tuple[str, str], set[str]] = defaultdict(set)
    met: Counter[str] = Counter()
    synsets = {}
    for part, name in PARTS.items():
        synsets.update(_synsets(folder / f"data.{name}", part))
        for fields in _fields(folder / f"index.{name}"):
            if not re.fullmatch("[a-z]+", fields[0]):
                continue
            for n, offset in enumerate(fields[-int(fields[2]) :], 1):
                count = counts.get((fields[0], part, n), 0)
                met[fields[0]] += count
                senses[fields[0]].append(((part, offset), count + (FIRST if n == 1 else OTHER)))
        for form, *words in _fields(folder / f"{name}.exc"):
            for word in words:
                irregular[word, part] |= {form} if re.fullmatch("[a-z]+", form) else set()
    return WordNet(synsets, senses, {k: frozenset(v) for k, v in irregular.items()}, met)


def _fields(file: Path) -> Iterator[list[str]]:
    for line in file.read_text("latin-1").splitlines():
        if not line.startswith("  "):
            yield line.split()


def _synsets(file: Path, part: str) -> Iterator[tuple[Key, Synset]]:
    for fields in _fields(file):
        end = 4 + 2 * int(fields[3], 16)
        words = tuple(re.sub(r"\(\w+\)$", "", word).lower() for word in fields[4:end:2])
        points = []
        for at in range(end + 1, end + 1 + 4 * int(fields[end]), 4):
            sign, offset, of, ends = fields[at : at + 4]
            points.append((sign, ("a" if of == "s" else of, offset), (int(ends[:2], 16), int(ends[2:], 16))))
        yield (part, fields[0]), Synset(words, tuple(points))


@cache
def _regular(word: str, part: str) -> frozenset[str]:
    """Return the stems of the regular forms of a word."""
    y = word.endswith("y") and word[-2:-1] not in "aeiou"
    found = {word}
    if part in "nv":
        found.add(word[:-1] + "ies" if y else word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s"))
    if part == "v":
        bare = word[:-1] if word.endswith("e") and not word.endswith("ee") else word
        found |= {word[:-1] + "ied" if y else word + ("d" if word.endswith("e") else "ed")}
        found.add((word[:-2] + "y" if word.endswith("ie") else bare) + "ing")
        if re.search("[^aeiou][aeiou][bdglmnprt]$", word):
            found |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return frozenset(map(stem, found))


def _forms(net: WordNet, word: str, part: str) -> frozenset[str]:
    return _regular(word, part) | {stem(form) for form in net.irregular.get((word, part), ())}


def _shares(net: WordNet) -> dict[str, dict[Key, float]]:
    """Return for each stem the share of each sense."""
    weights: dict[str, dict[Key, float]] = defaultdict(lambda: defaultdict(float))
    for word, senses in net.senses.items():
        for key, weight in senses:
            for form in _forms(net, word, key[0]):
                weights[form][key] += weight
    return {form: {k: w / sum(told.values()) for k, w in told.items()} for form, told in weights.items()}


def _common(net: WordNet) -> dict[str, list[str]]:
    """Return for each stem its most common words, without those that are rare."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for word, senses in net.senses.items():
        if len(word) > 2 and (net.met[word] or is_whole(word)):
            for key, weight in senses:
                for form in _forms(net, word, key[0]):
                    held[form][word] += weight  # type: ignore[assignment]
    empty = set(map(stem, EMPTY))
    return {
        form: [word for word, weight in told.most_common(FORMS) if weight >= SHARE * sum(told.values())]
        for form, told in held.items()
        if form not in empty
    }


def _joined(net: WordNet) -> dict[tuple[str, str], list[float]]:
    """Return the pairs of stems that WordNet joins, and how strongly: as synonyms, as much the same, as one above the other."""
    shares = _shares(net)
    bearers: dict[Key, list[str]] = defaultdict(list)
    for form, told in shares.items():
        for key in told:
            bearers[key].append(form)
    opposite = {
        (stem(synset.words[one - 1]), stem(net.synsets[key].words[other - 1]))
        for synset in net.synsets.values()
        for sign, key, (one, other) in synset.points
        if sign == OPPOSITE
    }
    found: dict[tuple[str, str], list[float]] = {}
    for key, synset in net.synsets.items():
        near = [(key, 0), *((to, 1 if sign in SAME else 2) for sign, to, _ in synset.points if sign in SAME | ABOVE)]
        for to, how in near:
            for a in bearers.get(key, ()):
                for b in bearers.get(to, ()):
                    pair = (min(a, b), max(a, b))
                    if a != b and not (pair in opposite or pair[::-1] in opposite or _of_one_family(a, b)):
                        told = found.setdefault(pair, [0.0, 0.0, 0.0])
                        told[how] = max(told[how], shares[a][key] * shares[b][to])
    return found


def _of_one_family(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 5 and (a.startswith(b) or b.startswith(a))


def draw(net: WordNet, embed: Callable[[Sequence[str]], Vectors]) -> dict[str, str]:
    """Return for each stem the others that say the same, parted by spaces."""
    common = _common(net)
    words = sorted({word for told in common.values() for word in told})
    vectors = dict(zip(words, embed(words), strict=True))
    others: dict[str, set[str]] = defaultdict(set)
    for (a, b), (same, much, above) in _joined(net).items():
        if a not in common or b not in common or max(same, much, above) < JOINED:
            continue
        cosine = max(float(vectors[x] @ vectors[y]) for x in common[a] for y in common[b])
        close = (cosine >= NEAR and max(same, much) >= JOINED) or (cosine >= NEAR_ABOVE and above >= JOINED)
        if close or same >= SURELY:
            others[a].add(b)
            others[b].add(a)
    return {form: " ".join(sorted(told)) for form, told in sorted(others.items())}


def main(folder: Annotated[Path, typer.Argument(metavar="DICT", help="the folder of WordNet 3.0's files")]) -> None:
    """Write the words that say the same as others."""
    stay_quiet()
    found = draw(read(folder), MiniLM().embed)
    FILE.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    typer.echo(f"{FILE} holds {len(found)} stems, {sum(len(told.split()) for told in found.values()) // 2} pairs")


if __name__ == "__main__":
    typer.run(main)
