from django.urls import path

from fulcrum.foundation.notices.views import outbox, own, preferences, preview

app_name = "notices"
urlpatterns = [
    path("notices/", own.index, name="index"),
    path("notices/<int:pk>/open/", own.open_one, name="open"),
    path("notices/<int:pk>/read/", own.read_one, name="read"),
    path("notices/read/", own.read_all, name="read_all"),
    path("notices/preferences/", preferences.index, name="preferences"),
    path("notices/address/", preferences.trust_own_address, name="trust_own_address"),
    path("notices/unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
    path("notices/outbox/", outbox.index, name="outbox"),
    path("notices/outbox/test/", outbox.test, name="test"),
    path("notices/outbox/address/", outbox.trust_address, name="trust_address"),
    path("notices/outbox/<int:pk>/again/", outbox.again, name="again"),
    path("notices/preview/", preview.index, name="previews"),
    path("notices/preview/<str:code>/", preview.one, name="preview"),
]
