from django.urls import path

from fulcrum.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.listing, name="list"),
    path("jobs/mine/", views.mine, name="mine"),
    path("jobs/periodic/", views.periodic, name="periodic"),
    path("jobs/<int:pk>/", views.one, name="job"),
    path("jobs/<int:pk>/progress/", views.progress, name="progress"),
    path("jobs/<int:pk>/stop/", views.stop, name="stop"),
    path("jobs/<int:pk>/retry/", views.retry, name="retry"),
]
