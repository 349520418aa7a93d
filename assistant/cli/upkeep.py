"""The commands that look after a data folder: check and repair it, save and restore it, rebuild its index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.terminal import AsJson, At, Chroma, Data, Model, load_settings, on_one_line, print_json, say


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    for command in (doctor, backup, restore, reindex):
        app.command()(command)


def doctor(
    repair: bool = typer.Option(False, "--repair", help="Repair from the catalog what can be repaired; no file is read again."),
    data: Data = None,
    as_json: AsJson = False,
    model: Model = None,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Compare files, catalog and index, and say what is wrong. The exit code is 1 if anything is.

    Notes (a superseded edition, documents that say nearly the same) are no faults.
    """
    from assistant.upkeep.doctor import examine
    from assistant.upkeep.repair import repair as mend
    from assistant.viewer.words import count

    settings = load_settings(data=data, model=model, chroma=chroma, catalog=catalog)
    for step in mend(settings) if repair else ():
        print(f"repaired: {on_one_line(step)}", file=sys.stderr if as_json else sys.stdout)
    found = examine(settings)
    faults = sum(f.level == "fault" for f in found)
    for finding in found:
        if as_json:
            print_json(finding.to_dict())
            continue
        where = f"{finding.document}: " if finding.document else ""
        say(f"{finding.level}: {finding.check}: {where}{finding.message}", 7)
        if finding.repair:
            say(f"       to repair it: {finding.repair}")
    if as_json:
        print_json({"summary": {"faults": faults, "notes": len(found) - faults}})
    else:
        print(f"{count(faults, 'fault')}, {count(len(found) - faults, 'note')}")
    if faults:
        raise typer.Exit(1)


Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    overwrite: Overwrite = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write all that cannot be rebuilt into one file. It holds the catalog, records, conversations and added files; others
    may write meanwhile.
    """
    from assistant.upkeep.backup import back_up
    from assistant.viewer.words import count

    contents = back_up(load_settings(data=data), target, overwrite=overwrite)
    if as_json:
        print_json({"file": str(target), "documents": contents.documents, "files": contents.files, "bytes": contents.bytes})
    else:
        held = f"{count(contents.documents, 'document')}, {count(contents.files, 'added file')}"
        print(f"{target}: {held}, {contents.bytes / 1e6:.1f} MB")


def restore(
    source: Annotated[Path, typer.Argument(help="The file that `assistant backup` wrote.", metavar="FILE")],
    overwrite: Overwrite = False,
    data: Data = None,
    as_json: AsJson = False,
    chroma: Chroma = None,
) -> None:
    """Check a backup, and put it in the place of the data folder. It is put there whole or not at all."""
    from assistant.upkeep.backup import restore as run

    for step in run(source, load_settings(data=data, chroma=chroma), overwrite=overwrite):
        if as_json:
            print_json({"step": step})
        else:
            print(on_one_line(step))


def reindex(
    embedder: Annotated[
        str | None, typer.Option("--embedder", metavar="NAME", help="The embedder to use; by default the same.")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
    chroma: Chroma = None,
    catalog: At = None,
) -> None:
    """Rebuild the index from the stored texts. It may use another embedder or other chunks; the old one serves until the
    new one is complete.
    """
    from assistant.upkeep.reindex import reindex as run

    for step in run(load_settings(data=data, embedder=embedder, chroma=chroma, catalog=catalog)):
        if as_json:
            print_json({"step": step})
        else:
            print(on_one_line(step), flush=True)
