"""Addresses of briefings, requests and the values of the need score."""

from django.urls import path

from fulcrum.allocation.views import briefings, next_model, requests, values

urlpatterns = [
    path("briefings/", briefings.listing, name="briefings"),
    path("briefings/new/", briefings.new, name="new_briefing"),
    path("briefings/<int:pk>/", briefings.one, name="briefing"),
    path("briefings/attendances/<int:pk>/strike/", briefings.strike, name="strike_attendance"),
    path("requests/", requests.listing, name="requests"),
    path("requests/export.<str:form>", requests.export, name="requests_export"),
    path("requests/new/<slug:slug>/", requests.new, name="new_request"),
    path("requests/<int:pk>/", requests.one, name="request"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="withdraw_request"),
    path("requests/<int:pk>/take-up/", requests.take_up, name="take_up_request"),
    path("requests/<int:pk>/close/", requests.close, name="close_request"),
    path("values/", values.listing, name="values"),
    path("values/<slug:slug>/", values.of_organisation, name="values_of"),
    path("values/<slug:slug>/<slug:criterion>/", values.line, name="line"),
    path("need/next/", next_model.publish, name="next_model"),
    path("need/next.yaml", next_model.file, name="next_model_file"),
]
