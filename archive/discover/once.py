"""A fetch that asks no address twice, for as long as a question takes."""

from dataclasses import dataclass, field

from archive.response import NO_VALIDATORS, Fetch, Response, Validators


@dataclass(frozen=True, slots=True)
class Once:
    """A `Fetch` that gives the same answer again; to be thrown away soon."""

    fetch: Fetch
    _answers: dict[str, Response] = field(default_factory=dict)

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        """Return the answer, from memory if there is one."""
        if url not in self._answers:
            self._answers[url] = self.fetch(url, accept=accept, validators=validators)
        return self._answers[url]

    def reading(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        """Return the answer that is remembered, which is then forgotten; what is asked now is not remembered."""
        known = self._answers.pop(url, None) if validators == NO_VALIDATORS else None
        return known or self.fetch(url, accept=accept, validators=validators)
