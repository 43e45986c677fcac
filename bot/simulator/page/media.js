import { api } from "./api.js";
import { el, icon } from "./dom.js";
import { kindName, mediaNote } from "./labels.js";
import { showPicture } from "./sheets.js";

const SYMBOLS = {
  voice: "mic", audio: "music", video: "film", video_note: "film", animation: "film", location: "pin", contact: "person",
  poll: "chart", dice: "dice",
};
const WAVE = [5, 9, 14, 8, 17, 11, 20, 13, 7, 16, 10, 19, 12, 6, 15, 9, 18, 11, 7, 13, 8, 5];

/** What a message holds beside its text. @param {import("./api.js").Media} media */
export function mediaView(media) {
  if (media.kind === "photo") return photo(media);
  if (media.kind === "document") return documentCard(media);
  if (media.kind === "sticker") return el("div", { class: "sticker", role: "img", "aria-label": "Stiker" }, icon("smile"));
  const body = media.kind === "voice" ? waveform() : el("span", { class: "card-note" }, mediaNote(media));
  return card(SYMBOLS[media.kind], kindName(media.kind), body);
}

function photo(media) {
  const url = api.fileUrl(media.file_id);
  const size = media.width && media.height ? { width: media.width, height: media.height } : {};
  const image = el("img", { src: url, alt: "Foto", ...size });
  const frame = el("button", { type: "button", class: "photo", "aria-label": "Buka foto" }, image);
  image.addEventListener("error", () => frame.replaceWith(card("photo", "Foto", "tidak dapat ditampilkan")));
  frame.addEventListener("click", () => showPicture(url, "Foto"));
  return frame;
}

function documentCard(media) {
  const name = media.file_name ?? "dokumen";
  const kind = name.includes(".") ? name.split(".").pop() : "file";
  return el("a", { class: "card", href: api.fileUrl(media.file_id), download: name },
    el("span", { class: "card-icon" }, icon("file")),
    el("span", { class: "card-text" },
      el("span", { class: "card-title" }, name),
      el("span", { class: "card-note" }, `Unduh ${kind.toUpperCase()}`)));
}

function card(symbol, title, note) {
  return el("div", { class: "card" },
    el("span", { class: "card-icon" }, icon(symbol)),
    el("span", { class: "card-text" }, el("span", { class: "card-title" }, title), note));
}

function waveform() {
  const wave = el("span", { class: "wave", "aria-hidden": "true" });
  for (const height of WAVE) wave.append(el("i", { data: { height: Math.ceil(height / 5) } }));
  return wave;
}
