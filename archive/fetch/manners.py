"""How we behave towards a site, and who we say we are."""

from dataclasses import dataclass

from archive import __version__, bounds

PROJECT_ADDRESS = "https://copperplate.example/"
PRODUCT = "Copperplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The bounds of what a run asks of sites; seconds and bytes throughout.

    contact: e-mail or web address of the operator, told to every site; "" keeps it to the project's address
    delay: between the starts of two requests to one host
    longest_delay: the most that a crawl-delay in robots.txt can ask for
    connect_timeout, read_timeout: until a connection stands; between two pieces of an answer
    total_timeout: from the request to the last byte of the answer
    retries: attempts after the first, where another may help
    longest_wait: the most that we wait between two attempts; a Retry-After beyond it is obeyed by not asking
    max_redirects: followed for one address
    max_bytes: of one answer, on the wire and decompressed
    max_requests, max_run_bytes: of one run, robots.txt, redirects and retries included
    allow_private_addresses: for test servers; link-local and metadata addresses stay refused
    """

    contact: str = ""
    delay: float = bounds.DELAY
    longest_delay: float = 30.0
    connect_timeout: float = 10.0
    read_timeout: float = bounds.TIMEOUT
    total_timeout: float = 120.0
    retries: int = 2
    longest_wait: float = 120.0
    max_redirects: int = 10
    max_bytes: int = bounds.MAX_BYTES
    max_requests: int = bounds.MAX_REQUESTS
    max_run_bytes: int = bounds.MAX_RUN_BYTES
    allow_private_addresses: bool = False
    obey_robots: bool = True

    def __post_init__(self) -> None:
        """Refuse a contact that cannot stand in a header; ValueError says so."""
        if not (self.contact.isascii() and self.contact.isprintable()):
            raise ValueError(f"a contact is an e-mail or web address in ASCII, not {self.contact!r}")

    @property
    def user_agent(self) -> str:
        """Who we are, as every request says it."""
        return f"{PRODUCT}/{__version__} ({'; '.join(filter(None, (f'+{PROJECT_ADDRESS}', self.contact)))})"
