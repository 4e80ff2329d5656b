"""The pages of an import, step by step as a browser without scripts sends them."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry import import_templates, import_texts
from fulcrum.registry.domain import import_fields, import_mapping
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.models import ImportRun, Organisation, Person
from fulcrum.registry.services import import_checks, import_commits, imports, people
from fulcrum.registry.tests.import_files import as_csv
from fulcrum.registry.tests.importing import dry_run, imported, silently
from tests.cast import NOW, somebody

pytestmark = pytest.mark.usefixtures("register")
KEEP = {"empties": "keep"}
ROWS = [["id", "Name", "Type", "Our remark"], ["hosp-a", "Alpha Hospital North", "Hosp.", "x"]]


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def upload(client, data, *, name="list.csv", kind="organisations"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("registry:new_import"), {"kind": kind, "pack": "lk", "file": file})


def page(client, name, run, **query):
    return client.get(reverse(f"registry:{name}", args=[run.pk]), query).content.decode()


def test_a_file_goes_from_step_to_step(signed_in):
    columns = upload(signed_in, as_csv(ROWS))["Location"]
    run = ImportRun.objects.get()
    html = signed_in.get(columns).content.decode()
    assert "Alpha Hospital North" in html, "a sample of what the column holds"
    assert "Not used as it stands: Our remark." in html

    sent = {"column-0": "id", "column-1": "name_en", "column-2": "kind", "column-3": "", **KEEP}
    after = signed_in.post(columns, sent)
    assert after["Location"] == reverse("registry:import", args=[run.pk])
    assert "The file is being checked" in page(signed_in, "import", run)

    import_checks.check(ImportRun.objects.get(), at=NOW, tell=silently)
    html = page(signed_in, "import", run)
    assert "Carry it out now" in html
    assert "Not read from the file: Our remark." in html
    assert "What stands only in the register stays as it is." in html
    html = page(signed_in, "import_changes", run)
    assert "<del>Alpha Hospital</del>" in html
    assert "<ins>Alpha Hospital North</ins>" in html

    signed_in.post(reverse("registry:commit_import", args=[run.pk]))
    import_commits.commit(ImportRun.objects.get(), at=NOW, tell=silently)
    html = page(signed_in, "import", run)
    assert "What was done" in html
    assert ImportRun.objects.get().sha256 in html
    assert Organisation.objects.get(slug="hosp-a").name_en == "Alpha Hospital North"


def test_a_word_that_cannot_be_guessed_is_asked_for_once(signed_in):
    rows = [["id", "Type"], ["hosp-a", "Ayurvedic clinic"], ["hosp-b", "Hospital"]]
    columns = upload(signed_in, as_csv(rows))["Location"]
    run = ImportRun.objects.get()

    words = signed_in.post(columns, {"column-0": "id", "column-1": "kind", **KEEP})["Location"]
    html = signed_in.get(words).content.decode()
    assert words == reverse("registry:import_words", args=[run.pk])
    assert "Ayurvedic clinic" in html

    refused = signed_in.post(words, {"word-0": "", "word-1": "hospital"})
    assert refused.status_code == 422
    assert "Choose what “Ayurvedic clinic” means" in refused.content.decode()

    signed_in.post(words, {"word-0": "other", "word-1": "hospital"})
    run.refresh_from_db()
    assert run.mapping["words"] == {"kind": {"Ayurvedic clinic": "other", "Hospital": "hospital"}}

    upload(signed_in, as_csv(rows))
    again = signed_in.post(
        reverse("registry:import_columns", args=[ImportRun.objects.first().pk]),
        {"column-0": "id", "column-1": "kind", **KEEP},
    )
    assert again["Location"] == reverse("registry:import", args=[ImportRun.objects.first().pk])


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"column-0": "id", "column-1": "id"}, "Two columns say the same."),
        ({"column-1": "website"}, "Nothing tells which row is which."),
        ({"column-0": "id", "column-1": "no such field"}, "Select a valid choice"),
    ],
)
def test_columns_that_do_not_fit_are_told(signed_in, sent, told):
    columns = upload(signed_in, as_csv(ROWS))["Location"]

    response = signed_in.post(columns, {**sent, **KEEP})

    assert response.status_code == 422
    assert told in response.content.decode()


def test_a_column_with_too_many_words_is_no_closed_list(signed_in):
    rows = [["id", "Type"], *([f"b-{number}", f"word {number}"] for number in range(70))]
    columns = upload(signed_in, as_csv(rows))["Location"]

    html = signed_in.post(columns, {"column-0": "id", "column-1": "kind", **KEEP}).content.decode()

    assert "more different words than a closed list has" in html


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not a table that can be read."),
        (b"id,name\nhosp-a,\xe8\n", "Row 2: This row is not written in UTF-8."),
        (b"id,name\n", "The file has a header but no row."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_once_and_not_kept(signed_in, data, told):
    response = upload(signed_in, data)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert not ImportRun.objects.exists()


def test_faults_are_shown_in_the_reader_s_language_and_go_out_as_csv(signed_in, officer):
    run = dry_run(officer, [["id", "Our name", "name"], ["hosp-a", "", "=cmd()"], ["hosp-b", "", "අල්ෆා"]])

    html = page(signed_in, "import", run)
    assert "Some rows must be corrected" in html
    assert "To be corrected" in signed_in.get(reverse("registry:imports")).content.decode()
    assert "Carry it out now" not in html
    assert "The cell begins like a formula." in page(signed_in, "import_faults", run)
    response = signed_in.get(reverse("registry:import_faults_file", args=[run.pk]))
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[1][:3] == ["2", "name", "'=cmd()"]
    assert [row[0] for row in rows] == ["Row", "2", "3"]


def test_what_a_file_holds_is_never_taken_for_mark_up(signed_in, officer):
    run = dry_run(officer, [["id", "<b>name</b>", "name"], ["hosp-a", "<i>", "<script>x</script>"]])

    for name in ("import", "import_faults", "import_changes"):
        assert "<script>x" not in page(signed_in, name, run)
    imports.decide(run, run.decided, by=officer)
    assert "<b>name" not in page(signed_in, "import_columns", run)


def test_a_colleague_sees_what_was_done_and_does_not_carry_it_on(client, officer):
    run = dry_run(officer, ROWS)
    client.force_login(somebody("Malini", "programme_officer"))

    assert "Carry it out now" not in page(client, "import", run)
    for name in ("import_columns", "import_words"):
        assert client.get(reverse(f"registry:{name}", args=[run.pk])).status_code == 404
    for name in ("check_import", "commit_import", "stop_import", "drop_import"):
        assert client.post(reverse(f"registry:{name}", args=[run.pk])).status_code == 404


def test_a_job_that_waits_is_stopped_from_the_page(signed_in, officer):
    run = dry_run(officer, ROWS)
    signed_in.post(reverse("registry:commit_import", args=[run.pk]))
    assert "Stop; the register stays as it is" in page(signed_in, "import", run)

    signed_in.post(reverse("registry:stop_import", args=[run.pk]))

    assert "Carry it out now" in page(signed_in, "import", run)


def test_a_step_that_is_refused_is_told(signed_in, officer):
    run = imported(officer, ROWS)

    response = signed_in.post(reverse("registry:commit_import", args=[run.pk]), follow=True)

    assert "has been carried out or given up already" in response.content.decode()


def test_the_list_tells_who_when_what_and_how_it_stands(signed_in, officer, django_assert_max_num_queries):
    address = reverse("registry:imports")
    assert "Nothing was imported yet" in signed_in.get(address).content.decode()
    imported(officer, ROWS)
    for number in range(4):
        dry_run(officer, ROWS, name=f"list-{number}.csv")

    with django_assert_max_num_queries(16):
        html = signed_in.get(address).content.decode()

    assert "Nimali" in html
    assert "Carried out" in html
    assert html.count("list-") == 4


def test_the_old_address_leads_to_a_new_import(signed_in):
    response = signed_in.get("/registry/load/")

    assert response["Location"] == "/imports/new/?kind=organisations"


@pytest.mark.parametrize("language", ["en", "si", "ta"])
@pytest.mark.parametrize("kind", list(ImportKind))
def test_an_empty_workbook_has_headings_that_are_known_again(kind, language):
    with translation.override(language):
        made = import_templates.made(kind, language)

    book = CalamineWorkbook.from_filelike(io.BytesIO(made.content))
    headings = book.get_sheet_by_index(0).to_python()[0]
    about = book.get_sheet_by_index(1).to_python()
    fields = list(import_fields.of(kind))
    known = import_mapping.guessed_columns(kind, headings, import_texts.field_words(kind))
    assert known == {name: number for number, name in enumerate(fields)}
    assert len(about) == len(fields) + 1
    codes = {ImportKind.ORGANISATIONS: "department", ImportKind.PEOPLE: "public_officer"}
    assert any(codes[kind] in row[2] for row in about), "the allowed values stand there"


def people_file(client, **query):
    response = client.get(reverse("registry:people_export", args=["csv"]), query)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_an_export_of_people_holds_what_the_reader_may_know_and_the_log_tells_of_it(client, officer, head):
    people.add(names={"name_en": "Far Away", "email": "far@example.lk"}, pack="lk", by=None, at=NOW)
    Person.objects.filter(name_en="Sunethra").update(email="s@example.lk")
    client.force_login(officer)
    everybody = people_file(client)
    client.force_login(head)
    own = people_file(client)

    assert {"Sunethra", "Nimali", "Far Away"} <= {row["name_en"] for row in everybody}
    assert [(row["name_en"], row["email"], row["organisation"]) for row in own] == [
        ("Sunethra", "s@example.lk", "hosp-a")
    ]
    entries = Entry.objects.filter(action="registry.people_exported").order_by("pk")
    assert [(entry.by, entry.facts["lines"]) for entry in entries] == [(officer, len(everybody)), (head, 1)]


def test_contacts_of_people_beyond_one_s_reach_stay_out_of_an_export(client, head):
    other = somebody("Padma", "head", organisation=Organisation.objects.get(slug="hosp-b"))
    Person.objects.filter(user=other).update(email="p@example.lk", phone="011 2345678")
    client.force_login(head)

    rows = {row["name_en"]: row for row in people_file(client)}

    assert (rows["Padma"]["email"], rows["Padma"]["phone"]) == ("", "")


def test_an_export_follows_the_filters_of_the_list(client, officer, head):
    client.force_login(officer)

    assert {row["name_en"] for row in people_file(client, role="head")} == {"Sunethra"}


def test_people_of_one_register_leave_apart_from_those_of_the_simulated_one(client, officer, head):
    Person.objects.filter(name_en="Sunethra").update(pack="demo")
    client.force_login(officer)

    assert {row["name_en"] for row in people_file(client, pack="demo")} == {"Sunethra"}
    assert "Sunethra" not in {row["name_en"] for row in people_file(client, pack="lk")}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_name_leaves_as_a_formula(client, officer, start):
    Person.objects.filter(user=officer).update(name_en=f"{start}1+1")
    client.force_login(officer)

    assert [row["name_en"] for row in people_file(client)] == [f"'{start}1+1"]
    response = client.get(reverse("registry:people_export", args=["xlsx"]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue())).get_sheet_by_index(0)
    assert [row[1] for row in sheet.to_python()[1:]] == [f"{start}1+1"], "a text, marked as one"


def test_an_export_costs_the_same_statements_for_every_five_hundred_people(
    officer, django_assert_max_num_queries
):
    from fulcrum.registry import people_exports

    Person.objects.bulk_create(
        Person(name_en=f"Invented {number}", pack="lk", added_at=NOW) for number in range(1_200)
    )

    with django_assert_max_num_queries(10):
        lines = sum(
            1 for _ in people_exports.lines(Person.objects.all(), user=officer, on=date(2026, 11, 23))
        )

    assert lines == Person.objects.count()
