"""What a run may ask of sites, where the configuration does not say; seconds, bytes and requests."""

DELAY = 1.0
TIMEOUT = 30.0
MAX_BYTES = 20_000_000
MAX_REQUESTS = 5_000
MAX_RUN_BYTES = 2_000_000_000
