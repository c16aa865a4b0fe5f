"""The experiment of the page "Reinforcement learning": two slot machines, 1,000 runs of 1,000 plays each."""

# ruff: noqa: T201

import numpy as np

PAYS, RUNS, PLAYS = np.array([0.5, 0.6]), 1_000, 1_000


def experiment(eps: float, seed: int = 0) -> tuple[float, float]:
    """Average reward, and the share of plays on the better machine."""
    rng = np.random.default_rng(seed)
    wins, tries = np.zeros((RUNS, 2)), np.zeros((RUNS, 2))
    runs, reward, better = np.arange(RUNS), 0.0, 0.0
    for play in range(PLAYS):
        if play < 2:  # each of them once
            choice = np.full(RUNS, play)
        else:
            means = wins / tries
            greedy = np.where(means[:, 0] == means[:, 1], rng.integers(0, 2, RUNS), means.argmax(1))
            choice = np.where(rng.random(RUNS) < eps, rng.integers(0, 2, RUNS), greedy)
        won = rng.random(RUNS) < PAYS[choice]
        wins[runs, choice] += won
        tries[runs, choice] += 1
        reward += won.mean()
        better += choice.mean()
    return reward / PLAYS, better / PLAYS


if __name__ == "__main__":
    for eps in (0.0, 0.01, 0.1, 0.5):
        reward, better = experiment(eps)
        print(f"eps {eps:.2f}: reward {reward:.3f}, better machine {better:.1%}")
