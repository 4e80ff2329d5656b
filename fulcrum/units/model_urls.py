"""Addresses of the models of units, and of what a unit does otherwise."""

from django.urls import path

from fulcrum.units.views import blueprints, differences

VERSION = "blueprints/<slug:code>/<int:version>/"
UNIT = "units/<int:number>/"
urlpatterns = [
    path("blueprints/", blueprints.listing, name="blueprints"),
    path("blueprints/new/", blueprints.new, name="new_blueprint"),
    path(VERSION, blueprints.page, name="blueprint"),
    path(f"{VERSION}file/", blueprints.file, name="blueprint_file"),
    path(f"{VERSION}difference/<int:other>/", blueprints.compare, name="blueprint_difference"),
    path(f"{VERSION}next/", blueprints.next_version, name="next_blueprint"),
    path(f"{VERSION}change/", blueprints.change, name="change_blueprint"),
    path(f"{VERSION}publish/", blueprints.publish, name="publish_blueprint"),
    path(f"{VERSION}discard/", blueprints.discard, name="discard_blueprint"),
    path(f"{UNIT}adopt/<slug:code>/<int:version>/", differences.adopt, name="adopt"),
    path(f"{UNIT}differences/", differences.page, name="differences"),
    path(f"{UNIT}differences/ask/<slug:kind>/", differences.ask, name="ask_difference"),
    path("differences/<int:pk>/", differences.decide, name="decide_difference"),
]
