"""The LangChain face returns what a search returns, with the way back to the source."""

from __future__ import annotations

from pathlib import Path

from assistant.langchain import CorpusRetriever


def test_the_retriever_gives_passages_with_their_citation_ids(ingested: Path) -> None:
    retriever = CorpusRetriever.open(ingested, k=3)
    documents = retriever.invoke("How long is the harbour wall?")
    passages = retriever.assistant.search("How long is the harbour wall?", 3)
    assert [(d.page_content, d.id) for d in documents] == [(p.text, p.citation_id) for p in passages]
    assert documents[0].metadata["rank"] == 1 and documents[0].metadata["document"] == passages[0].document
