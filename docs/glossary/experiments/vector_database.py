"""The experiment of the page "Vector database": recall and the share of data seen, by the number of lists visited."""

# ruff: noqa: T201

import numpy as np

TOPICS, VECTORS, WIDTH, LISTS, QUERIES = 500, 50_000, 64, 256, 500
SPREAD = 0.7  # of the vectors around their topic; the topics have spread 1


def experiment(seed: int = 0) -> dict[int, tuple[float, float]]:
    """Lists visited -> share of the data seen, recall of the top 10."""
    rng = np.random.default_rng(seed)
    topics = rng.normal(size=(TOPICS, WIDTH))

    def draw(n: int) -> np.ndarray:
        return topics[rng.integers(0, TOPICS, n)] + SPREAD * rng.normal(size=(n, WIDTH))

    data, queries = draw(VECTORS), draw(QUERIES)
    centers = data[rng.choice(VECTORS, LISTS, replace=False)]

    def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return (a**2).sum(1)[:, None] - 2 * a @ b.T + (b**2).sum(1)

    lists = np.concatenate([distances(part, centers).argmin(1) for part in np.array_split(data, 10)])
    order = distances(queries, centers).argsort(1)
    nearest = np.argpartition(distances(queries, data), 10, axis=1)[:, :10]
    rank = np.empty_like(order)  # in which place each query visits each list
    np.put_along_axis(rank, order, np.arange(LISTS)[None], axis=1)
    sizes = np.bincount(lists, minlength=LISTS)[order].cumsum(1)
    return {
        visited: (
            float(sizes[:, visited - 1].mean() / VECTORS),
            float((np.take_along_axis(rank, lists[nearest], axis=1) < visited).mean()),
        )
        for visited in (1, 4, 16, 64)
    }


if __name__ == "__main__":
    for visited, (seen, recall) in experiment().items():
        print(f"{visited:3} lists: {seen:.1%} of the data, recall {recall:.1%}")
