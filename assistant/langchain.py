"""Our retriever as a LangChain ``BaseRetriever``, so that other people's chains can search this corpus.

    from assistant.langchain import CorpusRetriever
    retriever = CorpusRetriever.open(data=".assistant", k=5)
    documents = retriever.invoke("Who funded the research in Coventry?")

Each document's metadata holds its citation id, title, kind, date, locator and score.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.ask import Assistant
from assistant.settings import Settings


class CorpusRetriever(BaseRetriever):
    """Return the ``k`` best passages of a data folder, of the documents that pass the filters."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 10
    filters: tuple[str, ...] = ()

    @classmethod
    def open(cls, data: str | Path = ".assistant", *, k: int = 10, filters: tuple[str, ...] = ()) -> Self:
        """Open the index in a data folder. Raises IndexMissing, IndexMismatch, StoreUnavailable."""
        return cls(assistant=Assistant.open(Settings.load(data=Path(data))), k=k, filters=filters)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(page_content=passage.text, id=passage.citation_id, metadata=_metadata(passage.to_dict()))
            for passage in self.assistant.search(query, self.k, self.filters)
        ]


def _metadata(passage: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in passage.items() if key != "text"}
