import base64
import json
import struct
from typing import Any

import aiohttp
import pytest

from bot.simulator.files import Files, image_size
from bot.simulator.media import default_content
from tests.bot.simulator.conftest import TOKEN, Hand

PIXEL = default_content("photo")


def png(width: int, height: int) -> bytes:
    return PIXEL[:16] + struct.pack(">II", width, height) + PIXEL[24:]


async def upload(hand: Hand, method: str, files: dict[str, tuple[str, bytes]], **params: Any) -> Any:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (file_name, content) in files.items():
        form.add_field(name, content, filename=file_name)
    async with hand.session.post(f"{hand.simulator.url}/bot{TOKEN}/{method}", data=form) as answer:
        return await answer.json()


def test_sizes_of_pictures() -> None:
    assert image_size(png(800, 600)) == (800, 600)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x02\x58\x03\x20" + b"\0" * 9
    assert image_size(jpeg) == (800, 600)
    assert image_size(b"\xff\xd8rusak") is None
    assert image_size(b"%PDF") is None


def test_the_oldest_files_are_forgotten() -> None:
    files = Files(keep=1)
    first = files.add("document", b"1", "../../a.pdf")
    second = files.add("document", b"2", "")
    assert first.name == "a.pdf"
    assert files.get(first.file_id) is None
    assert files.at(first.path) is None
    assert files.get(second.file_id) is files.at(second.path) is second


async def test_a_photo_goes_up_and_comes_down(hand: Hand, chat: int) -> None:
    body = await upload(
        hand, "sendPhoto", {"photo": ("g.png", png(800, 600))}, chat_id=chat, caption="<b>a</b>", parse_mode="HTML"
    )
    message = body["result"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(320, 240), (800, 600)]
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    file = await hand.result("getFile", file_id=message["photo"][-1]["file_id"])
    async with hand.session.get(f"{hand.simulator.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert await answer.read() == png(800, 600)
    again = await hand.result("sendPhoto", chat_id=chat, photo=file["file_id"])
    assert again["photo"] == message["photo"]
    [call, _] = (await hand.get("outbox", method="sendPhoto"))["calls"]
    assert call["params"]["photo"] == {"file_name": "g.png", "size": len(PIXEL)}


async def test_documents_keep_their_names(hand: Hand, chat: int) -> None:
    body = await upload(hand, "sendDocument", {"document": ("Rekap OPD.xlsx", b"isi")}, chat_id=chat)
    document = body["result"]["document"]
    assert document["file_name"] == "Rekap OPD.xlsx"
    async with hand.session.get(f"{hand.simulator.url}/sim/file/{document['file_id']}") as answer:
        assert await answer.read() == b"isi"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "Rekap" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "tidak-ada"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.com/a.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": "x", "caption": "a" * 1025}, "message caption is too long"),
        ("getFile", {"file_id": "tidak-ada"}, "invalid file_id"),
        ("sendMediaGroup", {"media": []}, "there are no messages to send"),
        ("sendMediaGroup", {"media": [{}] * 11}, "too many messages to send as an album"),
        ("sendMediaGroup", {"media": [{"type": "voice"}]}, "can't parse InputMedia: wrong media type in an album"),
        ("sendMediaGroup", {"media": "x"}, "can't parse media JSON object"),
    ],
)
async def test_bad_attachments_are_refused(
    hand: Hand, chat: int, method: str, params: dict[str, Any], words: str
) -> None:
    assert await hand.refusal(method, chat_id=chat, **params) == f"Bad Request: {words}"


async def test_contents_must_fit_their_kind(hand: Hand, chat: int) -> None:
    body = await upload(hand, "sendPhoto", {"photo": ("a.png", b"bukan gambar")}, chat_id=chat)
    assert body["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    body = await upload(hand, "sendDocument", {"document": ("a.pdf", b"")}, chat_id=chat)
    assert body["description"] == "Bad Request: file must be non-empty"
    body = await upload(hand, "sendDocument", {"document": ("a.pdf", b"x")}, chat_id=chat)
    file_id = body["result"]["document"]["file_id"]
    words = await hand.refusal("sendPhoto", chat_id=chat, photo=file_id)
    assert words == "Bad Request: can't use file of type Document as Photo"


async def test_an_album_is_several_messages_with_one_group(hand: Hand, chat: int) -> None:
    media = [{"type": "photo", "media": "attach://satu", "caption": "Satu"}, {"type": "photo", "media": "attach://dua"}]
    files = {"satu": ("1.png", PIXEL), "dua": ("2.png", PIXEL)}
    body = await upload(hand, "sendMediaGroup", files, chat_id=chat, media=media)
    [first, second] = body["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("Satu", False)


async def test_the_attachment_of_a_message_can_be_changed(hand: Hand, chat: int) -> None:
    await upload(hand, "sendPhoto", {"photo": ("1.png", PIXEL)}, chat_id=chat, caption="Lama")
    media = {"type": "document", "media": "attach://baru", "caption": "Baru"}
    files = {"baru": ("b.pdf", b"isi")}
    body = await upload(hand, "editMessageMedia", files, chat_id=chat, message_id=2, media=media)
    assert body["result"]["document"]["file_name"] == "b.pdf"
    assert "photo" not in body["result"]
    edited = await hand.result("editMessageCaption", chat_id=chat, message_id=2, caption="")
    assert "caption" not in edited


async def test_persons_attach_files(hand: Hand, chat: int) -> None:
    content = base64.b64encode(b"%PDF eviden").decode()
    sent = await hand.post("media", kind="document", user_id=chat, caption="Eviden #zi", file_name="e.pdf",
                           content_base64=content)  # fmt: skip
    message = (await hand.next_update())["message"]
    assert message["message_id"] == sent["message_id"]
    assert message["caption_entities"] == [{"type": "hashtag", "offset": 7, "length": 3}]
    file = await hand.result("getFile", file_id=message["document"]["file_id"])
    async with hand.session.get(f"{hand.simulator.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert await answer.read() == b"%PDF eviden"


async def test_persons_send_albums(hand: Hand, chat: int) -> None:
    await hand.post("album", user_id=chat, caption="Dua", items=[{"kind": "photo"}, {"kind": "document"}])
    [first, second] = [update["message"] for update in await hand.updates()]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("Dua", False)


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("media", {"kind": "hologram"}),
        ("media", {"kind": "photo", "content_base64": "???"}),
        ("media", {"kind": "photo", "content_base64": "eA=="}),
        ("album", {"items": []}),
        ("album", {}),
    ],
)
async def test_bad_attachments_of_persons_are_refused(hand: Hand, chat: int, word: str, body: dict[str, Any]) -> None:
    status, _ = await hand.refused(word, user_id=chat, **body)
    assert status == 400


async def test_unknown_files_are_not_found(hand: Hand) -> None:
    assert (await hand.refused("file/x", "GET"))[0] == 404
    async with hand.session.get(f"{hand.simulator.url}/file/bot{TOKEN}/documents/x") as answer:
        assert answer.status == 404
