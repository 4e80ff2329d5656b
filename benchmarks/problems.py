"""Invented problems of any size on which the engine is measured; the same numbers in every run."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fulcrum.allocation.domain.problem import BoolArray, Family, Problem

PROVINCES, TIERS, SECTORS = 9, 6, 10
TIER_SHARES = (0.10, 0.12, 0.10, 0.24, 0.24, 0.20)
LEAST_OF_SHARE, MOST_OF_SHARE = 0.85, 1.15
TOP = 1_000_000
SEED = 20_261_123
Labels = npt.NDArray[np.int64]


def synthetic(organisations: int, units: int, *, mandatory: int = 25) -> Problem:
    """A problem with three crossing families: province, tier, sector.

    Every group is held between 85 and 115 per cent of its share of the eligible organisations. Scores are
    micro-points around the middle of the scale; about 7 per cent of the organisations are excluded.
    """
    chance = np.random.default_rng([SEED, organisations, units])
    labels = {
        "province": chance.choice(PROVINCES, organisations, p=_falling(PROVINCES)),
        "tier": chance.choice(TIERS, organisations, p=TIER_SHARES),
        "sector": chance.choice(SECTORS, organisations, p=_falling(SECTORS)),
    }
    score = np.clip(chance.normal(0.5, 0.15, organisations) * TOP, 0, TOP).astype(np.int64)
    is_mandatory = np.zeros(organisations, dtype=np.bool_)
    is_mandatory[chance.choice(organisations, mandatory, replace=False)] = True
    excluded = ~is_mandatory & (chance.random(organisations) < 0.07)
    return Problem(
        key=np.arange(1, organisations + 1),
        score=score,
        mandatory=is_mandatory,
        excluded=excluded,
        units=units,
        families=tuple(_family(name, groups, ~excluded, units) for name, groups in labels.items()),
        tie_seed=SEED,
        ids=tuple(f"org-{number}" for number in range(1, organisations + 1)),
    )


def colliding(problem: Problem) -> Problem:
    """`problem` with two collisions between rules of different families, neither visible in one rule alone.

    The first province keeps only its organisations of the first tier, is owed 20 places, and the whole tier may have
    15; and the first sector may have one place fewer than it has mandatory organisations.
    """
    province, tier, sector = problem.families
    declined = (province.labels == 0) & (tier.labels != 0) & ~problem.mandatory
    held = int((problem.mandatory & (sector.labels == 0)).sum())
    families = (
        _with_limits(province, least=20, most=int(province.hi[0])),
        _with_limits(tier, least=0, most=15),
        _with_limits(sector, least=0, most=held - 1),
    )
    return replace(problem, excluded=problem.excluded | declined, families=families)


def _falling(groups: int) -> list[float]:
    """Shares that fall evenly, the first three times as large as the last."""
    weights = np.linspace(3, 1, groups)
    return (weights / weights.sum()).tolist()  # type: ignore[no-any-return]


def _family(name: str, labels: Labels, eligible: BoolArray, units: int) -> Family:
    groups = int(labels.max()) + 1
    share = np.bincount(labels[eligible], minlength=groups) / int(eligible.sum()) * units
    return Family(
        name=name,
        labels=labels.astype(np.int32),
        values=tuple(f"{name} {number + 1}" for number in range(groups)),
        lo=np.floor(share * LEAST_OF_SHARE).astype(np.int32),
        hi=np.ceil(share * MOST_OF_SHARE).astype(np.int32),
    )


def _with_limits(family: Family, *, least: int, most: int) -> Family:
    """The family with other limits for its first group."""
    lo, hi = family.lo.copy(), family.hi.copy()
    lo[0], hi[0] = least, most
    return replace(family, lo=lo, hi=hi)
