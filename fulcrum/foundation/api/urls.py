"""Pages about the API; its operations are mounted by `config/api.py`."""

from django.urls import path

from fulcrum.foundation.api.views import guide, tokens

tokens_urls = (
    [
        path("account/tokens/", tokens.own, name="own"),
        path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke"),
    ],
    "api_tokens",
)
guide_urls = (
    [
        path("api/", guide.guide, name="guide"),
        path("api/v1/openapi.json", guide.openapi, name="openapi"),
    ],
    "api_guide",
)
