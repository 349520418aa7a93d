"""The command line keeps its contract: JSON on stdout, everything else on stderr, and exit codes that can be relied on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main as begin
from tests.cli.conftest import QUESTION, Run
from tests.conftest import write_files

ROOT = Path(__file__).resolve().parents[2]
EVENT = set("document action pages chunks seconds reason receipt".split())


def process(
    *arguments: object, cwd: Path, module: str = "assistant", before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", module, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


# -- ingest ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bag_of_words")
def test_ingest_prints_a_line_per_document_and_a_summary(run: Run, tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Good words.", "bad.xyz": "?"})
    result = run("ingest", corpus, "--json")
    *events, last = result.lines()
    assert result.code == 1 and result.err == ""
    assert all(set(event) == EVENT for event in events)
    assert {e["document"]: e["action"] for e in events} == {"a.txt": "added", "bad.xyz": "failed"}
    assert "no reader" in events[0 if events[0]["action"] == "failed" else 1]["reason"]
    assert last == {"summary": {"documents": 2, "added": 1, "failed": 1}}
    (corpus / "bad.xyz").unlink()
    again = run("ingest", corpus, "--json")
    assert (again.code, again.lines()[-1]) == (0, {"summary": {"documents": 1, "unchanged": 1}})


@pytest.mark.usefixtures("bag_of_words")
def test_ingest_names_a_file_once_and_counts_one_as_one(run: Run, tmp_path: Path) -> None:
    said = run("ingest", write_files(tmp_path / "c", {"a.txt": "Good words.", "bad.xyz": "?"})).out
    assert "a.txt  (1 chunk, " in said and "bad.xyz  (no reader for .xyz; these can be read" in said


@pytest.mark.usefixtures("bag_of_words")
def test_ingest_reports_and_prunes_what_has_vanished(run: Run, tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Good words.", "b.txt": "More."})
    run("ingest", corpus)
    (corpus / "a.txt").unlink()
    result = run("ingest", corpus, "--json")
    assert result.err == ""
    assert [line.get("action") for line in result.lines()] == ["unchanged", "missing", None]
    pruned = run("ingest", corpus, "--json", "--prune")
    assert pruned.err == ""
    assert [line.get("action") for line in pruned.lines()] == ["unchanged", "removed", None] and pruned.code == 0
    assert [line["id"] for line in run("list", "--json").lines()] == ["b.txt"]


# -- usage and failures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ingest", "nowhere"], 2, "nowhere: no such file or folder"),
        (["ingest", "ftp://host/a.pdf"], 2, "only addresses with http:// or https:// can be fetched"),
        (["ingest"], 2, "Missing argument"),
        (["ingest", ""], 2, "a path is empty, perhaps a variable of the shell that is not set; write . for this folder"),
        (["list", "--data", ""], 2, "Invalid value for '--data': name a folder"),
        (["ingset", "x"], 2, "No such command"),
        (["list", "--colour"], 2, "No such option"),
        (["search", "words", "-k", "0"], 2, "Invalid value for '-k': '0' is not a whole number from 1 on"),
        (["serve", "--port", "many"], 2, "'many' is not the number of a port"),
        (["--data", "x", "list"], 2, "--data stands behind the command, as in: assistant list --data x"),
        (["ask"], 2, "give either a question or --batch FILE"),
        (["ask", "  "], 2, "the question is empty"),
        (["search", ""], 2, "there are no words to look for"),
        (["ask", "words", "--model", "qwen3"], 2, "setting 'model' in the command line should be provider:name"),
        (["ask", "words", "--batch", "x"], 2, "give either a question or --batch FILE"),
        (["ask", "--batch", "x"], 2, "go together"),
        (["list"], 1, "nothing has been ingested into .assistant yet; run: assistant ingest FOLDER"),
        (["list", "--data", "my data"], 1, "run: assistant ingest FOLDER --data 'my data'"),
        (["list", "--data", sys.executable], 2, f"setting 'data' in the command line should be a folder; it is '{sys.executable}'"),
        (["ingest", ".", "--data", sys.executable], 2, "should be a folder; it is"),
        (["show", "a.txt"], 1, "nothing has been ingested"),
        (["search", "words"], 1, "nothing has been ingested"),
        (["ask", "words"], 1, "nothing has been ingested"),
        (["remove", "a.txt"], 1, "nothing has been ingested"),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr(arguments: list[str], code: int, message: str, run: Run) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (code, "")
    assert message in " ".join(result.err.split())


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("127.0.0.1", "of 127.0.0.1 is taken, perhaps by a chat that runs already; give another one with --port"),
        ("192.0.2.1", "192.0.2.1 is no address of this machine"),
        ("no such host", "the chat cannot listen at no such host"),
    ],
)
def test_an_address_that_cannot_be_had_is_said_before_anything_is_begun(host: str, message: str, run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--host", host, "--port", taken.getsockname()[1])
    assert (result.code, result.out) == (1, "") and message in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("option", "said"), [("--version", "research-assistant "), ("-h", "Usage: "), ("--help", "Usage: ")])
def test_what_it_is_and_what_it_can_do_is_told(option: str, said: str, run: Run) -> None:
    result = run(option)
    assert result.code == 0 and result.out.startswith(said) and result.err == ""


def test_a_missing_index_makes_no_folder(run: Run, tmp_path: Path) -> None:
    run("list", "--data", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_an_unknown_setting_is_refused_by_name(run: Run, ingested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assistant.toml").write_text("chunk_peices = 100\n")
    result = run("list", "--data", ingested)
    assert result.code == 2 and "unknown setting 'chunk_peices' in assistant.toml; did you mean 'chunk_pieces'?" in result.err
    (tmp_path / "assistant.toml").unlink()
    monkeypatch.setenv("ASSISTANT_MODLE", "x")
    result = run("list", "--data", ingested)
    assert result.code == 2 and "unknown setting 'modle' in the environment" in result.err


def test_a_reindex_by_an_unknown_embedder_is_a_wrong_setting(run: Run, ingested: Path) -> None:
    result = run("reindex", "--embedder", "nope", "--data", ingested)
    assert result.code == 2 and "unknown embedder 'nope'" in result.err


def test_a_stopped_command_says_what_is_kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.ingest.ingest", stop)
    result = run("ingest", tmp_path)
    assert result.code == 130 and "what was finished is kept" in result.err
    monkeypatch.setattr("assistant.ask.Assistant.open", stop)
    result = run("ask", QUESTION)
    assert result.code == 130 and result.err.split() == ["assistant:", "stopped"]


def test_a_command_that_is_stopped_before_it_began_says_so_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("signal.signal", lambda *_: None)  # that of the tests stays
    monkeypatch.setattr("assistant.cli.main.main", stop)
    with pytest.raises(SystemExit) as done:
        begin()
    assert (done.value.code, capsys.readouterr().err) == (130, "assistant: stopped\n")


WINDS_UP = """
import sys, time
import assistant.cli.main
from assistant.__main__ import main

