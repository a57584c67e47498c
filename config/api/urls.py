"""The addresses of the API."""

from __future__ import annotations

from django.urls import path

from config.api.docs import docs
from config.api.gate import gated
from config.api.root import api

urlpatterns = [path("docs", docs, name="docs"), *gated(api.urls[0])]
