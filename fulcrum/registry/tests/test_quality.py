"""The state of the register: what each list holds, how it is narrowed, and at which cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fulcrum.registry.models import Lookalike, Organisation
from fulcrum.registry.services import organisations, reorganising
from fulcrum.registry.tests.happenings import GROUNDS, NOW, draft, recording


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.mark.parametrize(
    ("key", "slugs"),
    [
        ("no-seat", {"dept-1", "dept-2"}),
        ("no-parent", {"hosp-a", "hosp-b", "dsec-a", "dsec-b", "la-a", "dept-1", "dept-2", "emb-1"}),
        ("unreviewed-tamil-name", {"hosp-a"}),
        ("no-tamil-name", {"hosp-b", "dsec-a", "dsec-b", "la-a", "dept-1", "dept-2", "emb-1"}),
        ("inferred", {"hosp-b"}),
        ("no-successor", {"la-b"}),
    ],
)
def test_a_list_holds_what_it_says_and_counts_the_same(key, slugs, signed_in, officer, register):
    Organisation.objects.filter(slug="hosp-a").update(name_ta="ஆல்பா", ta_basis="composed")
    Organisation.objects.filter(slug="hosp-b").update(district_basis="inferred")
    reorganising.close(register["la-b"], recording(officer))

    listed = signed_in.get(reverse("registry:quality_list", args=[key])).context["page"]
    index = signed_in.get(reverse("registry:quality")).context["lines"]

    assert {body.slug for body in listed} == slugs
    numbers = {href: number for _, _, number, href in index}
    assert numbers[reverse("registry:quality_list", args=[key])] == len(slugs)


def test_a_merged_organisation_is_not_without_a_successor(signed_in, officer, register):
    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"])

    assert (
        not signed_in.get(reverse("registry:quality_list", args=["no-successor"])).context["page"].object_list
    )


def test_a_list_is_narrowed_and_taken_away_as_a_file(signed_in, register):
    address = reverse("registry:quality_list", args=["no-tamil-name"]) + "?district=LK-11&kind=hospital"
    export = (
        reverse("registry:quality_export", args=["no-tamil-name", "csv"]) + "?district=LK-11&kind=hospital"
    )

    listed = signed_in.get(address).context["page"]
    file = signed_in.get(export).content.decode("utf-8-sig")

    assert [body.slug for body in listed] == ["hosp-a"]
    assert "Alpha Hospital" in file
    assert "Beta Hospital" not in file


def test_the_lists_cost_few_statements_however_long_they_are(signed_in, register):
    for key in ("no-tamil-name", "names-alike"):
        address = reverse("registry:quality_list", args=[key])
        signed_in.get(address)
        with CaptureQueriesContext(connection) as captured:
            signed_in.get(address)
        assert len(captured) <= 20, [query["sql"][:100] for query in captured]


def test_two_with_names_alike_are_told_apart_on_a_page(signed_in, officer, register):
    organisations.create(draft("Alpha Hospitals", district_id="LK-11"), grounds=GROUNDS, by=officer, at=NOW)
    pair = Lookalike.objects.get()
    address = reverse("registry:tell_apart", args=[pair.pk])
    merging = reverse("registry:record_event_of", args=[pair.first.slug, "merge"])
    merge_page = signed_in.get(f"{merging}?with={pair.second.slug}")
    assert f'value="{pair.second.slug}"' in merge_page.content.decode()
    assert address in signed_in.get(reverse("registry:quality_list", args=["names-alike"])).content.decode()

    signed_in.post(address, {"reason": "one is private"})

    assert not Lookalike.objects.unsettled().exists()
