"""Stripe on your own machine: the payments API, its webhooks and Stripe.js, for development and for tests."""

API_VERSION = "2026-10-28.endive"
"""The version that the official Python SDK 16.1 and stripe-js 10.2 pin; events are rendered in it."""
