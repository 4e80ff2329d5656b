"""Addresses of units, their model and their members."""

from django.urls import path

from fulcrum.units.import_urls import urlpatterns as of_imports
from fulcrum.units.life_urls import urlpatterns as of_life
from fulcrum.units.member_urls import urlpatterns as of_members
from fulcrum.units.model_urls import urlpatterns as of_models
from fulcrum.units.report_urls import urlpatterns as of_reports
from fulcrum.units.views import board, home, progress, units

app_name = "units"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/board/", board.page, name="board"),
    path("units/board/export.<str:form>", board.export, name="board_export"),
    path("units/progress/", progress.page, name="progress"),
    path("units/<int:number>/", home.page, name="unit"),
    *of_imports,
    *of_life,
    *of_members,
    *of_models,
    *of_reports,
]
