"""The address from which answers are exported: one answer, or a whole conversation, in any of the formats of references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from assistant.chat.history import Conversations
from assistant.references import FORMATS, export

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from assistant.references.works import Described


def route(kept: Conversations, documents: Callable[[], Mapping[str, Described]], reader_of: Callable[[Request], str]) -> Route:
    """Return the address /export: one answer of a conversation, or all of it where no answer is named."""
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    def take(request: Request) -> Response:
        asked = request.query_params
        format_, index = asked.get("format", "plain"), asked.get("answer", "")
        exchanges = kept.read(reader_of(request), asked.get("conversation", ""))
        if index:
            exchanges = exchanges[int(index) : int(index) + 1] if index.isdecimal() else ()
        answers = [exchange.answer for exchange in exchanges if exchange.answer is not None]
        if not answers or format_ not in FORMATS:
            return PlainTextResponse(f"there is no such answer, or no such format; formats are {', '.join(FORMATS)}", 404)
        chosen = FORMATS[format_]
        shown = "inline" if format_ == "html" else "attachment"
        headers = {"Content-Disposition": f'{shown}; filename="answer.{chosen.suffix}"'}
        return Response(export(answers, documents(), format_), media_type=chosen.media_type, headers=headers)

    return Route("/export", take)
