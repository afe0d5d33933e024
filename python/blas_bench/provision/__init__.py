"""Makes environments and looks at them: the solver never runs in a measured environment."""
