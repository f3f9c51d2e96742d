"""Journeys through the whole house, in a real browser, against a live site with its worker and its Stripe."""
