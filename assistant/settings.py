"""Every choice a user can make, in one frozen value: defaults < assistant.toml < ASSISTANT_* environment < flag.

Keys of model providers are never settings; they stay in the providers' own variables.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from assistant.errors import SettingsError
from assistant.settings_sources import DATA, FILE, MOST_DAYS, from_environment, from_file, typed


class Settings(BaseModel):
    """The choices in force for one run. Build it with :meth:`load`; change it with ``model_copy(update=...)``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(DATA, validate_default=True, description="folder of the catalog and the vectors")
    corpus: Path = Field(Path("corpus"), description="folder that `serve` ingests on its first start")
    catalog: str | None = Field(
        None, description="postgresql://user@host/name of a catalog that machines share; by default SQLite in the data folder"
    )
    chroma: str | None = Field(None, description="http://host:port of a Chroma server; by default embedded in the data folder")
    ray: str | None = Field(
        None, description="address of a Ray cluster that reads and embeds what is ingested; by default this machine"
    )
    embedder: str = Field("all-MiniLM-L6-v2", description="the built-in model, or sentence-transformers:NAME")
    model: str | None = Field(
        None, description="provider:name of a chat model, such as ollama:qwen3, or gguf:FILE; none quotes the sources"
    )
    model_url: str | None = Field(None, description="base URL of an OpenAI-compatible server")
    model_timeout_seconds: float = Field(60.0, gt=0, description="how long a chat model may stay silent")
    model_context_tokens: int = Field(4096, ge=1024, description="tokens that a chat model reads and writes at most for one answer")
    unsupported: Literal["grey", "drop"] = Field(
        "grey", description="show what a chat model wrote and no source bears out greyed, or drop it with a note"
    )
    judge: str | None = Field(
        None, description="provider:name of a model asked about sentences in doubt, or nli:NAME; by default words and likeness only"
    )
    chunk_pieces: int = Field(160, ge=32, le=190, description="word pieces of a chunk at most, its context not counted")
    passage_chars: int = Field(2000, ge=200, le=8000, description="characters of a passage at most")
    sentence_vectors: bool = Field(True, description="embed each sentence too; finer ranking, in no more time")
    keyword_weight: float = Field(0.45, ge=0, le=1, description="share of keyword evidence in the fused score; 0 is vectors only")
    decline_below: float = Field(0.4, ge=0, le=1, description="confidence under which a question is declined")
    read_seconds: float = Field(
        120.0, ge=1, le=1e6, description="seconds of the processor that a file may take to be read, or one of its scanned pages"
    )
    read_megabytes: int = Field(2048, ge=256, description="memory a file may take to be read")
    host: str = Field("127.0.0.1", description="address of the chat")
    port: int = Field(7860, ge=1, le=65535, description="port of the chat")
    api: bool | None = Field(None, description="HTTP interface under /api; by default only where host is this machine")
    hosts: str = Field("", description="further names under which the chat is reached, separated by commas")
    users: str | None = Field(None, description="NAME:HASH of those who may sign in; by default the file users in the data folder")
    keep_days: float | None = Field(
        None, gt=0, le=MOST_DAYS, description="a chat deletes records, feedback and conversations that are older"
    )
    session_hours: float = Field(12, gt=0, description="how long a sign-in lasts without use")
    asks_per_minute: int = Field(30, ge=0, description="questions and searches of one reader in a minute; 0 is no limit")
    uploads_per_hour: int = Field(60, ge=0, description="files that one reader may add in an hour; 0 is no limit")
    upload_mb: int = Field(200, ge=1, le=1_000_000, description="size of an added file at most, in megabytes")
    upload_files: int = Field(20, ge=1, description="files added at once at most")
    added_mb_person: int = Field(2000, ge=0, description="files of one person together at most, in megabytes; 0 is no limit")
    added_mb: int = Field(10_000, ge=0, description="all added files together at most, in megabytes; 0 is no limit")
    private_hosts: str = Field("", description="hosts in the private network that pages may be fetched from, separated by commas")

    @field_validator("data", "corpus", "host", mode="before")
    @classmethod
    def _is_named(cls, place: object, info: ValidationInfo) -> object:
        if not str(place).strip():  # as of a variable that is not set: not this folder, and not every address
            raise ValueError("should name an address" if info.field_name == "host" else "should name a folder")
        return place

    @field_validator("data")
    @classmethod
    def _is_a_folder(cls, data: Path) -> Path:
        if data.exists() and not data.is_dir():
            raise ValueError("should be a folder")
        return data

    @field_validator("model", "judge", mode="before")
    @classmethod
    def _may_be_none(cls, model: object) -> object:
        return None if model in ("", "none") else model

    @field_validator("model")
    @classmethod
    def _names_a_provider(cls, model: str | None) -> str | None:
        if model is not None and not all(model.partition(":")):
            raise ValueError("should be provider:name, such as ollama:qwen3")
        return model

    @field_validator("chroma", "model_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("should be an address, such as http://127.0.0.1:8000")
        return url

    @property
    def is_local(self) -> bool:
        """Whether the chat listens where only this machine can reach it."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def private(self) -> frozenset[str]:
        """The hosts in the private network that may be fetched from."""
        return frozenset(host.strip().lower() for host in self.private_hosts.split(",") if host.strip())

    @property
    def serves_api(self) -> bool:
        """Whether the HTTP interface answers: as chosen, else only to this machine."""
        return self.is_local if self.api is None else self.api

    def typed(self, command: str) -> str:
        """Return a command as it is to be typed to work on what these settings do."""
        return typed(command, self.data, self.chroma, self.catalog)

    @classmethod
    def load(cls, *, file: Path = FILE, environment: Mapping[str, str] | None = None, **flags: Any) -> Self:
        """Gather the settings of this run; a flag that is ``None`` was not given.

        Raises SettingsError naming the unknown or ill-typed setting and where it was found.
        """
        environment = os.environ if environment is None else environment
        merged: dict[str, Any] = {}
        found: dict[str, str] = {}
        for place, values in (
            (str(file), from_file(file)),
            ("the environment", from_environment(environment)),
            ("the command line", {k: v for k, v in flags.items() if v is not None}),
        ):
            cls._refuse_unknown(values, place)
            merged |= values
            found |= dict.fromkeys(values, place)
        try:
            return cls(**merged)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            why = (
                "should be a path"
                if first["type"] == "path_type"
                else first["msg"].removeprefix("Value error, ").partition(", unable to")[0]
            )
            given = str(first["input"]) if isinstance(first["input"], Path) else first["input"]
            raise SettingsError(
                f"setting {name!r} in {found.get(name, 'the defaults')} {why.removeprefix('Input ')}; it is {given!r}"
            ) from error

    @classmethod
    def _refuse_unknown(cls, values: Mapping[str, Any], place: str) -> None:
        for name in values:
            if name not in cls.model_fields:
                near = get_close_matches(name, cls.model_fields, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(cls.model_fields)}"
                raise SettingsError(f"unknown setting {name!r} in {place}{hint}")
