"""Questions for who belongs to a body, or was at a meeting: "Who is in the cabinet?", "List the staff", "Who sent apologies?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.carried_subject import LEAD
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, words

_PEOPLE = (
    r"\b(?:board|cabinet|committee|council|governors|directors|trustees|members|officers|staff|team|managers|panel|leadership"
    r"|executives|councillors|partners|leaders|attendees|speakers|authors)\b"
)
_BODY = r"(?:the |its |their )?(?:names of (?:the )?)?(?P<body>(?:[\w’'&.-]+ ){0,10}?[\w’'&-]*\w)\W*"
_LIST = rf"(?:{LEAD})?(?:please )?(?:list|name)(?: me)?(?: all)? {_BODY}"
_BELONG = rf"(?:{LEAD})?who(?:['’]s| is| was| are| were)? (?:all )?(?:in|on|sits on|serves on|makes? up|made up) {_BODY}"
_ARE = rf"(?:{LEAD})?who (?:are|were)(?: all)? {_BODY}"
_WORK = any_case(rf"(?:{LEAD})?who (?:works?|worked) (?:at|for) {_BODY}")
_FORMS = tuple(map(any_case, (_LIST, _BELONG, _ARE)))
_WHOSE = re.compile(r"(?P<of>.+?)(?:['’]s|(?<=s)['’]) (?P<body>.+)")
_OF = re.compile(r"(?P<body>.+?)(?<!board) (?:of|at|for|in|on) (?P<of>.+)")
_OF_PEOPLE = any_case(_PEOPLE)


_MEETING = r"(?:\W*|.*\b(?:meeting|council|committee|board|session|hearing|agm|minutes|forum|panel)\b.*)"
_PRESENT = any_case(rf"(?:{LEAD})?who (?:all |else )?(?:attended|came|(?:was|were) (?:present|there|at|in attendance))\b{_MEETING}")
_ABSENT = any_case(
    rf"(?:{LEAD})?who (?:all |else )?(?:sent|gave|made|offered|tendered) (?:(?:in|their|his|her) )?apologies\b.*",
    rf"(?:{LEAD})?who (?:was|were) (?:absent|missing|away|not (?:present|there))\b{_MEETING}",
    rf"(?:{LEAD})?who (?:did not|didn['’]t) (?:attend|come)\b{_MEETING}",
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body of people that is asked after: the words that it is called by, and those for whose it is."""

    called: frozenset[str]
    of: frozenset[str]


def members_asked(question: str) -> Body | None:
    """Return the body whose members a question asks for, "trustees" of "the port"; ``None`` for any other question."""
    if match := _WORK.fullmatch(question):
        return Body(frozenset({"team"}), _words(match["body"]))
    match = next((match for form in _FORMS if (match := form.fullmatch(question))), None)
    if match is None or not _OF_PEOPLE.search(match["body"]):
        return None
    whose = _WHOSE.fullmatch(match["body"]) or _OF.fullmatch(match["body"])
    body, of = (whose["body"], whose["of"]) if whose else (match["body"], "")
    return Body(_words(body), _words(of)) if _OF_PEOPLE.search(body) else None


def attendance_asked(question: str) -> str | None:
    """Return whether a question asks who was "present" at a meeting or "absent" from it; ``None`` for any other question."""
    return "present" if _PRESENT.fullmatch(question) else "absent" if _ABSENT.fullmatch(question) else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if word not in STOP_WORDS and not word.isdigit())
