"""Updates that nobody would want to receive: well-formed ones with hostile content, and malformed ones."""

import copy
import json
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

PEOPLE = tuple(range(3_001, 3_201))
GROUP, CHANNEL = -3_100, -1_000_000_003_200
PERSON = {"id": PEOPLE[0], "is_bot": False, "first_name": "Warga"}
PRIVATE = {"id": PEOPLE[0], "type": "private", "first_name": "Warga"}
IN_GROUP = {"id": GROUP, "type": "group", "title": "Grup <i>RB</i>"}
IN_CHANNEL = {"id": CHANNEL, "type": "channel", "title": "Saluran"}
FORUM = {"id": GROUP, "type": "supergroup", "title": "Forum", "is_forum": True}
SENT = 1_795_400_000
HUGE = 2**63 - 1

TEXTS = (
    *("", " ", "\n\n\n", "\t\r\n\v\f", "\u2028\u2029", "0", "/", "//", "/ ", "?", "-"),
    *("a" * 4096, "a" * 4097, "a " * 4096, "😀" * 2048, "😀" * 4096, "wbk " * 1024, "\n" * 4096, "/" * 4096),
    *("\x00", "nilai\x00wbk", "\\u0000", "\ud800", "\udfff\ud800 wbk", "\U0010ffff", "\ufffe\uffff", "\x7f\x1b[31m"),
    *("\u202enilai wbk\u202c", "\u2066\u2067\u2069", "\u200b\u200d\ufeff", "w\u200bb\u200bk", "\u0640" * 500),
    *(
        "e\u0301" * 2000,
        "W" + "\u0363" * 1500,
        "ｗｂｋ",
        "𝔀𝓫𝓴",
        "WBK\u0130\u0131\u017f",
        "١٢٣",
        "🇮🇩" * 300,
        "👩‍👩‍👧‍👦" * 100,
    ),
    *(
        "<b>",
        "</b><i>" * 300,
        "<a href='javascript:x'>wbk</a>",
        "&lt;&#0;&bogus;&amp",
        "<blockquote expandable>",
        "<!--",
    ),
    *("**wbk*", "```", "- \n- \n", "%s %d {0} {} %(x)s ${identity}", "'; DROP TABLE inbox; --", "../../etc/passwd"),
    *("/start", "/start t_", "/start t_zsw", "/start t_" + "a" * 64, "/start@klinik_rb_bot t_\x00", "/start@lain_bot"),
    *(
        "/tanya",
        "/tanya@klinik_rb_bot",
        "/tanya " + "x" * 4089,
        "/tanya\n\n",
        "/\x00",
        "/topik" * 600,
        "/TOPIK",
        "/tan ya",
    ),
    *("https://" + "a" * 3000, "@" * 100, "#" * 4096, "1" * 4096, "9e999999", "null", "[[[[[[", '{"a":' * 500),
)
CALLBACK_DATA = (
    *(
        "",
        " ",
        "\x00",
        "\ud800",
        "1",
        "1t",
        "1t:",
        "1t:zsw",
        "1t:tidak-ada",
        "1t:zsw:x",
        "2t:zsw",
        "t:zsw",
        "1h:x",
        "1h",
    ),
    *("1s:zi:0", "1s:zi:-1", "1s:zi:00", "1s:zi:999999999", "1s:zi:9999999999", "1s:zi:1e9", "1s:zi:٣", "1s::0", "1b"),
    *(
        "1f:zsw:bobot",
        "1f:zsw:tidak",
        "1f:zsw:",
        "1f::",
        ":" * 64,
        "1t:" + "a" * 61,
        "x" * 5000,
        "😀" * 16,
        "<b>",
        "\n",
    ),
    *(bytes(range(start, start + 32)).decode("latin-1") for start in range(0, 256, 32)),
)
KINDS_OF_ENTITY = ("bot_command", "mention", "text_link", "pre", "custom_emoji", "blockquote", "belum_dikenal")
SPANS = ((0, 1), (0, 6), (3, 2), (0, 0), (-1, 5), (5, -1), (4096, 10), (HUGE, HUGE))
PICTURE = [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90}]
FILE = {"file_id": "f", "file_unique_id": "u"}
CONTENTS: tuple[Json, ...] = (
    {"photo": PICTURE},
    {"photo": []},
    {"document": {**FILE, "file_name": "../\x00<b>.exe", "mime_type": "x", "file_size": HUGE}},
    {"voice": {**FILE, "duration": 2**31 - 1}},
    {"video_note": {**FILE, "length": 1, "duration": 0}},
    {"sticker": {**FILE, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}},
    {"location": {"latitude": 1e308, "longitude": -1e308}},
    {"contact": {"phone_number": "'; --", "first_name": "\u202e<b>"}},
    {"dice": {"emoji": "🎲", "value": 99}},
    {"new_chat_members": [PERSON]},
    {"left_chat_member": PERSON},
    {"new_chat_title": "<b>" * 40},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": PRIVATE}},
    {"migrate_to_chat_id": -1_000_000_003_101},
    {"group_chat_created": True},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 2**31 - 1}},
    {"users_shared": {"request_id": 1, "users": []}},
    {},
)
ORIGINS: tuple[Json, ...] = (
    {"type": "user", "sender_user": PERSON, "date": SENT},
    {"type": "hidden_user", "sender_user_name": "\u202e", "date": 0},
    {"type": "chat", "sender_chat": IN_GROUP, "date": SENT},
    {"type": "channel", "chat": IN_CHANNEL, "message_id": 1, "date": SENT},
)
OTHER_KINDS: tuple[Json, ...] = (
    {"jenis_baru": {"chat": PRIVATE, "from": PERSON}},
    {"jenis_baru": [1, 2, 3]},
    {"jenis_baru": "x"},
    {"inline_query": {"id": "1", "from": PERSON, "query": "\ud800" * 200, "offset": ""}},
    {"chosen_inline_result": {"result_id": "1", "from": PERSON, "query": "x"}},
    {"poll_answer": {"poll_id": "1", "user": PERSON, "option_ids": [], "option_persistent_ids": []}},
    {"message_reaction": {"chat": PRIVATE, "message_id": 1, "date": SENT, "old_reaction": [], "new_reaction": []}},
    {"pre_checkout_query": {"id": "1", "from": PERSON, "currency": "IDR", "total_amount": 1, "invoice_payload": ""}},
    {
        "my_chat_member": {
            "chat": PRIVATE,
            "from": PERSON,
            "date": SENT,
            "old_chat_member": {"status": "member", "user": PERSON},
            "new_chat_member": {"status": "kicked", "user": PERSON, "until_date": 0},
        }
    },
    {},
)

