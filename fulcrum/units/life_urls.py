"""Addresses of what happens in the life of a unit."""

from django.urls import path

from fulcrum.units.views import gates, handing, plans, recording

GATE = "units/<int:number>/gates/<slug:stage>/"
STEP = "units/<int:number>/plan/<slug:code>/"
urlpatterns = [
    path("units/record/", recording.record, name="record"),
    path("units/<int:number>/close/", recording.close, name="close"),
    path("units/<int:number>/reconstitute/", recording.reconstitute, name="reconstitute"),
    path("units/<int:number>/hand-to/", handing.hand_to, name="hand_to"),
    path("units/<int:number>/plan/", plans.page, name="plan"),
    path("units/<int:number>/plan-again/", plans.again, name="plan_again"),
    path(f"{STEP}done/", plans.done, name="step_done"),
    path(f"{STEP}open/", plans.reopened, name="step_open"),
    path(f"{STEP}leave-out/", plans.left_out, name="step_left_out"),
    path(GATE, gates.page, name="gate"),
    path(f"{GATE}evidence/<slug:criterion>/", gates.evidence, name="evidence"),
    path(f"{GATE}ask/", gates.ask, name="ask"),
    path(f"{GATE}withdraw/", gates.withdraw, name="withdraw"),
    path(f"{GATE}decide/", gates.decide, name="decide"),
    path(f"{GATE}confirm/", gates.confirm, name="confirm"),
]
