"""What the quoted sentences miss of a question: its year, its place, that a thing was done, what it is asked about.

A question takes a thing for granted ("When was the pool opened?", "Did they mend the roof?"), and what stands nearest to it may be
of the year before, of the other town, or only of what is hoped for. Each check returns the words in which a reader is told so, or
``None``. Most go by the one quoted sentence that has most of the question's words, as others are only quoted around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.questions.answer_form import ENDS, SPAN, fits, typed_answer
from assistant.questions.causes import change_asked
from assistant.questions.commitments import undecided
from assistant.questions.counts import COUNT, counted_in
from assistant.questions.form import KIND_WORDS
from assistant.questions.general_nouns import CLASSES, GROUPS, PLACES
from assistant.questions.labels import asked_by, labels_for
from assistant.questions.names import names_in
from assistant.questions.openings import JOINT
from assistant.questions.senses import without_causes
from assistant.questions.speech import ASKS_ALONE, EVERYDAY
from assistant.questions.synonyms import akin, synonyms
from assistant.text.money import SUM
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, ORDINALS, stem, stem_set, stems, words
from assistant.text.years import YEAR, years_said

BRIEF = 2  # words of a thing that somebody says something about, which are named again; of a longer one any may be in other words
SHORT = 4  # words of a question after one thing, of which a half may be unsaid; of a longer one more than that

_YEAR = re.compile(rf"(?<![\d£$€.,]){YEAR}(?:[/–-]\d\d(?!\d))?(?![\d%]|[.,]\d)")
_PLACED = re.compile(
    r"\b(?P<at>in|at|for|of|from|near|to) (?:the )?"
    r"(?P<name>(?!\w+(?:ish|ese|ian|lsh|nch)\b)[A-Z][a-z’'-]+(?!\w)(?: [A-Z][\w’'-]+)*)"  # no people, "of Welsh schools"
)
_ORDINAL = any_case(rf"\b(?:{'|'.join(ORDINALS[1:])})(?= [a-z])")
_STILL = any_case(rf"\W*{JOINT}(?:is|are|does|do|has|have)\b[^,;?]*\bstill\b")
_GOES_ON = any_case(
    r"(?<![\w-])(?:still|now(?:adays)?|today|currently|at present|no longer|any more|anymore|continu\w+|remain\w*|ongoing|until"
    r"|end(?:s|ed)|clos(?:es|ed)|stopp?(?:s|ed)?|replac\w+|ran from|became|abolish\w+|goes on|go on)\b"
)
_WHETHER = any_case(rf"\W*{JOINT}(?:did|has|have|had|was|were)\b")
_WAS_DONE = any_case(
    rf"{_WHETHER.pattern}|\W*{JOINT}(?:who (?:was|has|(?!(?:is|are|will|would|can|could|should|do|may|must)\b)\w+(?<!s)(?<!['’]ll))"
    r"|(?:when|where|which|how (?:many|much))\b[^,;]*? (?:did|was|were|has|have|had)(?! to\b))\b"
)
_OF_TALK = any_case(
    r"\b(?:plans?\b|planned\b|propos|hop(?:e|ing)|intend|aim|want|wish|expect|offer|ask|discuss|consider|agree|decid|promis|say|said|think|thought"
    r"|suggest|recommend|announc|appl(?:y|ie|ica)|invit|try|tried|seek|sought|will\b|would\b|going\b|suppos|mean|goal|purpose|happen)"
)
_HAD = r"(?:[a-z]+ed|been|made|had|done|gone|got|given|taken|seen|found|become|begun|won|lost|said|told)\b"
_AHEAD = any_case(
    r"\b(?:will|shall|no [\w’'-]+ (?:can|could)"
    r"|(?:is|are) to (?!be (?:seen|found|had)\b)[a-z]+|(?:is|are|was|were) (?:due|going) to|plan(?:s|ned|ning)?"
    r"|propos(?:al|als|e|es|ed|ing)|hop(?:e|es|ed|ing)|intend(?:s|ed)?|aims? to|want(?:s|ed)? to|would(?! not\b)|expect(?:s|ed)?"
    r"|whether|(?:was|been|were) (?:deferred|postponed|discussed)|(?:thinking|talk\w*|spoken) (?:of|about)|consider(?:s|ed|ing)"
    r"|appl(?:y|ied|ication|ications) for|asked for|asked (?:\w+ ){0,4}?to|(?<!that )(?<!who )offer(?:s|ed)|invited|quotations?"
    r"|look into)\b"
    rf"|['’](?:ll|d(?! {_HAD})) [a-z]"
)
_ONLY_AHEAD = "the closest sentence is about a plan, a wish or a question, not about what was done"
_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|which|who|though|although|while|until)\b")
_NOT_YET = any_case(r"\b(?:no|not|n['’]t|none|nobody)\b[^.,;]{1,40} yet\b|\bnot yet\b|\byet to\b")
_TAIL = any_case(r"\s(?:in|on|at|for|by|from|with|to|during|under|after|before|between|into|since)\s[^,;]*$")
_DONE = re.compile(
    r" (\w+ed|built|bought|sold|made|given|held|won|lost|paid|sent|taken|kept|chosen|written|drawn|begun|spent|cut|put|set)\W*$"
)  # "Has the lift at the station been built?": what is asked stands behind where
_HOW_DONE = any_case(
    rf"\W*{JOINT}how (?:was|were|is|are|has|have|had) [^,;?]*?"
    r" (?P<did>(?!supposed|used|meant|called|based|related|involved|concerned|affected)\w{3,}ed|chosen|bought|sold|written|paid)\b"
)
_WHO_DID = any_case(rf"^\W*{JOINT}who(?:m)? (?:has |have |had )?(?P<did>[a-z]+)\b")
_WHICH_DID = any_case(
    rf"\W*{JOINT}which (?:[a-z]+ ){{1,2}}?(?:of (?:the |these |those )?[\w’' -]+? )?"
    r"(?P<did>[a-z]{3,}ed|won|made|led|built|kept|paid|sold|bought|ran|lost|spent|wrote|chose) "
)
_WHAT_DID = any_case(rf"\W*{JOINT}what (?:did|has|have|had) (?P<rest>[^,;:?]+)")
_OBJECT = any_case(r"(?<=\w) (?:the|its|their|our|his|her|a|an|any) (?:[\w’'-]+ )?[\w’'-]+$")
_THE_THING = re.compile(  # not where or when it was done, which what stands around a sentence may tell
    r"(?<!\bin )(?<!\bat )(?<!\bon )(?<!\bby )(?<!\bfrom )(?<!\bduring )(?<!\bsince )(?<!\bafter )(?<!\bbefore )(?<!\bunder )"
    r"\b(?:the|its|their|our|his|her|this) (?P<thing>(?:[a-z][\w’'-]* )?[a-z][\w’'-]*)"
)
_OF_WHOM = re.compile(r"\w* of (?:the )?(?!(?:last|this|that|each|every) )([a-z]+)")
_BEHIND = re.compile(
    r"(?P<before>[^.;]*)(?:: |\b(?:was|were|is|are|(?:rose|fell|grew|dropped|went (?:up|down)) (?:to|from)|came to|reached|totalled"
    r"|numbered|counted) )"
    rf"(?!{YEAR}\b)\d[\d,]*"
)
_MANY_PLACES = frozenset(f"{place[:-1]}ies" if place.endswith("y") else f"{place}s" for place in PLACES)
_A_FEW_PLACES = any_case(rf"(?:{COUNT.pattern}) (?:[\w-]+ ){{0,2}}?(?:{'|'.join(sorted(_MANY_PLACES))})\b")
_CELLS = re.compile(r"(?: \d[\d.,]*){2,}$")
_LABELLED = re.compile(r"[A-Z][^\d:|]{1,40}: ")
_LIGHT = frozenset(
    "spoke talked mentioned find found get got put go went gone come came see saw seen become became use used enough still ever yet"
    " anybody anyone anything anywhere somebody someone something way ways".split()
)
_NOTHING = EMPTY.union(_LIGHT, KIND_WORDS, ASKS_ALONE, EVERYDAY)
_HOW_LONG = any_case(r"(?<=\bhow long )(?P<does>.*)\blast(?:s|ed)?\b")
_ONE_THING = any_case(rf"\W*{JOINT}(?:who|whom|when|how (?:many|much|long)|what (?:year|date|number|share))\b")
_SAYS_OF = any_case(
    r"\bwhat (?:did|does|do|has|have) [^,;:?]+? (?:say|said|think|thought|feel|felt|suggest|argue|mention|propose|ask|answer|reply)"
    r"(?: when (?:\w+ )?asked)? (?:about|of|on|regarding) (?P<what>[^,;:?]+?)\W*$"
)


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A quoted sentence, the one before it, and what stands above it: headings, the title, the name of the file."""

    text: str
    before: str = ""
    above: str = ""


