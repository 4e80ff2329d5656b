from django.urls import path

from fulcrum.foundation.signin.views import account, factor, invitation, passwords, sign_in

app_name = "signin"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/demonstration/<int:pk>/", sign_in.demonstration, name="demonstration"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("tour/<int:step>/", sign_in.tour, name="tour"),
    path("account/", account.account, name="account"),
    path("account/code/", sign_in.code, name="code"),
    path("account/confirm/", passwords.confirm, name="confirm"),
    path("account/password/", passwords.change, name="password"),
    path("account/forgotten/", passwords.forgotten, name="forgotten"),
    path("account/forgotten/sent/", passwords.forgotten_sent, name="forgotten_sent"),
    path("account/reset/<str:uid>/<str:token>/", passwords.reset, name="reset"),
    path("account/invitation/<str:token>/", invitation.accept, name="invitation"),
    path("account/second-factor/", factor.overview, name="second_factor"),
    path("account/second-factor/set-up/", factor.set_up, name="set_up"),
    path("account/second-factor/codes/", factor.renew_codes, name="renew_codes"),
    path("account/second-factor/remove/", factor.remove, name="remove_factor"),
    path("account/sessions/", account.open_sessions, name="sessions"),
    path("account/sessions/end-others/", account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="end_session"),
]
