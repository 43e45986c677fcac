import { openChat, privateChat, say, session } from "./session.js";

const BOT = "klinik_rb_bot";
const DEEP_LINK = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)\/?\?start=([\w-]{1,64})$/i;

/** A deep link of the bot starts it in the chat; false when the browser shall open the address. */
export function followLink(href) {
  const [, username, payload] = DEEP_LINK.exec(href) ?? [];
  if (username?.toLowerCase() !== BOT) return false;
  if (session.chat.type !== "private") openChat(privateChat(session.persona));
  say(`/start ${payload}`);
  return true;
}
