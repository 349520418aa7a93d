"""Whether one sentence says what is asked, of the thing named, and holds the kind of thing asked for.

"When was Heriot-Watt University founded?" is answered by none that names it and a date, if what happened then was that somebody
was published; nor is "Where is the NHS based?" by a place-based programme of somebody else. So three things must meet in one
sentence, or in one and the sentence that it leans on:

1. what is asked about the thing: of a short question the word that tells (the verb, or the part that somebody plays), of a longer
   one a good share of its words; in the same words or in others for them, in the same sense
   (:mod:`assistant.questions.senses`), and not within another's name ("the Lankelly Chase Foundation" was not founded by that);
2. the thing named: half of its names, here or in the title and headings above, or in the name of the file;
3. a person, date, number or place; and where the thing underwent something ("Who funded the Deal?"), not one of which it is
   said that it did that itself ("the Deal funded …", or in another word for it: nobody chairs the Trust by which something is run).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.read_sentence import SPEAKER, TITLE
from assistant.answer.choose.term_coverage import KIN
from assistant.questions.answer_form import ENDS, PLACE, SPAN, fits, typed_answer
from assistant.questions.counts import COUNT, counted_in
from assistant.questions.form import KIND_WORDS, WHERE, asked_for
from assistant.questions.indirect_forms import told_by
from assistant.questions.names import names_in
from assistant.questions.openings import IS, JOINT, PLEASE
from assistant.questions.senses import other_sense, without_causes
from assistant.questions.synonyms import synonyms
from assistant.text.dependent_sentences import leans
from assistant.text.money import SUM
from assistant.text.months import PERIOD
from assistant.text.patterns import any_case
from assistant.text.sentences import cut_at_stops
from assistant.text.terms import EMPTY, stem, stem_set, stems, words
from assistant.text.voices import TALK

NEAR = 20  # sentences, the best, that are looked at
SAYS = 0.3  # what it adds to the score of a sentence
SHORT = 4  # words of what is asked, below which the one that tells must be met
ENOUGH = 0.75  # share of the weight of what is asked that makes up for the word that tells
MOSTLY = 0.6  # the same where the thing that is to be counted is counted
MUCH = 0.5  # share of it, from which on any number or place will do, "along the wall"
A_GOOD_SHARE = 0.3  # of the weight of what is asked, that a longer question must be met by
SURELY = 0.75  # cosine from which on a sentence says it in other words
PLAINLY = 0.5  # how well the best sentence says what is asked, from which on others must be to the point
AS_MUCH = 0.7  # share of the words of the question that the best one has
AHEAD = 1.05  # of the best sentence's score, what one has that tells the day or the sum which that lacks: none opens before it
OPENING = 100  # characters of a document, which stand above all of it (whose newsletter it is), unless it is asked who
OVER = 250  # characters before a row of a table, which it is read under
NAMED = 0.5  # share of the words of its names from which on a sentence is on the thing
BARELY = 0.3  # of what is said counts where the word that tells is not met

_PAY = r"(?:fund\w*|pa(?:id|ys?)(?: for)?|financ\w*|support\w*|sponsor\w*|backed)"
_ASKS_WHO_GAVE = any_case(
    rf"^\W*{JOINT}{PLEASE}(?:(?:by )?who(?:m)? (?:has |have |else |had |was |were |is )*{_PAY}\b"
    r"|who(?:m)? (?:has |have |else |had )*(?:given?|gave|put (?:up|in)|provided) (?:the )?(?:\w+ )?money\b"
    r"|(?:who|which|what) (?:are|were) (?:all )?the (?:\w+ )?(?:funders|sponsors)\b)"
)
_MONEY = rf"(?:{SUM.pattern}|\b\d[\d,.]*\s?(?:million|thousand))"
_GIVES = any_case(
    r"\b(?:funded|funding|grants?|financed|sponsored|money)\b.{0,40}\b(?:by|from|through)\b",
    r"\b(?:by|from|through) .{0,60}\b(?:grants?|funding|money)\b",
    r"\bpa(?:id|ys?) (?:for )?.{0,30}\bby\b|\b(?:supported|backed|sponsored|financed|funded|paid)(?: \w+)? by\b",
    r"\b(?:gave|gives?|given|grant(?:s|ed)|contribut(?:es?|ed)|award(?:s|ed)|provid(?:es?|ed)|put (?:up|in)|donat(?:es?|ed)"
    rf"|pledged|promised|added|raised|pa(?:y|ys|id)|supported|invest(?:s|ed)|fund(?:s|ed))\b.{{0,40}}{_MONEY}",
    rf"{_MONEY}.{{0,60}}\b(?:of it |came )?(?:from|by) (?:the )?[A-Z]",
    r"\b(?:fund(?:s|ed)|paid(?: for)?|financ(?:es|ed)|sponsor(?:s|ed)) (?:the|this|it|us|our|their|most|half)\b",
    r"\b(?:met|covered|bore) (?:half|most|part|all|the (?:whole |full )?(?:costs?|bill|rest))\b",
    r"\b(?:with|thanks to) (?:the )?(?:\w+ )?(?:support|backing|help) (?:from|of) (?:the )?[A-Z]",
)
_THE_THING = re.compile(r"The [a-z]")  # of the thing before: "The pilots, with £5 million behind them, …"
_OF_BEFORE = re.compile(r"\b(?:it|they|them)\b")  # ahead of the sum: "In all areas residents lead it, with £5 million"
_HAS = frozenset(
    "budget cost costs cover covered covers funding get gets go got include includes invest invested involve involves last lasted"
    " lasts put receive received receives run runs span spans spend spent take takes went worth".split()
)
_IN_ALL = frozenset("total overall whole altogether money sum amount".split())
_NOTHING = EMPTY.union(KIND_WORDS, {"according"})
_ROLE = any_case(rf"\bwho{IS}\b")  # "Who is the archivist?" is told by no archival record
_HOW_LONG = any_case(r"\bhow long\b")
_LASTS = frozenset("last lasts run runs take takes go".split())
_LONG = any_case(
    rf"-{PERIOD}s?(?:-long\b| long\b| [a-z]+)"  # "a 12-month-long course"
    rf"|\bvalid (?:for|until)\b|\b(?:period|term)s? of \w+ {PERIOD}s?\b"
)
_LED = any_case(rf"^\W*{JOINT}who(?:m|se)?\b")
_WHO_TO = any_case(rf"^\W*{JOINT}(?:(?:to|for|by|with|from) )?whom? (?:do|does|did) (?!(?:i|we|you)\b)")
_WHO_DID = any_case(rf"^\W*{JOINT}who (?!(?:is|was|are|were|else|all)\b)")
_TAIL = any_case(
    r"\s(?:in|on|at|for|by|of|from|with|to|during|under|after|before|between|into|as|about|across|since|per|each|through)\s[^,;]*$"
)
_DOING = any_case(r"\b(?:do|does|did|will|would|has|have|had|can|could)\b")
_OPINION = any_case(
    r"\b(?:say|said|says|accord\w*|think|thought|view|tell|told|argu\w+|explain\w*|describ\w+|mention\w*|propos\w+|suggest\w*"
    r"|believ\w*|ask\w*|opinion)\b"
)
_JOINED = re.compile(r"\b(?!(?:co|re|pre|un|non)-)[a-z]{3,}-[a-z]+(?:ed|en|led)\b")  # "place-based" says not where
_SOMEWHERE = any_case(
    r"\b(?:in|at|on|along|near|outside|inside|across|around|beside|behind|under|above|between|from|to|within|through)\b"
)
_COMMON = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")  # words that are no part of a name
_PRONOUN = re.compile(r"(?:[\w’'-]+,? ){1,4}(?:it|they|he|she|them|these|those)\b")  # "In Coventry they were …" leans as well
_AROUND = re.compile(r"[\w’'-]+|[,;.:]")
_NEXT = any_case(r"\bnext\b(?! (?:day|week|month|term|quarter|year|decade)\b)")  # one of several, "the next meeting"
_UNDERGOES = frozenset("was were is are been being be by".split())


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought: the question, the words of what is asked with their weight, the one that tells, and the names."""

    question: str
    asked: Mapping[str, float]
    telling: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, question: str, focus: Mapping[str, float]) -> Sought | None:
        """Read a question; ``None`` where nothing is asked about what it names."""
        own = [w for w in dict.fromkeys(words(question)) if w not in _NOTHING]
        asked = {w: focus[stem(w)] for w in own if focus.get(stem(w), 0.0) > 0}
        names = tuple(stem(w) for name in names_in(question) for w in words(name) if w not in EMPTY)
        return cls(question, asked, _telling(question, list(asked)), names) if asked else None

    @property
    def undergoes(self) -> bool:
        """Whether the thing named has something done to it: "Who funded the Deal?", "When was the Deal funded?"."""
        return bool(self.names) and not _DOING.search(self.question)


