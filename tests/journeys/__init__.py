"""Whole stories, walked from one end of the product to the other."""
