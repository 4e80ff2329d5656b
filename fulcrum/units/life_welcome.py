"""What this app tells the floors below about the life of units when the program starts."""

from fulcrum.units import documents, life_notices, life_work


def register() -> None:
    """Called once, in ready()."""
    life_notices.register()
    documents.register()
    life_work.register()
