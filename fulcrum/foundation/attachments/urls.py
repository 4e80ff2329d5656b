from django.urls import path

from fulcrum.foundation.attachments import views

app_name = "attachments"
urlpatterns = [
    path("attachments/<uuid:key>/", views.serve, name="file"),
    path("attachments/<uuid:key>/remove/", views.remove, name="remove"),
]
