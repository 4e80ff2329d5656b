"""Addresses of the register."""

from django.urls import path

from fulcrum.registry.views import districts, export, load, organisations, sources

app_name = "registry"
urlpatterns = [
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/export.<str:form>", export.organisations, name="organisations_export"),
    path("organisations/<slug:slug>/", organisations.one, name="organisation"),
    path("districts/", districts.listing, name="districts"),
    path("districts/<slug:code>/", districts.one, name="district"),
    path("sources/", sources.listing, name="sources"),
    path("registry/load/", load.upload, name="load"),
    path("registry/load/<uuid:token>/", load.report, name="load_report"),
]