def run():
    try:
        print("ready", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print("winding up", flush=True)
        time.sleep(60)

assistant.cli.main.main = run
main()
"""


def test_a_second_ctrl_c_ends_at_once_what_is_winding_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WINDS_UP]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as done:
        assert done.stdout and done.stderr
        for said in ("ready\n", "winding up\n"):
            assert done.stdout.readline() == said
            done.send_signal(signal.SIGINT)
        assert (done.wait(30), done.stderr.read()) == (130, "")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (PermissionError(13, "Permission denied", "some/file"), "assistant: some/file: Permission denied\n"),
        (OSError(28, "No space left on device"), "assistant: No space left on device\n"),
        (MemoryError(), "end other programs, and run it again. What was committed is kept\n"),
        (ImportError("a.so: failed to map segment from shared object"), "and run it again. What was committed is kept\n"),
        (ZeroDivisionError("x"), "please report the lines above. What was committed is kept\n"),
    ],
)
def test_what_nobody_foresaw_ends_with_a_line_that_says_what_it_is(
    fault: Exception, said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise fault

    monkeypatch.setattr("assistant.ask.Assistant.open", fail)
    result = run("ask", QUESTION)
    assert (result.code, result.out) == (1, "") and result.err.endswith(said)
    assert ("Traceback" in result.err) == isinstance(fault, ZeroDivisionError)


def test_a_data_folder_of_somebody_else_is_named_and_no_traceback_shown(obeying: tuple[str, ...], tmp_path: Path) -> None:
    data = tmp_path / "theirs"
    data.mkdir()
    data.chmod(0)
    for command in (["list"], ["ask", QUESTION], ["doctor"], ["ingest", "."], ["explain"]):
        done = process(*command, "--data", "theirs", cwd=tmp_path, before=obeying)
        assert done.returncode == 1 and done.stdout == "", (command, done.stderr)
        assert done.stderr.startswith("assistant: ") and done.stderr.count("\n") == 1, (command, done.stderr)
        assert "theirs" in done.stderr and "Permission denied; ask its owner for" in done.stderr, (command, done.stderr)
    data.chmod(0o755)


@pytest.mark.parametrize("text", [b"not an index", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_catalog_is_an_error_and_not_an_empty_answer(text: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(text)
    result = run("list", "--data", tmp_path)
    assert result.code == 1 and "catalog" in result.err and result.out == ""


@pytest.mark.parametrize(
    ("table", "command"), [("documents", ["ingest", "."]), ("chunks", ["ask", QUESTION]), ("words", ["ask", QUESTION])]
)
def test_a_catalog_that_lost_a_table_is_damaged_and_it_is_said_what_to_do(
    table: str, command: list[str], run: Run, ingested: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(ingested, tmp_path / "data")
    with closing(sqlite3.connect(data / "catalog.sqlite")) as connection, connection:
        connection.execute(f"DROP TABLE {table}")
    result = run(*command, "--data", data)
    assert result.code == 1 and f"is damaged: no such table: {table}" in result.err and "restore a backup" in result.err


# -- the catalog -------------------------------------------------------------------------------------------------------


def test_list_show_and_text(run: Run, ingested: Path) -> None:
    listed = run("list", "--data", ingested, "--json").lines()
    assert len(listed) == 7 and all({"id", "title", "kind", "date", "pages", "chunks", "state"} <= set(d) for d in listed)
    (shown,) = run("show", "blogs/bees.md", "--data", ingested, "--json").lines()
    assert shown == next(d for d in listed if d["id"] == "blogs/bees.md")
    assert (shown["title"], shown["date"], shown["authors"]) == ("Keeping bees on a roof", "2019-05-03", ["Ines Okafor"])
    source = (ingested.parent / "corpus" / "blogs" / "bees.md").read_text()
    assert run("show", "blogs/bees.md", "--text", "--data", ingested).out == source


def test_show_names_the_authors_as_one_reads_them(run: Run, ingested: Path) -> None:
    shown = run("show", "blogs/bees.md", "--data", ingested).out
    assert "\nauthors    Ines Okafor\n" in shown and "revision" not in shown  # a count for programs


def test_an_unknown_document_is_an_error(run: Run, ingested: Path) -> None:
    for command in (["show", "no.md"], ["remove", "no.md"]):
        result = run(*command, "--data", ingested)
        assert result.code == 1 and "'no.md'; `assistant list` shows" in result.err
        assert result.out == ""


def test_a_name_in_form_d_is_the_name(run: Run, tmp_path: Path) -> None:
    corpus, data = write_files(tmp_path / "c", {"r\u00e9sum\u00e9.txt": "Some words."}), tmp_path / "data"
    assert run("ingest", corpus, "--data", data).code == 0
    for command in (["show"], ["correct", "--title", "Bees"], ["remove"]):
        assert run(*command, "re\u0301sume\u0301.txt", "--data", data).code == 0


@pytest.mark.parametrize("meant", ["Keeping bees on a roof", "bees.md", "Bees", "blogs/bee.md"])
def test_the_id_of_what_may_have_been_meant_is_told(meant: str, run: Run, ingested: Path) -> None:
    for command in (["show", meant], ["remove", meant], ["correct", meant, "--title", "Bees"]):
        result = run(*command, "--data", ingested)
        assert (result.code, result.out) == (1, "") and f"'{meant}'" in result.err
        assert "did you mean blogs/bees.md?" in result.err


def test_the_list_is_set_in_columns(run: Run, ingested: Path) -> None:
    listed = run("list", "--data", ingested).out.splitlines()
    titles = {info["id"]: info["title"] for info in run("list", "--data", ingested, "--json").lines()}
    assert {line.index(title) for line, title in zip(listed, titles.values(), strict=True)} == {38 + max(map(len, titles))}
    assert not any(" 1 chunks" in line for line in listed)


@pytest.mark.usefixtures("bag_of_words")
def test_remove_prints_what_it_removed(run: Run, tmp_path: Path) -> None:
    run("ingest", write_files(tmp_path / "c", {"a.txt": "Words.", "b.txt": "More."}))
    (line,) = run("remove", "a.txt", "--json").lines()
    assert (line["document"], line["action"]) == ("a.txt", "removed")
    assert [d["id"] for d in run("list", "--json").lines()] == ["b.txt"]


# -- as real processes -------------------------------------------------------------------------------------------------


def test_as_a_module_it_ingests_and_answers(tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The mill was sold in 1871.", "bad.xyz": "?"})
    ingest = process("ingest", corpus, "--json", cwd=tmp_path)
    assert ingest.returncode == 1 and [json.loads(line) for line in ingest.stdout.splitlines()][-1]["summary"]["added"] == 1
    asked = process("ask", "When was the mill sold?", "--json", cwd=tmp_path)
    assert asked.returncode == 0 and "1871" in json.loads(asked.stdout)["text"] and asked.stderr == ""


def test_the_list_of_commands_cuts_no_sentence_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    commands = run("--help").out.partition("Commands:")[2]
    assert "reindex" in commands and "..." not in commands


def test_help_ends_with_how_the_command_is_typed(run: Run) -> None:
    typed = run("ask", "--help").out.partition("Examples:\n")[2]
    assert '  assistant ask "Who funded the work in Coventry?"\n' in typed and "assistant export --format bibtex" in typed


@pytest.mark.parametrize("arguments", [["--help"], ["list"]])
def test_help_and_list_import_no_heavy_library(arguments: list[str], ingested: Path) -> None:
    code = (
        "import sys\nfrom assistant.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'chromadb', 'gradio', 'onnxruntime', 'onnx', 'langchain', 'langchain_core', 'numpy', 'tokenizers',"
        " 'pydantic', 'sqlalchemy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    flags = ["--data", str(ingested)] if arguments == ["list"] else []
    result = subprocess.run([sys.executable, "-c", code, *arguments, *flags], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.splitlines()[-1] == "[]" and len(result.stdout.splitlines()) > 5


def test_the_entry_of_the_chat_says_what_is_wrong_as_the_command_does() -> None:
    told = subprocess.run([sys.executable, "app.py", "--port", "99999"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 2 and told.stdout == ""
    assert told.stderr.startswith("assistant: setting 'port'") and told.stderr.count("\n") == 1
