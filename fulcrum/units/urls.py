"""Addresses of units, their model and their members."""

from django.urls import path

from fulcrum.units.views import units

app_name = "units"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/<int:number>/", units.unit, name="unit"),
]
