"""Addresses of the register."""

from django.urls import path

from fulcrum.registry.views import (
    agreements,
    appointments,
    cii,
    districts,
    export,
    load,
    organisations,
    people,
    sources,
)

app_name = "registry"
urlpatterns = [
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/export.<str:form>", export.organisations, name="organisations_export"),
    path("organisations/<slug:slug>/", organisations.one, name="organisation"),
    path("organisations/<slug:slug>/people/", appointments.at_organisation, name="organisation_people"),
    path("organisations/<slug:slug>/access/", appointments.who_sees, name="organisation_access"),
    path("people/", people.listing, name="people"),
    path("people/new/", people.new, name="new_person"),
    path("people/<int:pk>/", people.one, name="person"),
    path("people/<int:pk>/correct/", people.correct, name="correct_person"),
    path("people/<int:pk>/rights/", people.rights, name="person_rights"),
    path("people/<int:pk>/appoint/", appointments.appoint, name="appoint"),
    path("people/<int:pk>/leave/", people.leave, name="leave"),
    path("appointments/<int:pk>/end/", appointments.end, name="end_appointment"),
    path("appointments/<int:pk>/lend/", appointments.lend, name="lend_appointment"),
    path("delegations/<int:pk>/take-back/", appointments.take_back, name="take_back"),
    path("vacancies/", appointments.vacancies, name="vacancies"),
    path("agreements/", agreements.listing, name="agreements"),
    path("agreements/new/", agreements.new, name="new_agreement"),
    path("agreements/<int:pk>/end/", agreements.end, name="end_agreement"),
    path("critical-infrastructure/", cii.listing, name="cii"),
    path("critical-infrastructure/propose/", cii.propose, name="propose_cii"),
    path("critical-infrastructure/<int:pk>/accept/", cii.accept, name="accept_cii"),
    path("critical-infrastructure/<int:pk>/close/", cii.close, name="close_cii"),
    path("districts/", districts.listing, name="districts"),
    path("districts/<slug:code>/", districts.one, name="district"),
    path("sources/", sources.listing, name="sources"),
    path("registry/load/", load.upload, name="load"),
    path("registry/load/<uuid:token>/", load.report, name="load_report"),
]
