"""The demo: a sample wedding with invented people, on this machine alone, with the sandbox as its Stripe."""
