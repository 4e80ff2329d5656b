"""An import carried through its steps as the worker and the pages do it, without a worker or pages."""

from fulcrum.registry import import_texts
from fulcrum.registry.domain import import_mapping
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_mapping import FileMapping
from fulcrum.registry.import_forms import WordsForm
from fulcrum.registry.services import import_checks, import_commits, imports
from fulcrum.registry.tests.import_files import as_csv
from tests.cast import NOW


def silently(step, done, total):
    """Progress that nobody looks at."""


def begun(officer, rows, *, kind="organisations", name="list.csv", pack="lk"):
    """A file uploaded: bytes, or rows that become CSV."""
    data = rows if isinstance(rows, bytes) else as_csv(rows)
    return imports.begin(data, name=name, kind=ImportKind(kind), pack=pack, by=officer, at=NOW)


def decided(run, officer, *, same=None, empties=False, columns=None):
    """Columns and words as they are guessed."""
    kind = ImportKind(run.kind)
    guessed = import_mapping.guessed_columns(kind, run.headings, import_texts.field_words(kind))
    mapping = FileMapping(columns or guessed, same or {}, {}, empties=empties)
    words = WordsForm(None, run=run, chosen=mapping).decided()
    imports.decide(run, FileMapping(mapping.columns, mapping.same, words, empties=empties), by=officer)
    run.refresh_from_db()
    return run


def checked(run, officer):
    """The dry run, as the worker carries it out."""
    imports.ask_check(run, by=officer)
    run.refresh_from_db()
    import_checks.check(run, at=NOW, tell=silently)
    run.refresh_from_db()
    return run


def carried_out(run, officer):
    """The commit, as the worker carries it out."""
    imports.ask_commit(run, by=officer)
    run.refresh_from_db()
    import_commits.commit(run, at=NOW, tell=silently)
    run.refresh_from_db()
    return run


def dry_run(officer, rows, *, same=None, empties=False, **how):
    """Upload, decide, check."""
    return checked(decided(begun(officer, rows, **how), officer, same=same, empties=empties), officer)


def imported(officer, rows, **how):
    """Everything, to the end."""
    return carried_out(dry_run(officer, rows, **how), officer)


def codes(run):
    """What is wrong, by row."""
    return [(fault.number, fault.field, fault.code) for fault in run.faults.all()]
