"""Disk and network in trouble: what guests, hosts and Stripe are told meanwhile, and that all heals afterwards."""
