"""Who stands in a table of guests, who comes along, and who belongs together. Pure."""
