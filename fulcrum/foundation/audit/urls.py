"""Addresses of the audit log."""

from django.urls import path

from fulcrum.foundation.audit.views import entries, files, seals

app_name = "audit"
urlpatterns = [
    path("audit/", entries.listing, name="entries"),
    path("audit/export.<str:form>", files.export, name="export"),
    path("audit/seals/", seals.listing, name="seals"),
    path("audit/of/<str:kind>/<path:object_id>/", entries.of_object, name="of_object"),
]
