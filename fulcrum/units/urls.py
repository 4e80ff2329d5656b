"""Addresses of units, their model and their members."""

from django.urls import path

from fulcrum.units.life_urls import urlpatterns as of_life
from fulcrum.units.member_urls import urlpatterns as of_members
from fulcrum.units.views import board, progress, units

app_name = "units"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/board/", board.page, name="board"),
    path("units/board/export.<str:form>", board.export, name="board_export"),
    path("units/progress/", progress.page, name="progress"),
    path("units/<int:number>/", units.unit, name="unit"),
    *of_life,
    *of_members,
]
