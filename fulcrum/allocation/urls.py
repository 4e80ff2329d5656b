from django.urls import path

from fulcrum.allocation import offer_urls, request_urls
from fulcrum.allocation.views import head, plans, public, scenarios

app_name = "allocation"
urlpatterns = [
    path("", public.home, name="home"),
    path("my-organisation/", head.page, name="my_organisation"),
    path("need/", public.need, name="need"),
    path("plan/", plans.worked_example, name="plan"),
    path("plan/proof/", public.proof, name="proof"),
    path("plan/problem.json", plans.problem, name="problem"),
    path("plan/export.<str:kind>", plans.export, name="plan_export"),
    path("plan/why/<slug:slug>/", plans.why, name="why"),
    path("scenarios/", scenarios.index, name="scenarios"),
    path("scenarios/new/", scenarios.new, name="new_scenario"),
    path("scenarios/<int:pk>/", scenarios.scenario, name="scenario"),
    path("scenarios/<int:pk>/progress/", scenarios.progress, name="progress"),
    path("scenarios/<int:pk>/cancel/", scenarios.cancel, name="cancel"),
    path("scenarios/<int:pk>/check/", scenarios.check, name="check"),
    path("scenarios/<int:pk>/problem.json", scenarios.problem, name="scenario_problem"),
    path("scenarios/<int:pk>/export.<str:kind>", scenarios.export, name="scenario_export"),
    path("scenarios/<int:pk>/why/<slug:slug>/", scenarios.why, name="scenario_why"),
    *request_urls.urlpatterns,
    *offer_urls.urlpatterns,
]
