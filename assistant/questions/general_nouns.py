"""General nouns: words for a kind of thing, which do not tell which one is meant ("the programme", "the Act", "the council")."""

from __future__ import annotations

UNDERTAKINGS = tuple("programme program scheme project initiative pilot pilots".split())
PROGRAMMES = (*UNDERTAKINGS, *"deal plan strategy campaign partnership fund grant framework model approach".split())
LAWS = ("act", "law", "bill")
DOCUMENTS = tuple("report study review paper research survey evaluation".split())
WORKS = (*DOCUMENTS, *"book film show series game song".split())
THINGS = tuple("service product team company chain animal country city language festival season platform tool system".split())
PARTS = tuple(
    "areas sites results findings outcomes outcome cost costs budget money funding lessons conditions objectives recommendations"
    " elements steps stages levels aim aims goal goals purpose target targets deadline timetable partners participants members"
    " mentors".split()
)
ROLES = tuple(
    "chair chairman chairwoman chairperson director manager leader lead head coordinator secretary treasurer president"
    " founder".split()
)
CLASSES = (*PROGRAMMES, *LAWS, *WORKS, *THINGS, *PARTS, *ROLES)
"""All of them."""

PERSONS = tuple(
    "people participants members families households patients residents children adults students pupils users volunteers mentees"
    " mentors fellows trainees women men mothers parents practices organisations organizations".split()
)
"""Those who may take part in something."""

GROUPS = tuple(
    "agency association authority board church committee company council department foundation government hospital ministry"
    " residents school society trust university".split()
)
"""Those who do things together."""

PLURAL = (
    r"(?:(?!(?:is|was|has|does|this|its|us|across|towards|kinds|types|sorts|ways|days|steps)\b)[^\W\d_]{3,}(?<![su])s"
    r"|people|children|men|women)"
)
"""A word for several of them."""

PLACES = tuple("area place location region district borough county town village city neighbourhood site".split())