def _telling(question: str, asked: Sequence[str]) -> str:
    """Return the word that tells what is asked: behind "who" the first, behind "who does she" the last, else the last
    that stands in no phrase at the end.
    """
    if _LED.match(question):
        return asked[-1 if _WHO_TO.match(question) else 0]
    rest = question.rstrip(" ?.!")
    while (shorter := _TAIL.sub("", rest)) != rest and not set(asked).isdisjoint(words(shorter)):
        rest = shorter
    return next((word for word in reversed(words(rest)) if word in asked), asked[-1])


def how_well_told(question: str, focus: Mapping[str, float], picks: Sequence[Pick], *, strictly: bool = False) -> float:
    """Return how well the best of some sentences says what is asked of the thing named, 0 to 1; 1 where nothing is.

    Half of the words of its names are enough in the sentence, before it, or in the title and headings above. Where ``strictly`` is
    set it must have all of them, without what stands above: a whole text is on the Deal, and not each sum in it.
    """
    sought = Sought.of(question, focus)
    return 1.0 if sought is None else max((_says(sought, pick, strictly) for pick in picks), default=0.0)


def telling_first(question: str, focus: Mapping[str, float], picks: Sequence[Pick]) -> list[Pick]:
    """Return sentences with those further up that say who did what is asked; who is something is told in too many ways."""
    sought = Sought.of(question, focus) if _WHO_DID.match(question) else None
    if sought is None:
        return list(picks)
    near = [replace(pick, score=pick.score + SAYS * _does(sought, pick)) for pick in picks[:NEAR]]
    return [*sorted(near, key=lambda pick: -pick.score), *picks[NEAR:]]


