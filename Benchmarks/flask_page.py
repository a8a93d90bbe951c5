"""The peer for a page of fifty messages: Flask with a template that escapes, a session looked up by its cookie, and nothing to decrypt."""

import os

from flask import Flask, abort, request

TEMPLATE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Messages with {{ name }}</title></head><body><main><ol>
{% for message in messages %}<li class="{{ message.kind }}"><span class="reader">{{ message.who }} </span>
<p class="text" dir="auto">{{ message.text }}</p><p class="meta"><time datetime="{{ message.machine }}">{{ message.clock }}</time></p></li>
{% endfor %}</ol></main></body></html>
"""

SESSIONS = {os.environ.get("PAGE_COOKIE", ""): "ada"}
MESSAGES = [
    {
        "text": f'Message number {number}: the ferry leaves at a quarter past seven, bring the "grey" bag & nothing else.',
        "kind": "theirs" if number % 2 else "mine", "who": "bob wrote:" if number % 2 else "You wrote:",
        "machine": f"2026-11-20T06:{number:02}Z", "clock": f"06:{number:02}",
    }
    for number in range(50)
]

app = Flask(__name__)
page_template = app.jinja_env.from_string(TEMPLATE)  # compiled once, as a template in a file is


@app.get("/")
def page() -> str:
    if request.headers.get("Cookie", "") not in SESSIONS:
        abort(403)
    return page_template.render(name="bob", messages=MESSAGES)
