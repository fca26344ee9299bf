"""What all tests share: hypothesis runs the same examples every time, without time limits."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "irtool", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("irtool")
