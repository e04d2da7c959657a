"""Floor 2: policy rates, decisions and the money that reaches a child."""