def missed(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Return in words what the quoted sentences miss of a question, the surest first; ``None`` where they miss nothing."""
    checks = (
        another_year,
        another_place,
        no_decision,
        only_ahead,
        deed_untold,
        uncounted,
        hardly_met,
        not_on_the_thing,
        not_on_the_matter,
        not_now,
    )
    return next(filter(None, (check(question, said) for check in checks)), None) if said else None


def another_year(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where one year is asked for and what is quoted names others only; causes may be of other years than the change."""
    asked = set(_YEAR.findall(question))
    if len(asked) != 1 or (change_asked(question) and any(asked <= _years(one.above) for one in said)):
        return None
    (year,) = asked
    own, most = _own(question), _nearest(question, said)
    of_it = [one for one in said if year in (_years(one.text) or _years(one.before))]
    if any(is_row(one.text) or 2 * _shared(own, one) >= _shared(own, most) for one in of_it):
        return None
    if _years(most.text):
        return f"what is quoted here is about another year than {year}"
    if any(year in _years(f"{one.above} {one.before} {one.text}") for one in said):
        return None
    return f"none of the sentences quoted here is dated {year}"


def no_decision(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where it is asked what was decided and nothing quoted tells of a decision."""
    told = "none of the sentences quoted here tells of a decision"
    return told if undecided(question, [(one.text, one.above) for one in said]) else None


def another_place(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where a place is asked for that nothing quoted speaks of, and the nearest sentence itself names another."""
    asked = list(_PLACED.finditer(question))
    own = set(words(question))
    most = _nearest(question, said)
    own_places = list(_PLACED.finditer(most.text)) or list(_PLACED.finditer(most.before))
    others = [match for match in own_places if own.isdisjoint(words(match["name"]))]
    if not (asked and others):
        return None
    elsewhere = {stem(word) for match in others for word in words(match["name"])}
    spoken = [stem_set(f"{one.before} {one.text}") for one in said]
    above = [here for one in said if (here := stem_set(one.above)).isdisjoint(elsewhere)]
    present = frozenset[str]().union(*spoken, *above)
    ways = {match["at"] for match in others}
    name = next((m["name"] for m in asked if m["at"] in ways and present.isdisjoint(stems(m["name"]))), None)
    return f"none of the sentences quoted here mentions {name}" if name else None


def another_one(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where one of several is asked for by its place among them, "the third phase", and nothing quoted speaks of that."""
    present = _present(said)
    left = (word for word in _ORDINAL.findall(question.lower()) if stem(word) not in present)
    word = next((word for word in left if present.isdisjoint(_in_figures(word))), None)
    return f"none of the sentences found mentions the {word}" if word else None


def _in_figures(ordinal: str) -> set[str]:
    """Return "3rd", "3" and "iii" for "third"."""
    n = ORDINALS.index(ordinal) + 1
    return {f"{n}{'nd' if n == 2 else 'rd' if n == 3 else 'th'}", str(n), "ii iii iv v vi vii viii ix x".split()[n - 2]}


def only_ahead(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where it is asked what was done, and what is quoted tells of plans, wishes or questions, or that it was not done."""
    if _OF_TALK.search(question):
        return None
    if not _WAS_DONE.match(question):
        return _not_as_a_deed(question, said)
    clauses = [QuotedSentence(clause) for clause in _CLAUSE.split(_nearest(question, said).text)]
    most = _nearest(question, clauses).text
    if _NOT_YET.search(most):
        return None if _WHETHER.match(question) else "the closest sentence says that it had not been done yet"
    return _ONLY_AHEAD if _AHEAD.search(most) else None


def _not_as_a_deed(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where "What did it save?" is asked and the word for it stands only in what will be: "no wording will save it"."""
    match = _WHAT_DID.match(question)
    rest = words(_OBJECT.sub("", _without_tails(match["rest"]))) if match else []
    if not rest or rest[-1] in _NOTHING or rest[-1] in words(" ".join(names_in(question))):
        return None
    clauses = [clause for one in said for clause in _CLAUSE.split(one.text)]
    done = [clause for clause in clauses if stem(rest[-1]) in stems(clause)]
    return _ONLY_AHEAD if done and all(map(_AHEAD.search, done)) else None


def deed_untold(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where it is asked who or which did a thing, whether or how it was done, and a word for it is in nothing quoted."""
    is_brief = sum(word not in _NOTHING for word in words(question)) <= SHORT
    if did := _WHO_DID.match(question) or _WHICH_DID.match(question) or (is_brief and _HOW_DONE.match(question)):
        itself = " ".join(names_in(question))  # a foundation is not said to have been founded
        alone = _left(did["did"], [replace(one, text=without_causes(one.text, question)) for one in said], itself)
        if did.re.pattern == _HOW_DONE.pattern:  # "matched" is told by "paired"
            alone = _without_akin(alone, said)
        return _nothing_of(alone[0], question) if alone else None
    if not _WHETHER.match(question):
        return None
    rest = _without_tails(question.split("?")[0])
    last = _DONE.search(question.split("?")[0])
    rest += f" {last[1]}" if last else ""
    named = {word for name in names_in(question) for word in words(name)}
    left = [word for word in _left(rest, said) if word not in named]
    return _nothing_of(left[-1], question) if left else None


def _without_tails(rest: str) -> str:
    """Return the end of a question without its phrases behind a preposition, as long as two words are left."""
    rest = rest.rstrip(" .!")
    while (shorter := _TAIL.sub("", rest)) != rest and len(words(shorter)) > 2:
        rest = shorter
    return rest


def uncounted(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where things are to be counted, or a sum or a length is asked for, and nothing quoted has the form of one."""
    form = typed_answer(question)
    if form is None or any(is_row(one.text) or _counts(question, form, one.text) for one in said):
        return None
    return "none of the sentences quoted here contains a number of the kind asked for"


def _counts(question: str, form: re.Pattern[str], text: str) -> bool:
    """Say whether a text has a number of the form, and not of others than are named: "members of the public" are of no council."""
    if any(_counted_behind(question, match["before"]) for match in _BEHIND.finditer(text)):
        return True
    if not _MANY_PLACES.isdisjoint(counted_in(question)) and _A_FEW_PLACES.search(text):
        return True
    own = set(stems(question))
    elsewhere = bool(names_in(question)) and own.isdisjoint(stems(" ".join(names_in(f", {text}"))))
    of = (_OF_WHOM.match(text, match.end()) for match in form.finditer(text))
    return any(not (elsewhere and whom and own.isdisjoint(stems(whom[1]))) for whom in of)


def _counted_behind(question: str, before: str) -> bool:
    """Say whether the things to be counted stand before a number: "The meals were counted: 212,000"."""
    counted = counted_in(question)[:1]
    return bool(counted) and stem(counted[0]) in stems(before)


def hardly_met(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where one thing is asked for and each sentence that may hold it leaves half of the question's words unsaid."""
    if not _asks_one_thing(question):
        return None
    own = [word for word in words(question) if word not in _NOTHING]
    each = [[one] for one in said if fits(question, one.text)]
    read = [said] if not each or any(is_row(one.text) for one in said) else each  # a row is read with what is quoted over it
    asked = _HOW_LONG.sub(r"\g<does>", question)  # that it lasts need not be said
    left = min((_left(asked, together) for together in read), key=len)
    if not left or 2 * len(left) < len(own) + (len(own) > SHORT):
        return None
    nowhere = [word for word in left if word in _left(question, said)]
    if not nowhere:
        return f"the sentence quoted here that may answer says nothing about “{_as_asked(left[0], question)}”"
    return _nothing_of(nowhere[0], question)


def not_on_the_thing(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where one thing, not a group or general noun, is asked of "the sauna" and nothing quoted has that word."""
    if not _asks_one_thing(question):
        return None
    left = set(_left(question, said)).difference(CLASSES, GROUPS)
    things = [word for match in _THE_THING.finditer(question) for word in words(match["thing"]) if word in left]
    alone = _without_akin(things, said)
    return _nothing_of(alone[0], question) if alone else None


def _asks_one_thing(question: str) -> bool:
    """Say whether one thing is asked for, among them what a label tells: the salary of a post is of no other."""
    return bool(_ONE_THING.match(question) or labels_for(question))


def not_on_the_matter(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where it is asked what somebody says about a thing of a word or two, and nothing quoted has any of them."""
    match = _SAYS_OF.search(question)
    matter = [word for word in words(match["what"]) if word not in _NOTHING] if match else []
    left = _left(" ".join(matter), said)
    if not matter or len(matter) > BRIEF or len(left) < len(matter):
        return None
    return _nothing_of(matter[-1], question)


def not_now(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where it is asked whether something is still so, and nothing quoted tells of an end, or of how it is now."""
    if not _STILL.match(question) or any(_GOES_ON.search(one.text) for one in said):
        return None
    return "none of the sentences quoted here says whether that is still so"


def _nothing_of(word: str, question: str) -> str:
    return f"none of the sentences quoted here says anything about “{_as_asked(word, question)}”"


def _as_asked(word: str, question: str) -> str:
    """Return the name in a question that a word is part of, with the capitals before it, else the word."""
    name = next((name for name in names_in(question) if word in words(name)), None)
    whole = name and re.search(rf"(?<= )(?:[A-Z][\w'’-]* )*{re.escape(name)}", question)
    return whole[0] if whole else word


def _without_akin(left: Sequence[str], said: Sequence[QuotedSentence]) -> list[str]:
    """Return those of the words left for which no other word of WordNet is present either."""
    present = _present(said)
    return [word for word in left if akin(stem(word)).isdisjoint(present)]


def _left(question: str, said: Sequence[QuotedSentence], named: str = "") -> list[str]:
    """Return the words of a question that no quoted sentence and nothing above has; ``named`` are of no other's family."""
    present = _present(said)
    family = present.difference(stems(named))
    labels = labels_for(question)
    told = asked_by(question) if labels and any(labels.match(one.text) for one in said) else ()
    left = (w for w in words(question) if w not in _NOTHING and not w.isdigit() and stem(w) not in told)
    return [w for w in left if not _is_met(w, present, family)]


def _present(said: Sequence[QuotedSentence]) -> frozenset[str]:
    """Return the stems of quoted sentences and of what stands before and above them; a sum in them is money, a span has ends."""
    whole = " ".join(f"{one.above} {one.before} {one.text}" for one in said)
    told = "money cost" if SUM.search(whole) else ""
    return stem_set(f"{whole} {told} {' '.join(ENDS) if SPAN.search(whole) else ''}")


def _is_met(word: str, present: Collection[str], family: Collection[str]) -> bool:
    """Say whether a word, another for it, or one of its ``family`` is present."""
    root = stem(word)
    if root in present or not synonyms(root).isdisjoint(present):
        return True
    return len(root) >= 4 and any(len(p) >= 4 and (p.startswith(root) or root.startswith(p)) for p in family)


def _years(text: str) -> set[str]:
    """Return the years that a text names, in figures or as they are spoken, of "2025/26" its first year too."""
    found = set(_YEAR.findall(text)) | years_said(text)
    return found | {year[:4] for year in found}


def _own(question: str) -> set[str]:
    return {stem(word) for word in words(question) if word not in EMPTY and not word.isdigit()}


def _shared(own: Collection[str], one: QuotedSentence) -> int:
    return len(set(own).intersection(stems(one.text)))


def _nearest(question: str, said: Sequence[QuotedSentence]) -> QuotedSentence:
    """Return the quoted sentence that has most of the question's words, the first of several."""
    own = _own(question)
    return max(said, key=lambda one: _shared(own, one))


def is_row(text: str) -> bool:
    """Say whether a text is rather a row of figures than a sentence, or than one thing behind its label ("Pay: £9 to £12")."""
    if _LABELLED.match(text) and not _CELLS.search(text):
        return False
    return bool(_CELLS.search(text)) or 2 * len(re.findall(r"\d[\d.,]*", text)) >= len(re.findall(r"[^\W\d_]+", text))
