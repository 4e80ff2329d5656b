"""Addresses of members: nominations, posts, hand-overs, letters, the directory."""

from django.urls import path

from fulcrum.units.views import directory, members, nominations

urlpatterns = [
    path("units/<int:number>/members/", members.page, name="members"),
    path("units/<int:number>/members/nominate/", nominations.nominate, name="nominate"),
    path("units/<int:number>/members/<str:code>/stand-in/", members.stand_in, name="stand_in"),
    path("nominations/", nominations.listing, name="nominations"),
    path("nominations/<int:pk>/", nominations.one, name="nomination"),
    path("nominations/<int:pk>/accept/", nominations.accept, name="accept_nomination"),
    path("nominations/<int:pk>/refuse/", nominations.refuse, name="refuse_nomination"),
    path("nominations/<int:pk>/withdraw/", nominations.withdraw, name="withdraw_nomination"),
    path("holdings/<int:pk>/end/", members.end, name="end_holding"),
    path("holdings/<int:pk>/letter.pdf", members.letter, name="appointment_letter"),
    path("stand-ins/<int:pk>/end/", members.end_stand_in, name="end_stand_in"),
    path("hand-overs/<int:pk>/", members.hand_over, name="hand_over"),
    path("members/", directory.listing, name="directory"),
    path("members/export.<str:form>", directory.export, name="directory_export"),
]