def to_the_point(question: str, focus: Mapping[str, float], picks: Sequence[Pick]) -> list[Pick]:
    """Return the sentences that may stand in an answer after one thing, where the best one tells it.

    Where the best has the form in which a text tells what is asked, or is of such a section, so must the others be.
    The others must hold a thing of the kind too and be on what is named, and say what is asked or have nearly as much of the
    question: "In 2013 Coventry gave an answer." adds nothing to "Coventry became a Marmot City in 2013."
    """
    in_section = bool(picks[0].features.get("section"))
    if (form := told_by(question)) and (form.search(picks[0].text) or in_section):
        return [pick for pick in picks if form.search(pick.text) or (in_section and pick.features.get("section"))]
    sought = Sought.of(question, focus) if _is_after_one(question) else None
    if sought is None or picks[0].role == "row":
        return list(picks)  # a row has the words over it as well
    is_next = _NEXT.search if asked_for(question) == "date" and _NEXT.search(question) else bool
    if asked_for(question) in ("date", "number") and not (picks[0].features["kind"] and is_next(picks[0].text)):
        tells = _is_told if asked_for(question) == "date" else _plainly
        near = enumerate(picks[:NEAR])
        at = next((n for n, pick in near if pick.features["kind"] and is_next(pick.text) and tells(sought, pick)), 0)
        if at:
            return [replace(picks[at], score=AHEAD * picks[0].score), *picks[:at], *picks[at + 1 :]]
    if not _is_told(sought, picks[0]):
        return list(picks)
    return [picks[0], *(pick for pick in picks[1:] if _adds(sought, pick, picks[0]))]


def _is_told(sought: Sought, pick: Pick) -> bool:
    """Say whether a sentence plainly says what is asked, in the word that tells it or one for it, or by being near to it."""
    near = pick.features["cosine"] >= SURELY or _plainly(sought, pick)
    return (_says(sought, pick, strictly=False) if near else _does(sought, pick)) >= PLAINLY


