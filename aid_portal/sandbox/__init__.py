"""What runs in a child process with limits: the gate and the readers of files that people upload; no Django, no settings."""
