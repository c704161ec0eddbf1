"""Downloader middlewares: the fetch time of a response, and replay from archives."""
