"""Tests of the whole house: its architecture, its docs, its routes, and journeys through it in a real browser."""
