"""The peer of the road for bytes: aiohttp, taking a file out of a form and giving one, piece by piece.

Listens on a free port of 127.0.0.1 and prints it.
"""

import asyncio

from aiohttp import web

PIECE = 64 * 1024


async def take(request: web.Request) -> web.Response:
    """Reads the form's parts as they come, and counts the file's bytes."""
    count = 0
    async for part in await request.multipart():
        if part.name == "file":
            while piece := await part.read_chunk(PIECE):
                count += len(piece)
        else:
            await part.text()
    return web.Response(text=str(count))


async def give(request: web.Request) -> web.StreamResponse:
    """Sends as many bytes as the query says."""
    left = int(request.query_string)
    response = web.StreamResponse(headers={"Content-Length": str(left)})
    await response.prepare(request)
    piece = bytes(PIECE)
    while left:
        part = piece[:left] if left < PIECE else piece
        await response.write(part)
        left -= len(part)
    return response


def application() -> web.Application:
    app = web.Application(client_max_size=1 << 40)
    app.add_routes([web.post("/up", take), web.get("/down", give)])
    return app


async def announce(app: web.Application) -> None:
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(announce(application()))
