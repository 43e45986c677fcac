"""Coming and going: joining, leaving, blocking, and a group that becomes a supergroup."""

from bot.simulator.errors import PersonError
from bot.simulator.members import absent_member, banned_member, present_member
from bot.simulator.person.scene import Scene, bot_of, chat_named, scene_of
from bot.simulator.person.words import Fields, word
from bot.simulator.shapes import Json
from bot.simulator.stage import Stage


@word("POST", "/sim/join")
def join(stage: Stage, fields: Fields) -> Json:
    """Enter a group, or bring the bot in (`bot`)."""
    scene = _group_scene(stage, fields)
    newcomer = _mover(scene, fields)
    if fields.flag("bot"):
        scene.chat.bot_absent = ""
    else:
        scene.chat.members[newcomer["id"]] = newcomer
    scene.turn(absent_member(newcomer), present_member(newcomer), bot=fields.flag("bot"))
    return _said(scene, {"new_chat_members": [newcomer]})


@word("POST", "/sim/leave")
def leave(stage: Stage, fields: Fields) -> Json:
    """Leave a group, or put the bot out (`bot`)."""
    scene = _group_scene(stage, fields)
    leaver = _mover(scene, fields)
    gone = banned_member(leaver) if fields.flag("bot") else absent_member(leaver)
    scene.turn(present_member(leaver), gone, bot=fields.flag("bot"))
    answer = _said(scene, {"left_chat_member": leaver})
    if fields.flag("bot"):
        scene.chat.bot_absent = f"bot was kicked from the {scene.chat.kind} chat"
    else:
        scene.chat.members.pop(leaver["id"], None)
    return answer


@word("POST", "/sim/block")
def block(stage: Stage, fields: Fields) -> Json:
    """Block the bot: from now on it is refused with 403 in this chat."""
    scene = _private_scene(stage, fields)
    if not scene.chat.blocked:
        scene.chat.blocked = True
        scene.turn(present_member(scene.bot.user), banned_member(scene.bot.user), bot=True)
    return {"chat_id": scene.chat.id}


@word("POST", "/sim/unblock")
def unblock(stage: Stage, fields: Fields) -> Json:
    """Let the bot write again."""
    scene = _private_scene(stage, fields)
    scene.unblock()
    return {"chat_id": scene.chat.id}


@word("POST", "/sim/migrate")
def migrate(stage: Stage, fields: Fields) -> Json:
    """Make a group a supergroup: it gets a new number, and the old one only says so."""
    world = stage.world
    old = chat_named(world, fields)
    if old.kind != "group" or old.migrated_to is not None:
        raise PersonError(400, f"chat {old.id} is no group any more")
    new = world.group(int(f"-100{abs(old.id):010d}"), "supergroup", old.title)
    new.members = dict(old.members)
    bot = bot_of(stage, fields)
    Scene(world, bot, bot.user, old).say({"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    Scene(world, bot, bot.user, new).say({"migrate_from_chat_id": old.id})
    return {"chat_id": new.id}


def _group_scene(stage: Stage, fields: Fields) -> Scene:
    scene = scene_of(stage, fields)
    if scene.chat.kind not in ("group", "supergroup"):
        raise PersonError(400, "chat_id must be that of a group")
    return scene


def _private_scene(stage: Stage, fields: Fields) -> Scene:
    own = {"chat_id": fields.given.get("user_id"), "chat_type": "private"}
    return scene_of(stage, Fields(fields.given | own))


def _mover(scene: Scene, fields: Fields) -> Json:
    return scene.bot.user if fields.flag("bot") else scene.user


def _said(scene: Scene, service: Json) -> Json:
    post, update_id = scene.say(service)
    return {"message_id": post.message_id, "update_id": update_id, "chat_id": scene.chat.id}