def _adds(sought: Sought, pick: Pick, best: Pick) -> bool:
    if pick.features["kind"] < best.features["kind"] or _names(sought, _around(pick)) < NAMED:
        return False
    return _has(pick) >= AS_MUCH * _has(best) or _does(sought, pick) >= PLAINLY


def _around(pick: Pick) -> str:
    """Return a sentence with what stands above it, and with the one before where it leans on that."""
    previous = pick.sentence_before if leans(pick.text) or _PRONOUN.match(pick.text) else ""
    return f"{_above(pick)} {previous} {pick.text}"


def _is_after_one(question: str) -> bool:
    kind = asked_for(question)
    return kind in ("person", "date", "number") or (kind == "name" and bool(WHERE.match(question)))


def _has(pick: Pick) -> float:
    return pick.features["coverage"] + pick.features["otherwise"]


def _does(sought: Sought, pick: Pick) -> float:
    """Return how well a sentence says what is asked, where it has the very word that tells it or another for it."""
    return _says(sought, pick, strictly=False) if _met(sought, f"{_line_over(pick)} {pick.text}")[sought.telling] >= KIN else 0.0


def _says(sought: Sought, pick: Pick, strictly: bool) -> float:
    """Return the share of what is asked that a sentence says of the thing named; 0 if it holds no such thing as is asked for."""
    text, previous = pick.text, pick.sentence_before
    if pick.role in TALK and not _OPINION.search(sought.question):  # who speaks is not whom it is said of
        text, previous = SPEAKER.sub("", text), SPEAKER.sub("", previous)
    if not _holds(sought, pick, text, 1.0):  # not even if it said all of it
        return 0.0
    if _plainly(sought, pick) or pick.features.get("told", 0.0) >= ENOUGH:
        return 1.0
    opens = SPEAKER.sub("", pick.passage.text[:OPENING]) if pick.passage.start == 0 and not _LED.match(sought.question) else ""
    spoken = f"{previous} {text}" if strictly else f"{_above(pick)} {opens} {previous} {text}"
    if _names(sought, spoken) < (1.0 if strictly else NAMED) or _does_it(sought, text):
        return 0.0
    leaning = previous if leans(text) or _PRONOUN.match(text) else _line_over(pick)
    said = f"{pick.text_before[-OVER:] if pick.role == 'row' else leaning} {_JOINED.sub(' ', text)}"
    met = _met(sought, said)
    share = by_words = _share(sought, met)
    if not strictly:  # what the title names need not be said by each sentence
        titled = stem_set(f"{pick.passage.title} {pick.passage.document}")
        share = _share(sought, {word: 1.0 if word != sought.telling and stem(word) in titled else met[word] for word in met})
    if not _holds(sought, pick, text, share):
        return 0.0
    if pick.features["cosine"] >= SURELY:
        return max(share, KIN)
    form = typed_answer(sought.question)
    enough = MOSTLY if form is not None and form.search(text) else ENOUGH
    tells = met[sought.telling] >= KIN or by_words >= enough or (len(sought.asked) >= SHORT and by_words >= A_GOOD_SHARE)
    return share if tells else BARELY * by_words


def _plainly(sought: Sought, pick: Pick) -> bool:
    """Say whether a sentence on the thing named holds the sum, length or count of it that alone is asked for.

    "How much did the Fund cost?" is told by "It put £5 million into …": whatever verb a text has, there is no other sum of it.
    What else is asked about it ("per person") must be said as well.
    """
    form, text = typed_answer(sought.question), SPEAKER.sub("", pick.text)
    if form is None or not sought.names or sought.telling not in _HAS | _IN_ALL or not form.search(text):
        return False
    ahead = cut_at_stops(pick.text_before.strip()) if pick.role != "row" else []
    said = text
    if _THE_THING.match(text) and ahead:
        said = f"{ahead.pop()} {said}"
    while ahead and (leans(said) or _OF_BEFORE.search(form.split(said, 1)[0])):
        said = f"{ahead.pop()} {said}"
    counted = counted_in(sought.question)
    rest = [w for w in sought.asked if w not in _HAS and w not in _IN_ALL and w not in counted]
    met = _met(sought, said)
    named = f"{_above(pick)} {said}" if rest else said  # a whole text is on the laundry, but not each sum in it on what a wash is
    return _names(sought, named) == 1.0 and all(met[word] for word in rest)


