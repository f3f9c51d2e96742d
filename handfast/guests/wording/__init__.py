"""The words in the cells of guest lists: names, companions, remarks. Pure."""
