"""The experiments of the page "Unsupervised learning": the scale of the columns, and groups in pure chance."""

# ruff: noqa: T201

import numpy as np


def kmeans(x, k, rng, steps=50):
    centers = x[rng.choice(len(x), k, replace=False)]
    for _ in range(steps):
        group = ((x[:, None] - centers) ** 2).sum(-1).argmin(1)
        centers = np.array([x[group == i].mean(0) if (group == i).any() else centers[i] for i in range(k)])
    return group, ((x - centers[group]) ** 2).sum()


def best(x, k, rng, starts=20):
    return min((kmeans(x, k, rng) for _ in range(starts)), key=lambda found: found[1])


def scales(seed: int = 0) -> tuple[int, int]:
    """How many of 200 people fall into the group of their age: with raw numbers, and with columns brought to scale."""
    rng = np.random.default_rng(seed)
    old = np.repeat([0, 1], 100)
    people = np.column_stack([rng.normal(np.where(old, 60, 30), 5), rng.normal(3000, 800, 200)])

    def agree(x: np.ndarray) -> int:
        group, _ = best(x, 2, rng)
        same = int((group == old).sum())
        return max(same, 200 - same)

    return agree(people), agree(people / people.std(0))


def chance(seed: int = 0) -> dict[int, float]:
    """Which share of the squared distances k groups explain for 1,000 points spread evenly over a square."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(size=(1000, 2))
    total = ((x - x.mean(0)) ** 2).sum()
    return {k: float(1 - best(x, k, rng)[1] / total) for k in (2, 4, 8)}


if __name__ == "__main__":
    print(scales(), chance())
