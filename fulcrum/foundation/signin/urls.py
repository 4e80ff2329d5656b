from django.urls import path

from fulcrum.foundation.signin import views

app_name = "signin"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/demonstration/<int:pk>/", views.demonstration, name="demonstration"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("tour/<int:step>/", views.tour, name="tour"),
]