def _line_over(pick: Pick) -> str:
    """Return the line right over a sentence that is no sentence itself, as the titles in a newsletter are; "" where none is."""
    before = pick.text_before
    opens_a_line = "\n" in before[len(before.rstrip()) :] and pick.role == "paragraph"
    line = before.strip().rpartition("\n")[2].strip() if opens_a_line else ""
    return line if TITLE.fullmatch(line) and line not in pick.passage.locator.heading else ""


def _share(sought: Sought, met: Mapping[str, float]) -> float:
    return sum(met[word] * weight for word, weight in sought.asked.items()) / sum(sought.asked.values())


def _above(pick: Pick) -> str:
    return f"{pick.passage.around} {' '.join(pick.passage.locator.heading)}"


def _names(sought: Sought, text: str) -> float:
    """Return the share of the words of the names that a text has; 1 where nothing is named."""
    present = set(stems(text))
    return sum(name in present for name in sought.names) / len(sought.names) if sought.names else 1.0


def _holds(sought: Sought, pick: Pick, text: str, share: float) -> bool:
    """Say whether a sentence holds the kind of thing asked for; any number or place will do where much of what is asked is said."""
    if WHERE.search(sought.question):
        return bool(PLACE.search(text) or (share >= MUCH and (_SOMEWHERE.search(text) or fits(sought.question, pick.text))))
    counted = asked_for(sought.question) == "number" and share >= MUCH and bool(COUNT.search(text))
    by_speaker = pick.features.get("speaks", 0.0) > 0
    return counted or by_speaker or fits(sought.question, text, is_item=pick.role == "item")


def _met(sought: Sought, said: str) -> dict[str, float]:
    """Return for each word of what is asked how well it is met, 0 to 1."""
    said = without_causes(said, sought.question)
    present = set(stems(said))
    common = set(stems(" ".join(_COMMON.findall(said))))
    return {word: _meets(sought, word, said, present, common) for word in sought.asked}


def _meets(sought: Sought, word: str, said: str, present: Collection[str], common: Collection[str]) -> float:
    root = stem(word)
    if word == sought.telling and _ASKS_WHO_GAVE.search(sought.question) and _GIVES.search(said):
        return KIN  # "£5 million came from the Lottery" says who paid
    if word in ENDS and SPAN.search(said):
        return KIN
    if word in _LASTS and _HOW_LONG.search(sought.question) and _LONG.search(said):
        return 1.0
    if root in present and not other_sense(root, sought.question, said):
        return 1.0
    is_role = word == sought.telling and _ROLE.search(sought.question)
    kin = (
        not is_role
        and len(root) >= 5
        and any(len(p) >= 5 and p != root and p not in sought.names and (p.startswith(root) or root.startswith(p)) for p in common)
    )
    return KIN if kin or not synonyms(root).isdisjoint(present) else 0.0


def _does_it(sought: Sought, text: str) -> bool:
    """Say whether the thing named does in a text what is asked to be done to it: "the Deal funded …", "funded by the Deal"."""
    if not sought.undergoes:
        return False
    spoken = [stem(word.lower()) for word in _AROUND.findall(text)]
    telling = stem(sought.telling)
    ways = {telling} if telling in spoken else synonyms(telling)
    told = [_is_doer(sought.names, spoken, at) for at, word in enumerate(spoken) if word in ways]
    return bool(told) and all(told)


def _is_doer(names: Collection[str], spoken: Sequence[str], at: int) -> bool:
    """Say whether a name stands right before a verb that is not in the passive, or behind it and "by"."""
    if spoken[at + 1 : at + 2] == ["by"]:
        return not set(names).isdisjoint(spoken[at + 2 : at + 6])
    return at > 0 and spoken[at - 1] in names and _UNDERGOES.isdisjoint(spoken[max(0, at - 3) : at])
