"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP): 30 ms each, and twenty at once do not need two gigabytes."""

    memory_cost = 19456
    time_cost = 2
    parallelism = 1
