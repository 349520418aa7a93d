"""How fast a model of sentence-transformers embeds where there is a graphics card: ``python -m benchmarks.accelerator FOLDER``.

Texts of the length of chunks and of sentences, runs of the words of the sample corpus, are embedded by the product's own class, on
the device that PyTorch chooses, in batches of several sizes; then some of them on the processor, to see that the vectors are the
same. Needs sentence-transformers and nothing else that the product depends on. Prints texts a second, medians of three.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.models import embedders
from assistant.models.embedders import SentenceTransformerEmbedder
from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parent.parent
WORDS = {"chunks": 110, "sentences": 22}
TEXTS = 8192
BATCHES = (8, 64, 256, 1024)
TIMES = 3
LEAST = 0.999  # cosine between the vectors of a text on the card and on the processor


def made(number: int, words: int) -> list[str]:
    """Return texts of so many words, each begun at a place of the sample corpus that chance chooses."""
    said = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "blogs").glob("*.md"))).split()
    chance = random.Random(20261126)
    return [" ".join(said[at : at + words]) for at in (chance.randrange(len(said) - words) for _ in range(number))]


def rate(embedder: SentenceTransformerEmbedder, texts: Sequence[str]) -> float:
    """Return texts a second."""
    started = time.perf_counter()
    embedder.embed(texts)
    return len(texts) / (time.perf_counter() - started)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a folder, or a name that is in the cache of sentence-transformers")
    parser.add_argument("--texts", type=int, default=TEXTS, help="of each length; on a processor a few hundred will do")
    chosen = parser.parse_args()
    import torch

    embedder = SentenceTransformerEmbedder(chosen.model)
    device = embedder.device
    name = torch.cuda.get_device_name() if device == "cuda" else device
    print(f"{machine()}, PyTorch {torch.__version__}, {name}\n")
    print(f"| batch | {' | '.join(f'{n} a second' for n in WORDS)} |\n|---:|---:|---:|")
    texts = {name: made(chosen.texts, words) for name, words in WORDS.items()}
    embedder.embed(texts["chunks"][:64])
    for batch in BATCHES:
        embedders.BATCH = embedders.BATCH_ON_CARD = batch
        rates = [statistics.median(rate(embedder, each) for _ in range(TIMES)) for each in texts.values()]
        print(f"| {batch:,} | {' | '.join(f'{r:,.0f}' for r in rates)} |", flush=True)
    there, here = embedder, SentenceTransformerEmbedder(chosen.model, device="cpu")
    least = min(float((a @ b.T).diagonal().min()) for a, b in ((there.embed(t[:64]), here.embed(t[:64])) for t in texts.values()))
    print(f"\nThe vectors of 64 chunks and 64 sentences and those that the processor makes: cosine {least:.5f} at least")
    return 0 if least > LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main())
