from django.urls import path

from fulcrum.foundation.web import views

app_name = "web"
urlpatterns = [
    path("health", views.health, name="health"),
    path("ready", views.ready, name="ready"),
    path("language/<str:language>/", views.choose_language, name="language"),
]
