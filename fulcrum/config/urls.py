"""Every address of the program; what each may be asked by whom stands in tests/permissions_table.py."""

from django.urls import include, path

from fulcrum.config.api import api
from fulcrum.foundation.api.urls import guide_urls, tokens_urls

urlpatterns = [
    path("", include("fulcrum.foundation.web.urls")),
    path("", include("fulcrum.foundation.signin.urls")),
    path("", include("fulcrum.foundation.notices.urls")),
    path("", include("fulcrum.foundation.jobs.urls")),
    path("", include("fulcrum.foundation.attachments.urls")),
    path("", include("fulcrum.foundation.audit.urls")),
    path("", include(tokens_urls)),
    path("", include(guide_urls)),
    path("api/v1/", api.urls),
    path("", include("fulcrum.registry.urls")),
    path("", include("fulcrum.units.urls")),
    path("", include("fulcrum.allocation.urls")),
]

handler400 = "fulcrum.foundation.web.errors.bad_request"
handler403 = "fulcrum.foundation.web.errors.forbidden"
handler404 = "fulcrum.foundation.web.errors.not_found"
handler500 = "fulcrum.foundation.web.errors.server_error"
