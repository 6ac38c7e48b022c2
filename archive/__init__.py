"""What we collect and keep: fetch, discover, parse, compare, store."""
