import { shorten } from "./dom.js";

const KINDS = {
  photo: "Foto", document: "Dokumen", sticker: "Stiker", voice: "Pesan suara", video: "Video", audio: "Audio",
  video_note: "Pesan video", animation: "Animasi", location: "Lokasi", contact: "Kontak", poll: "Jajak pendapat",
  dice: "Dadu",
};

/** @param {string} kind of media */
export const kindName = (kind) => KINDS[kind] ?? "Pesan";

/** One line that stands for a message. @param {import("./api.js").Message} message */
export function summary(message) {
  return shorten(message.text ?? message.caption ?? kindName(message.media?.kind));
}

/** What happened in the group, or null for a message somebody wrote. @param {import("./api.js").Message} message */
export function serviceText(message) {
  const names = (message.new_chat_members ?? []).map((user) => user.first_name).join(", ");
  if (names) return `${names} bergabung`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} keluar`;
  if (message.group_chat_created) return "Grup dibuat";
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "Grup ini menjadi supergrup";
  return null;
}

/** "Diteruskan dari …", or null. @param {Record<string, any>} [origin] */
export function forwardText(origin) {
  if (!origin) return null;
  const chat = origin.chat ?? origin.sender_chat;
  const name = origin.sender_user?.first_name ?? origin.sender_user_name ?? chat?.title;
  return name ? `Diteruskan dari ${name}` : "Diteruskan";
}

/** What a card says below its name. @param {import("./api.js").Media} media */
export function mediaNote({ kind, file_name: fileName, content = {} }) {
  if (kind === "location") return `${content.latitude}, ${content.longitude}`;
  if (kind === "contact") return `${content.first_name}, ${content.phone_number}`;
  if (kind === "dice") return `Hasil: ${content.value}`;
  if (kind === "poll") return [content.question, ...content.options.map((option) => `• ${option.text}`)].join("\n");
  return fileName ?? "contoh dari simulator";
}
