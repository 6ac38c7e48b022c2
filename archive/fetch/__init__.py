"""Polite bytes: robots, delay, conditional GET, retries, limits, private addresses refused."""

from archive.fetch.budget import Spent
from archive.fetch.client import Client
from archive.fetch.failure import PassingError
from archive.fetch.manners import PROJECT_ADDRESS, Manners
from archive.fetch.network import Network

__all__ = ["PROJECT_ADDRESS", "Client", "Manners", "Network", "PassingError", "Spent"]
