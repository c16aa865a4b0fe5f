"""The experiments of the pages "Reward model" and "Alignment": choosing by a score also chooses its errors."""

# ruff: noqa: T201

import numpy as np

RUNS = 20_000


def experiment(n: int, errors: str = "normal", seed: int = 0) -> tuple[float, float]:
    """Mean score and mean true quality of the best of n candidates by score; huge errors: t-distribution, 2 degrees."""
    rng = np.random.default_rng(seed)
    score, quality = [], []
    for part in np.array_split(np.arange(RUNS), 20):
        true = rng.normal(size=(len(part), n))
        wrong = rng.normal(size=true.shape) if errors == "normal" else rng.standard_t(2, size=true.shape)
        best = (true + wrong).argmax(1)
        rows = np.arange(len(part))
        quality.append(true[rows, best])
        score.append((true + wrong)[rows, best])
    return float(np.mean(np.concatenate(score))), float(np.mean(np.concatenate(quality)))


if __name__ == "__main__":
    for n in (1, 4, 16, 256):
        print(f"reward model, best of {n}: score %.2f, quality %.2f" % experiment(n))
    for errors in ("normal", "huge"):
        for n in (10, 100, 1000):
            print(f"alignment, {errors} errors, best of {n}: measured %.2f, true %.2f" % experiment(n, errors))
