"""The words that stand for what is planted."""

SOUGHT = "zzqplanted"
"""Every planted word begins with it; a search for it alone does not say the words themselves."""


def word(thing):
    """The word that stands for one thing, and nowhere else."""
    return f"{SOUGHT}{thing.replace(' ', '')}"
