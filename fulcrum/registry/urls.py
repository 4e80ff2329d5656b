"""Addresses of the register."""

app_name = "registry"
urlpatterns: list[object] = []
