"""Sizes of files, in megabytes of a million bytes throughout."""

MB = 1_000_000


def in_mb(size: int) -> str:
    """Megabytes with one decimal, never told as less than it is."""
    tenths = -(-size * 10 // MB)
    return f"{tenths // 10}.{tenths % 10}"


def label(size: int) -> str:
    """Kilobytes below a tenth of a megabyte, else megabytes."""
    return f"{-(-size // 1000)} kB" if size < MB // 10 else f"{in_mb(size)} MB"
