"""Compare the embedder's vectors with those of an older processor: ``python -m benchmarks.older``.

8-bit arithmetic runs on instructions that a laptop of ten years ago does not have (AVX-512, VNNI). The same sentences are embedded
here and on an emulated processor that has AVX2 only (``qemu-user``, Debian's package), and the vectors compared. An emulator says
nothing about speed. Integers come out the same; the few sums between them that are not integers may differ in their last bit, and a
value that lay between two integers is then rounded the other way. Exits 1 if that turns a vector by more than 8 bits do anyway.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
PROCESSOR = "Haswell"  # 2013: AVX2 and nothing after it
EMULATOR = "qemu-x86_64"
SENTENCES = 100
LEAST = 0.99  # cosine; between the model in 8 bits and in 32 it is 0.994 in the mean


def vectors() -> NDArray[np.float32]:
    """Embed sentences of the sample corpus, in batches as an ingest has them."""
    from assistant.models.embedders import MiniLM

    text = " ".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpus" / "blogs").glob("*.md")))
    return MiniLM(threads=1).embed(re.split(r"(?<=[.!?])\s+", text)[:SENTENCES])


def emulated() -> NDArray[np.float32]:
    """Return the vectors that the older processor makes."""
    python = os.path.realpath(sys.executable)
    paths = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vectors.npy"
        command = [EMULATOR, "-cpu", PROCESSOR, "-E", f"PYTHONPATH={paths}", python, "-m", "benchmarks.older", str(file)]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        return np.load(file)


def main() -> int:
    if sys.argv[1:]:
        np.save(sys.argv[1], vectors())
        return 0
    if shutil.which(EMULATOR) is None:
        print(f"{EMULATOR} is not installed; on Debian: apt-get install qemu-user", file=sys.stderr)
        return 2
    here, there = vectors(), emulated()
    cosines = (here * there).sum(axis=1) / np.linalg.norm(here, axis=1) / np.linalg.norm(there, axis=1)
    same = int((here == there).all(axis=1).sum())
    how_near = f"cosine {np.median(cosines):.6f} in the median, {cosines.min():.4f} at least"
    print(f"{len(here)} sentences, {PROCESSOR}: {same} the same bit for bit, {how_near}")
    return 0 if cosines.min() > LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