NUMBERS = (0, 1, -1, 2**31 - 1, -(2**31), 2**53, HUGE, -HUGE, 2**63, 2**80)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, HUGE, -HUGE, 2**80, float("inf"), float("nan"), "", "x", "\x00", "\ud800"),
    *([], {}, [None], [[]], {"": None}, {"id": None}, {"id": 2**80}, {"id": "1"}, {"id": True}, ["a"] * 500),
)


def message(chat: Json = PRIVATE, **fields: Any) -> Json:
    """Return a message as Telegram would send it, with those fields."""
    return {"message_id": 7, "date": SENT, "chat": chat, "from": PERSON, **fields}


def nested(depth: int) -> Json:
    """Return a message that is a reply to a reply to a reply."""
    reply = message(text="awal")
    for _ in range(depth):
        reply = message(text="wbk", reply_to_message=reply)
    return reply


def well_formed() -> Iterator[Json]:
    """Yield updates as the Bot API describes them; whatever they hold, each must be applied."""
    for text, kind in product(TEXTS, ("message", "edited_message", "channel_post")):
        yield {kind: message(IN_CHANNEL if kind == "channel_post" else PRIVATE, text=text)}
        yield {kind: message(IN_GROUP, text=text, entities=_command(text))}
        yield {kind: message(text=text, entities=_command(text))}
        yield {kind: message(photo=PICTURE, caption=text)}
    for kind, (offset, length) in product(KINDS_OF_ENTITY, SPANS):
        entity = {"type": kind, "offset": offset, "length": length, "url": "x"}
        yield {"message": message(text="/tanya brp nilai wbk", entities=[entity] * 12)}
    for content, kind in product(CONTENTS, ("message", "edited_message", "edited_channel_post")):
        yield {kind: message(**content)}
        yield {kind: message(FORUM, message_thread_id=3, is_topic_message=True, **content)}
        yield {kind: message(media_group_id="\u202e1", **content)}
    for origin in ORIGINS:
        yield {"message": message(text="brp nilai wbk", forward_origin=origin)}
    yield from ({"callback_query": query} for data in CALLBACK_DATA for query in _taps(data))
    yield from OTHER_KINDS


