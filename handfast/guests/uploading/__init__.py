"""Uploading a guest list: the pages, and what is kept between them."""
