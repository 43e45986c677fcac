"""The person's side: everything under /sim, one small function a word.

messages.py    POST /sim/message /sim/edit
buttons.py     POST /sim/callback /sim/inline, GET /sim/inline/{id}
media.py       POST /sim/media /sim/album
membership.py  POST /sim/join /sim/leave /sim/block /sim/unblock /sim/migrate
looking.py     GET  /sim/outbox /sim/outbox/count /sim/chat/{id} /sim/chats /sim/file/{id} /sim/state
                    /sim/personas /sim/commands /sim/ready
control.py     POST /sim/update /sim/reset /sim/fault /sim/clock, DELETE /sim/fault, GET /sim/clock /sim/idle
"""

from bot.simulator.person import buttons, control, looking, media, membership, messages
from bot.simulator.person.words import add_words

__all__ = ["add_words", "buttons", "control", "looking", "media", "membership", "messages"]