def _command(text: str) -> list[Json]:
    name = text.partition(" ")[0]
    return [{"type": "bot_command", "offset": 0, "length": len(name)}] if text.startswith("/") else []


def _taps(data: str) -> Iterator[Json]:
    query = {"id": "77", "from": PERSON, "chat_instance": "1", "data": data}
    yield {**query, "message": message(text="lama")}
    yield {**query, "message": {"chat": PRIVATE, "message_id": 7, "date": 0}}
    yield {**query, "message": message(IN_CHANNEL, text="lama")}


FROM_INLINE: Json = {
    "callback_query": {"id": "77", "from": PERSON, "chat_instance": "1", "data": "1h", "inline_message_id": "A"}
}


def mutations(seed: int) -> Iterator[Json]:
    """Yield without end well-formed updates in which one or two places have been spoilt."""
    rng = Random(seed)
    # As text, because the places of an update are to be its own and not shared with the next.
    replies = ({"message": nested(depth)} for depth in (2, 20, 100))
    seeds = [json.dumps(update) for update in (*well_formed(), *replies, FROM_INLINE)]
    while True:
        update = json.loads(rng.choice(seeds))
        _move(update, rng)
        for _ in range(rng.randint(1, 2)):
            _spoil(update, rng)
        yield update


def _move(update: Json, rng: Random) -> None:
    """Spread the updates over many chats: those of one chat wait for each other."""
    person = {**PERSON, "id": rng.choice(PEOPLE)}
    for content in filter(lambda found: isinstance(found, dict), update.values()):
        if "from" in content:
            content["from"] = person
        if content.get("chat") == PRIVATE:
            content["chat"] = {**PRIVATE, "id": person["id"]}


def _spoil(update: Json, rng: Random) -> None:
    """Put something hostile in one place: mostly of the same type, which passes where a wrong type is refused."""
    places = list(_places(update))
    if not places:
        return
    holder, key = rng.choice(places)
    wish = rng.random()
    if wish < 0.08:
        del holder[key]
    elif wish < 0.25:
        holder[key] = copy.deepcopy(rng.choice(VALUES))
    elif isinstance(holder[key], str):
        holder[key] = rng.choice(TEXTS)
    elif isinstance(holder[key], int):
        holder[key] = rng.choice(NUMBERS)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        yield value, key
        if isinstance(item, dict | list):
            yield from _places(item)


any_text = st.text(st.characters(exclude_categories=()), max_size=40)
any_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
_KINDS = st.sampled_from(["message", "edited_message", "callback_query", "channel_post", "my_chat_member"])
_FIELDS = st.sampled_from(
    ["message_id", "date", "chat", "from", "text", "caption", "entities", "photo", "data", "message", "id", "type"]
)


def any_update() -> st.SearchStrategy[Json]:
    """Return updates of a known kind whose fields hold anything that JSON can say."""
    holder = st.dictionaries(_FIELDS, any_json | st.just(PRIVATE) | st.just(PERSON), max_size=6)
    return st.dictionaries(_KINDS, holder | any_json, min_size=1, max_size=2)
