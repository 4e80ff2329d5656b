from django.urls import path

from fulcrum.foundation.web.views import design, frame, work

app_name = "web"
urlpatterns = [
    path("health", frame.health, name="health"),
    path("ready", frame.ready, name="ready"),
    path("language/<str:language>/", frame.choose_language, name="language"),
    path("work/", work.index, name="work"),
    path("design/", design.index, name="design"),
    path("design/themes.css", design.themes, name="design_themes"),
]
