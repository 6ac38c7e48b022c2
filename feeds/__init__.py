"""What we publish: feeds, pages and the live archive."""
