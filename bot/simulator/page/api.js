/**
 * The simulator's person side over HTTP, on the page's own origin.
 *
 * @typedef {{user_id: number, first_name: string, username?: string, role: string, unit: string}} Persona
 * @typedef {{id: number, type: string, title: string}} Chat
 * @typedef {{
 *   kind: string, file_id?: string, file_name?: string, width?: number, height?: number, content?: Record<string, any>,
 * }} Media
 * @typedef {{
 *   message_id: number, date: number, edit_date?: number,
 *   from: {id: number, first_name: string, is_bot: boolean},
 *   text?: string, caption?: string, html: string, media?: Media,
 *   reply_markup?: Record<string, any>, reply_to?: {message_id: number, text: string},
 *   forward_origin?: Record<string, any>, reactions?: {type: string, emoji?: string}[],
 * }} Message
 */

/** A refusal of the simulator; `status` is the HTTP code. */
export class SimError extends Error {
  constructor(status, description) {
    super(description);
    this.status = status;
  }
}

async function call(path, body) {
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/sim/${path}`, body ? post : {}).catch(() => {
    throw new SimError(0, "Simulator tidak terhubung.");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new SimError(response.status, `Ditolak simulator: ${answer.description ?? response.statusText}`);
  return answer;
}

/** @param {Persona} persona @param {Chat} chat */
function whoAndWhere(persona, chat) {
  return {
    user_id: persona.user_id,
    first_name: persona.first_name,
    username: persona.username,
    chat_id: chat.id,
    chat_type: chat.type,
    chat_title: chat.title,
  };
}

/**
 * A chat nobody has written in does not exist yet; asking for it would be an error in the browser's console.
 * @returns {Promise<Message[]>}
 */
async function history(chatId) {
  const { chats } = await call("chats");
  return chats.some((chat) => chat.id === chatId) ? (await call(`chat/${chatId}`)).messages : [];
}

export const api = {
  personas: () => call("personas").then((answer) => /** @type {Persona[]} */ (answer.personas)),
  chats: (userId) => call(`chats?user_id=${userId}`).then((answer) => /** @type {Chat[]} */ (answer.chats)),
  history,
  commands: (userId, chatId) =>
    call(`commands?user_id=${userId}&chat_id=${chatId}`).then((answer) => answer.commands),
  sendText: (persona, chat, text, replyTo) =>
    call("message", { ...whoAndWhere(persona, chat), text, reply_to_message_id: replyTo }),
  editText: (persona, chat, messageId, text) =>
    call("edit", { user_id: persona.user_id, chat_id: chat.id, message_id: messageId, text }),
  press: (persona, chat, messageId, data) =>
    call("callback", { user_id: persona.user_id, chat_id: chat.id, message_id: messageId, data }),
  /** Resolves when the bot has nothing left to do, or after ten seconds. */
  idle: () => call("idle?timeout=10"),
  /** `content` is {kind, caption?, file_name?, content_base64?}. */
  sendMedia: (persona, chat, content) => call("media", { ...whoAndWhere(persona, chat), ...content }),
  clock: () => call("clock"),
  moveClock: (seconds) => call("clock", { advance: seconds }),
  fileUrl: (fileId) => `/sim/file/${encodeURIComponent(fileId)}`,
};
