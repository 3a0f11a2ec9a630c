"""Collects readings of sensors and says what is unusual about them."""
