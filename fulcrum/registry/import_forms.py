"""What an officer sends on the way of an import: a file, the meaning of its columns, the meaning of its words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.registry import import_texts
from fulcrum.registry.domain import import_fields, import_mapping
from fulcrum.registry.domain.import_fields import Field, ImportKind
from fulcrum.registry.domain.import_files import LARGEST_FILE
from fulcrum.registry.domain.import_mapping import EMPTY, FileMapping
from fulcrum.registry.models import ImportRun

MEGABYTE = 1024 * 1024
AS_EMPTY = "-"
"""What the form sends for a word that counts as an empty cell; nothing at all means that it is not decided."""
KEEP, TAKE_AWAY = "keep", "take away"
"""What the form sends for the two meanings of an empty cell."""
LONGEST_SAME = 300


class UploadForm(forms.Form):
    """Step 1: the file, what it holds, and which register it belongs to."""

    kind = forms.ChoiceField(label=_("What the file holds"), widget=forms.RadioSelect)
    pack = forms.ChoiceField(label=_("Where it belongs"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, ODS or CSV in UTF-8; at most 20 MB and 200,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,text/csv"}),
    )

    def __init__(self, *args: Any, packs: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(import_texts.KINDS.items())  # type: ignore[attr-defined]
        self.fields["pack"].choices = [(code, import_texts.PACKS.get(code, code)) for code in packs]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _now(
                    "The file has %(size)s MB; at most %(largest)s MB are read. Divide it into smaller ones."
                )
                % {"size": f"{file.size / MEGABYTE:.1f}", "largest": LARGEST_FILE // MEGABYTE}
            )
        return file


class ColumnsForm(forms.Form):
    """Step 2: what each column says, what holds for every row, and what an empty cell means."""

    empties = forms.ChoiceField(
        label=_("What an empty cell means"),
        widget=forms.RadioSelect,
        choices=[
            (KEEP, _("It says nothing: what the register holds stays.")),
            (TAKE_AWAY, _("There is nothing: what the register holds is taken away.")),
        ],
    )

    def __init__(self, data: QueryDict | None, *, run: ImportRun, chosen: FileMapping) -> None:
        super().__init__(data, initial={"empties": TAKE_AWAY if chosen.empties else KEEP})
        self.run = run
        self.known = import_fields.of(run.kind)
        names = {number: name for name, number in chosen.columns.items()}
        choices = [("", _("not used")), *((name, import_texts.label(name)) for name in self.known)]
        for number, heading in enumerate(run.headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading or _("Column without a heading"),
                choices=choices,
                required=False,
                initial=names.get(number, ""),
            )
        self.for_all = [name for name in self.known if name not in import_fields.OF_ONE_ROW]
        for name in self.for_all:
            field = self.known[name]
            self.fields[f"same-{name}"] = _same_field(name, field, chosen.same.get(name, ""))

    @property
    def columns(self) -> list[tuple[Any, list[str]]]:
        """The choice for each column with samples of what it holds."""
        return [(self[f"column-{number}"], samples) for number, samples in enumerate(self.run.samples)]

    @property
    def unused(self) -> list[str]:
        """Headings of the columns that nothing is read from as the form stands."""
        return [
            heading
            for number, heading in enumerate(self.run.headings)
            if heading and not self[f"column-{number}"].value()
        ]

    @property
    def same(self) -> list[Any]:
        """The boxes for what holds in every row."""
        return [self[f"same-{name}"] for name in self.for_all]

    @property
    def is_same_used(self) -> bool:
        """Whether anything is said for every row."""
        return any(box.value() for box in self.same)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = [name for field, name in values.items() if field.startswith("column-") and name]
        same = [name for name in self.for_all if values.get(f"same-{name}")]
        for code in import_mapping.faults(ImportKind(self.run.kind), [*chosen, *same]):
            fields = ", ".join(map(import_texts.label, import_fields.ONE_OF_THESE[ImportKind(self.run.kind)]))
            self.add_error(None, import_texts.FAULTS[code]() % {"fields": fields})
        for number, heading in enumerate(self.run.headings):
            name = values.get(f"column-{number}")
            if name and self.known[name].codes is not None and self.run.words[number] is None:
                facts = {"heading": heading, "field": import_texts.label(name)}
                self.add_error(f"column-{number}", import_texts.FAULTS["too_many_words"]() % facts)
        return values

    def decided(self, words: Any) -> FileMapping:
        """What was decided, with the meaning of words that still are in question."""
        values = self.cleaned_data
        columns = {
            name: number
            for number in range(len(self.run.headings))
            if (name := values.get(f"column-{number}"))
        }
        same = {name: values[f"same-{name}"] for name in self.for_all if values.get(f"same-{name}")}
        kept = {name: meant for name, meant in words.items() if name in columns}
        return FileMapping(columns, same, kept, empties=values["empties"] == TAKE_AWAY)


def _same_field(name: str, field: Field, initial: str) -> forms.Field:
    if field.codes is None:
        return forms.CharField(
            label=import_texts.label(name), required=False, max_length=LONGEST_SAME, initial=initial
        )
    codes = [(code, import_texts.code_label(name, code)) for code in field.codes]
    return forms.ChoiceField(
        label=import_texts.label(name), choices=[("", _("not said")), *codes], required=False, initial=initial
    )


class WordsForm(forms.Form):
    """Step 2, second half: which code of a closed list each word of the file means."""

    def __init__(self, data: QueryDict | None, *, run: ImportRun, chosen: FileMapping) -> None:
        super().__init__(data)
        self.words: list[tuple[str, str, str]] = []
        known = import_fields.of(run.kind)
        for name, number in chosen.columns.items():
            codes = known[name].codes
            if codes is None:
                continue
            choices = [
                ("", _now("choose")),
                *((code, import_texts.code_label(name, code)) for code in codes),
                (AS_EMPTY, _now("counts as empty")),
            ]
            for word in run.words[number] or []:
                if word in set(codes):
                    continue
                field = f"word-{len(self.words)}"
                self.words.append((field, name, word))
                self.fields[field] = forms.ChoiceField(
                    label=word, choices=choices, required=False, initial=_meant(name, word, codes, chosen)
                )

    @property
    def is_decided(self) -> bool:
        """Whether no word is left for a person to decide."""
        return all(self.fields[field].initial for field, _name, _word in self.words)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The words by the field that they belong to."""
        by_field: dict[str, list[Any]] = {}
        for field, name, _word in self.words:
            by_field.setdefault(name, []).append(self[field])
        return [(import_texts.label(name), boxes) for name, boxes in by_field.items()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for field, _name, word in self.words:
            if field not in self.errors and not values.get(field):
                self.add_error(field, import_texts.FAULTS["word_left"]() % {"word": word})
        return values

    def decided(self) -> dict[str, dict[str, str]]:
        """What each word means, by field; of an unbound form what was guessed."""
        found: dict[str, dict[str, str]] = {}
        for field, name, word in self.words:
            code = self.cleaned_data[field] if self.is_bound else self.fields[field].initial
            found.setdefault(name, {})[word] = EMPTY if code == AS_EMPTY else code
        return found


def _meant(name: str, word: str, codes: Iterable[str], chosen: FileMapping) -> str:
    before = chosen.words.get(name, {})
    if word in before:
        return before[word] or AS_EMPTY
    return import_mapping.guessed_code(name, word, codes, import_texts.code_words(name)) or ""
