from typing import Any

from tests.bot.simulator.conftest import Hand

BLOCKED = "Forbidden: bot was blocked by the user"


async def payloads(hand: Hand) -> list[tuple[str, Any]]:
    """Fetch and confirm what waits; return kinds and payloads."""
    updates = await hand.updates()
    if updates:
        await hand.updates(updates[-1]["update_id"] + 1)
    return [(kind, update[kind]) for update in updates for kind in update if kind != "update_id"]


def statuses(change: Any) -> tuple[str, str]:
    return change["old_chat_member"]["status"], change["new_chat_member"]["status"]


async def test_a_blocked_bot_is_refused_until_the_person_writes_again(hand: Hand, chat: int) -> None:
    await hand.post("block", user_id=chat)
    await hand.post("block", user_id=chat)
    [(kind, change)] = await payloads(hand)
    assert (kind, statuses(change)) == ("my_chat_member", ("member", "kicked"))
    for method in ("sendMessage", "editMessageText"):
        assert await hand.refusal(method, chat_id=chat, text="a", message_id=1) == BLOCKED
    await hand.post("message", text="kembali", user_id=chat)
    assert [kind for kind, _ in await payloads(hand)] == ["my_chat_member", "message"]
    await hand.result("sendMessage", chat_id=chat, text="a")


async def test_unblocking_is_told(hand: Hand, chat: int) -> None:
    await hand.post("unblock", user_id=chat)
    assert await payloads(hand) == []
    await hand.post("block", user_id=chat)
    await hand.post("unblock", user_id=chat)
    assert [statuses(change) for _, change in await payloads(hand)] == [("member", "kicked"), ("kicked", "member")]


async def test_the_bot_comes_and_goes(hand: Hand) -> None:
    await hand.result("getMe")
    await hand.post("join", user_id=5, chat_id=-9, chat_title="Tim RB", bot=True)
    [(_, change), (_, message)] = await payloads(hand)
    assert statuses(change) == ("left", "member")
    assert message["new_chat_members"][0]["id"] == 7001
    await hand.result("sendMessage", chat_id=-9, text="halo")
    await hand.post("leave", user_id=5, chat_id=-9, bot=True)
    assert [kind for kind, _ in await payloads(hand)] == ["my_chat_member", "message"]
    assert await hand.refusal("sendMessage", chat_id=-9, text="a") == "Forbidden: bot was kicked from the group chat"
    assert (await hand.result("getChatMember", chat_id=-9, user_id=7001))["status"] == "left"
    assert (await hand.post("message", text="masih ada?", user_id=5, chat_id=-9))["update_id"] is None


async def test_persons_come_and_go(hand: Hand) -> None:
    await hand.updates(allowed_updates=["message", "chat_member"])
    await hand.post("join", user_id=5, chat_id=-9)
    assert (await hand.result("getChatMember", chat_id=-9, user_id=5))["status"] == "member"
    assert await hand.result("getChatMemberCount", chat_id=-9) == 2
    await hand.post("leave", user_id=5, chat_id=-9)
    kinds = ["chat_member", "message", "chat_member", "message"]
    assert [kind for kind, _ in await payloads(hand)] == kinds
    assert (await hand.result("getChatMember", chat_id=-9, user_id=5))["status"] == "left"
    assert await hand.refusal("getChatMember", chat_id=-9, user_id=404) == "Bad Request: PARTICIPANT_ID_INVALID"
    assert (await hand.refused("join", user_id=5))[0] == 400


async def test_the_bot_can_leave_a_group_but_no_person(hand: Hand, chat: int) -> None:
    await hand.post("message", text="hai", user_id=chat, chat_id=-9)
    await hand.result("leaveChat", chat_id=-9)
    words = await hand.refusal("sendMessage", chat_id=-9, text="a")
    assert words == "Forbidden: bot is not a member of the group chat"
    words = await hand.refusal("leaveChat", chat_id=chat)
    assert words == "Bad Request: chat member status can't be changed in private chats"


async def test_a_group_that_became_a_supergroup_names_its_new_number(hand: Hand) -> None:
    await hand.post("message", text="hai", user_id=5, chat_id=-9, chat_title="Tim RB")
    await payloads(hand)
    new_id = (await hand.post("migrate", chat_id=-9))["chat_id"]
    assert new_id == -1000000000009
    [(_, old), (_, new)] = await payloads(hand)
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (-9, new_id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (new_id, -9)
    refused = await hand.api("sendMessage", chat_id=-9, text="a")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": new_id}
    await hand.result("sendMessage", chat_id=new_id, text="a")
    assert (await hand.refused("migrate", chat_id=-9))[0] == 400
    assert (await hand.refused("message", text="a", user_id=5, chat_id=-9))[0] == 400
