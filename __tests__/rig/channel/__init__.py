"""Builds the synthetic channel; runs in the rig's own Python environment, started by prepare.py."""
