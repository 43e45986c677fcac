/** All times of the page are those of the demo's agency, whatever the visitor's own zone. */
const ZONE = "Asia/Jakarta";

const format = (options) => new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, ...options });
const clockFace = format({ hour: "2-digit", minute: "2-digit" });
const dayKey = format({ year: "numeric", month: "2-digit", day: "2-digit" });
const dayName = format({ day: "numeric", month: "long", year: "numeric" });
const fullDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = format({ day: "numeric", month: "short" });

/** "17.54" @param {number} seconds since 1970 */
export const hourOf = (seconds) => clockFace.format(seconds * 1000);

/** Equal for two moments of the same day. @param {number} seconds */
export const dayOf = (seconds) => dayKey.format(seconds * 1000);

/** "21 November 2026" @param {number} seconds */
export const dateOf = (seconds) => dayName.format(seconds * 1000);

/** "Sabtu, 21 November 2026, 17.54 WIB" @param {Date} moment */
export const fullMoment = (moment) => `${fullDay.format(moment)}, ${clockFace.format(moment)} WIB`;

/** "21 Nov 17.54" @param {Date} moment */
export const shortMoment = (moment) => `${shortDay.format(moment)} ${clockFace.format(moment)}`;
