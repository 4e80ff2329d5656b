"""Addresses of imports of units."""

from django.urls import path

from fulcrum.units.views import imports

ONE = "units/import/<int:pk>/"
urlpatterns = [
    path("units/import/", imports.listing, name="imports"),
    path("units/import/template.xlsx", imports.template, name="import_template"),
    path(ONE, imports.one, name="import"),
    path(f"{ONE}progress/", imports.progress, name="import_progress"),
    path(f"{ONE}check/", imports.check, name="check_import"),
    path(f"{ONE}commit/", imports.commit, name="commit_import"),
    path(f"{ONE}stop/", imports.stop, name="stop_import"),
    path(f"{ONE}drop/", imports.drop, name="drop_import"),
]
