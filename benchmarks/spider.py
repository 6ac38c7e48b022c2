"""A Scrapy spider for the sample office's news pages, as somebody writes it who knows the site and Scrapy.

scrapy runspider benchmarks/spider.py -a start=http://127.0.0.1:8931/news/ -O releases.jsonl
"""

from collections.abc import Iterator
from typing import Any, ClassVar

import scrapy


class NewsSpider(scrapy.Spider):
    """Follows the list pages, and takes title, date and text from each release."""

    name = "news"
    custom_settings: ClassVar[dict[str, Any]] = {
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,  # Scrapy's own default
        "ROBOTSTXT_OBEY": True,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }

    def __init__(self, start: str = "", **options: Any) -> None:  # noqa: ANN401  # scrapy's
        """Take the address of the news page."""
        super().__init__(**options)
        self.start_urls = [start]

    def parse(self, response: Any) -> Iterator[Any]:  # noqa: ANN401  # scrapy has types, and is not installed here
        """Follow every release of a list page, and the page after it."""
        yield from response.follow_all(css=".news-item h2 a", callback=self.release)
        yield from response.follow_all(css="a[rel=next]", callback=self.parse)

    def release(self, response: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # as above
        """Take a release from its page."""
        yield {
            "url": response.url,
            "title": response.css("h1::text").get(),
            "date": response.css("p.date::text").get(),
            "standfirst": response.css("p.standfirst::text").get(),
            "body": response.css(".article-body").get(),
        }
