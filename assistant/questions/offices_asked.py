"""Questions that name somebody by an office, or ask for one.

"What did the chief engineer say?", "does the chair agree?" ask for the words of whoever holds it (:func:`by_office`); "who is the
chair?", "who chaired it?" for the name (:func:`holder_asked`); "what is Emma Gammon's role?" for the office (:func:`office_asked`);
"who is in the cabinet?" for those who belong to a body (:func:`members_asked`), "who sent apologies?" for who was at a meeting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.openings import IS, JOINT
from assistant.text.carried_subject import LEAD
from assistant.text.offices import AN_OFFICE, ONE_WHO, PERSON
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, content_stems, stem_set, words

_SAYS = (
    r"(?:say|said|think|thought|tell|told|answer|answered|reply|replied|argue|argued|ask|asked|want|wanted|propose|proposed|suggest"
    r"|suggested|recommend|recommended|warn|warned|promise|promised|agree|agreed|believe|believed|explain|explained|mean|make|feel"
    r"|felt|report|reported|find|found|expect|fear|object|disagree|support|oppose|like|prefer|see|call|describe|mention|react|respond)"
)
_OFFICE = r"(?P<the>the (?P<office>(?:[\w’'-]+ ){0,8}?[\w’'-]*\w))"
_ONE_WHO = any_case(rf"\b{ONE_WHO}$")
_OF = re.compile(r" (?:of|for|at|in|on|from|to|with)\b")
_FORMS = (
    any_case(rf"\b(?:did|does|do|has|have|would|will|can|could|was|is) {_OFFICE} (?:\w+ly )?{_SAYS}\b"),
    any_case(rf"{_OFFICE}(?:['’]s|(?<=s)['’]) (?:own )?(?:views?|opinion|position|answer|response|reply|advice)\b"),
    any_case(rf"\baccording to {_OFFICE}(?=\W*$|,)"),
    any_case(rf"(?:{LEAD})?(?:and|but|so)? ?(?:what (?:about|of) )?{_OFFICE}\W*"),
)
_WORDS = r"(?:[\w’'&.-]+ ){0,9}?[\w’'&-]*\w"
_HOLDER = any_case(
    rf"(?:{LEAD})?{JOINT}(?:"
    r"who (?P<did>chair(?:s|ed)|leads?|led|runs|ran)"
    r"|who(?:['’]s| is| was)? (?P<does>chair(?:s|ed)|leads?|led|heads|headed|directs?|directed|runs|ran|in charge|responsible)"
    r"(?: (?:of|for|at) (?:the )?| )(?P<of>[\w’'& .-]{2,60}?)"
    rf"|(?P<body>{_WORDS}) (?P<short>C[EFOTI]O|chief exec(?:utive)?(?: officer)?)"
    r"|(?:who(?:['’]s| became| (?:was|were) (?:elected|chosen|appointed)(?: as)?| is| was| are)"
    rf"|(?:what(?:['’]s| is| was) )?(?:the )?(?P<name>name of)) (?:the )?(?P<office>{_WORDS})"
    r")\W*"
)
_DOES = {"chair": "chair", "lead": "leader", "led": "leader", "direct": "director"}
_WHOSE = re.compile(r"(?P<of>.+?)(?:['’]s|(?<=s)['’]) (?P<what>.+)")
_POST = (
    any_case(
        rf"(?:{LEAD})?what(?:['’]s| is| was) (?P<name>(?-i:{PERSON}))['’]s? (?:role|job|position|post|(?:job )?title|office)\b.*"
    ),
    any_case(rf"(?:{LEAD})?(?:what does (?P<name>(?-i:{PERSON})) do|who(?:['’]s| is| was) (?P<whom>(?-i:{PERSON})))\W*"),
)
_PEOPLE = (
    r"\b(?:board|cabinet|committee|council|governors|directors|trustees|members|officers|staff|team|managers|panel|leadership"
    r"|executives|councillors|partners|leaders|attendees|speakers|authors)\b"
)
_BODY = r"(?:the |its |their )?(?:names of (?:the )?)?(?P<body>(?:[\w’'&.-]+ ){0,10}?[\w’'&-]*\w)\W*"
_LIST = rf"(?:{LEAD})?(?:please )?(?:list|name)(?: me)?(?: all)? {_BODY}"
_BELONG = rf"(?:{LEAD})?who{IS}? (?:all )?(?:in|on|sits on|serves on|makes? up|made up) {_BODY}"
_ARE = rf"(?:{LEAD})?who (?:are|were)(?: all)? {_BODY}"
_WORK = any_case(rf"(?:{LEAD})?who (?:works?|worked) (?:at|for) {_BODY}")
_MEMBERS = tuple(map(any_case, (_LIST, _BELONG, _ARE)))
_OF_WHICH = re.compile(r"(?P<what>.+?)(?<!board) (?:of|at|for|in|on) (?P<of>.+)")
_OF_PEOPLE = any_case(_PEOPLE)
_ATTENDING = stem_set(
    "attended came come didnt all else present absent missing away sent gave made offered tendered apologies meeting council"
    " committee board session hearing agm minutes forum panel"
)
_MEETING = r"(?:\W*|.*\b(?:meeting|council|committee|board|session|hearing|agm|minutes|forum|panel)\b.*)"
_PRESENT = any_case(rf"(?:{LEAD})?who (?:all |else )?(?:attended|came|(?:was|were) (?:present|there|at|in attendance))\b{_MEETING}")
_ABSENT = any_case(
    rf"(?:{LEAD})?who (?:all |else )?(?:sent|gave|made|offered|tendered) (?:(?:in|their|his|her) )?apologies\b.*",
    rf"(?:{LEAD})?who (?:was|were) (?:absent|missing|away|not (?:present|there))\b{_MEETING}",
    rf"(?:{LEAD})?who (?:did not|didn['’]t) (?:attend|come)\b{_MEETING}",
)


def by_office(question: str) -> tuple[str, str] | None:
    """Return the words by which a question names whose words it asks for, "the chief engineer", and the office; else ``None``."""
    found = (form.fullmatch(question) if form is _FORMS[-1] else form.search(question) for form in _FORMS)
    match = next((match for match in found if match), None)
    return (match["the"], match["office"]) if match and _ONE_WHO.search(_OF.split(match["office"])[0]) else None


def holder_asked(question: str) -> str | None:
    """Return the office of which a question asks who holds it, "chair of the board"; ``None`` for any other."""
    match = _HOLDER.fullmatch(question)
    if match is None:
        return None
    if match["name"] and not AN_OFFICE.search(match["office"]):  # "the name of our galaxy"
        return None
    if match["office"]:
        whose = _WHOSE.fullmatch(match["office"])
        return f"{whose['what']} of {whose['of']}" if whose and AN_OFFICE.search(whose["what"]) else match["office"]
    if match["body"]:
        return f"{match['short']} of {match['body']}"
    does = (match["does"] or match["did"]).lower()
    office = next((office for verb, office in _DOES.items() if does.startswith(verb)), "head")
    if not set(words(match["of"] or "")) <= STOP_WORDS:
        return f"{office} of {match['of']}"
    return None if office == "head" else office  # "Who is in charge there?"


def names_office(question: str) -> bool:
    """Say whether a question asks who holds an office, and calls it by name: "Who is the clerk?", and not "Who led the change?"."""
    match = _HOLDER.fullmatch(question)
    return match is not None and bool(AN_OFFICE.search(match["office"] or match["short"] or ""))


def office_asked(question: str) -> str | None:
    """Return the person of whom a question asks who he or she is, or what office he or she holds; ``None`` for any other."""
    match = next((match for form in _POST if (match := form.fullmatch(question))), None)
    name = next(filter(None, match.groupdict().values())) if match else None
    return None if name and AN_OFFICE.search(name) else name


@dataclass(frozen=True, slots=True)
class Body:
    """A body of people that is asked after: the words that it is called by, and those for whose it is."""

    called: frozenset[str]
    of: frozenset[str]


def members_asked(question: str) -> Body | None:
    """Return the body whose members a question asks for, "trustees" of "the port"; ``None`` for any other question."""
    if match := _WORK.fullmatch(question):
        return Body(frozenset({"team"}), _words(match["body"]))
    match = next((match for form in _MEMBERS if (match := form.fullmatch(question))), None)
    if match is None or not _OF_PEOPLE.search(match["body"]):
        return None
    whose = _WHOSE.fullmatch(match["body"]) or _OF_WHICH.fullmatch(match["body"])
    body, of = (whose["what"], whose["of"]) if whose else (match["body"], "")
    return Body(_words(body), _words(of)) if _OF_PEOPLE.search(body) else None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether those "present" at a meeting or "absent" from it are asked for, and the stems that tell which meeting."""

    kind: str
    meeting: frozenset[str]


def attendance_asked(question: str) -> Attendance | None:
    """Return whose attendance of which meeting a question asks for; ``None`` for any other question."""
    kind = "present" if _PRESENT.fullmatch(question) else "absent" if _ABSENT.fullmatch(question) else None
    return Attendance(kind, content_stems(question) - _ATTENDING) if kind else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if word not in STOP_WORDS and not word.isdigit())
