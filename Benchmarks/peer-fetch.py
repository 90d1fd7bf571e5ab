#!/usr/bin/env python3
"""peer-fetch.py aiohttp|feedparser FILE CERTIFICATES: polls every URL of FILE once, as their documentation shows it."""
import asyncio
import ssl
import sys

peer, path, certificates = sys.argv[1:4]
polls = [line.rstrip("\n").split("\t") for line in open(path)]


async def poll_all():
    import aiohttp

    context = ssl.create_default_context(cafile=certificates)
    places = asyncio.Semaphore(100)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context, limit=100)) as session:

        async def poll(url, *tag):
            async with places, session.get(url, headers={"If-None-Match": tag[0]} if tag else {}) as answer:
                await answer.read()
                return answer.status in (200, 304)

        return sum(await asyncio.gather(*(poll(*each) for each in polls)))


if peer == "aiohttp":
    good = asyncio.run(poll_all())
else:
    import feedparser

    good = sum(feedparser.parse(url, etag=tag[0] if tag else None).get("status") in (200, 304) for url, *tag in polls)
print(good, "good")
