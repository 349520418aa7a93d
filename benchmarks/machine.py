"""What every measurement says of where it was taken, and the figures that several take."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

_TELLING = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_int8", "asimddp", "i8mm")


def machine() -> str:
    """Return date, processor, the features of it that the arithmetic uses, cores and memory, in one line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    told = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines) if value.strip()}
    features = [f for f in _TELLING if f in told.get("flags", told.get("Features", "")).split()]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = told.get("model name", platform.processor() or platform.machine())
    python = f"Python {platform.python_version()}"
    return f"{date.today()}, {name}, {os.cpu_count()} cores, {' '.join(features)}, {memory:.0f} GiB, {python}"


def resident_megabytes() -> float:
    """Return the memory that this program holds now, by Linux's count."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_megabytes() -> float:
    """Return the most memory that this program has held, by Linux's count; ``ru_maxrss`` would count what started it as well."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def family_megabytes(pid: int) -> float:
    """Return the memory that a process and its children hold, in megabytes; what they share is counted for each."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) / 1000
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(family_megabytes(int(child)) for child in (task / "children").read_text().split())
    except (FileNotFoundError, ProcessLookupError):
        pass
    return total
