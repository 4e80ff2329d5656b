"""Addresses of monthly reports."""

from django.urls import path, register_converter

from fulcrum.units.months import MonthConverter
from fulcrum.units.views import reports

register_converter(MonthConverter, "month")

urlpatterns = [
    path("units/<int:number>/reports/", reports.listing, name="reports"),
    path("units/<int:number>/reports/<month:month>/", reports.one, name="report"),
]
