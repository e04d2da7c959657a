"""What runs in a child process with limits: the gate and the readers of tables and photos from people; no Django, no settings."""
