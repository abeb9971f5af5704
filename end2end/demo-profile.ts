import { readFileSync } from "node:fs";
import { join } from "node:path";

/** From and to as `HH:MM`. */
export interface Interval {
  from: string;
  to: string;
}

interface Profile {
  business: {
    name: string;
    contact: { phone: string };
    address: { street: string; postal_code: string; city: string };
    hours: Record<string, Interval[]>;
    exceptions: { from: string; to: string; label: string; hours: Interval[] }[];
    time_zone: string;
  };
  services: { name: string; price: { kind: string; cents?: number; from_cents?: number } }[];
}

/** The profile the demo business was filled with. */
export const profile = JSON.parse(
  readFileSync(join(__dirname, "../crates/domain/demo/profile.json"), "utf8"),
) as Profile;

/** All prices of services whose name begins with `name`, in cents. */
export function pricesOf(name: string): number[] {
  return profile.services
    .filter((service) => service.name.startsWith(name))
    .flatMap(({ price }) => price.cents ?? price.from_cents ?? []);
}

/** The amounts in euros that a German text names, in cents. */
export function namedPrices(text: string): number[] {
  return [...text.matchAll(/(\d[\d.]*)(?:,(\d{2}))?\s*(?:€|Euro)/g)].map(
    ([, euros = "", cents = "00"]) => Number(euros.replaceAll(".", "")) * 100 + Number(cents),
  );
}

/** Public holidays of the demo's federal state that can fall on a Saturday, as `MM-DD`. */
const HOLIDAYS = ["01-01", "03-08", "05-01", "10-03", "12-25", "12-26"];

/**
 * What a reply to "am Samstag?" says: the hours of the profile, or that it is closed on a holiday
 * or in company holidays. On a Saturday the visitor may mean this one or the next.
 */
export function saturdayAnswer(now: Date): RegExp {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: profile.business.time_zone }).format(now);
  const today = new Date(`${day}T00:00:00Z`);
  const daysLeft = (6 - today.getUTCDay() + 7) % 7;
  const candidates = daysLeft === 0 ? [0, 7] : [daysLeft];
  const answers = candidates.map((days) => {
    const date = new Date(today);
    date.setUTCDate(date.getUTCDate() + days);
    return answerOn(date.toISOString().slice(0, 10));
  });
  return new RegExp(answers.join("|"), "s");
}

function answerOn(date: string): string {
  const exception = profile.business.exceptions.find((it) => it.from <= date && date <= it.to);
  const isHoliday = HOLIDAYS.includes(date.slice(5));
  const intervals = exception?.hours ?? (isHoliday ? [] : profile.business.hours.saturday);
  if (!intervals || intervals.length === 0) {
    return "geschlossen|nicht geöffnet|zu\\b";
  }
  return intervals.map(({ from, to }) => `${timePattern(from)}.*${timePattern(to)}`).join(".*");
}

/** `09:00` as people write it: 9, 9:00, 09:00, 9.00. */
function timePattern(time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  const digits = `\\b0?${Number(hour)}`;
  return minute === "00" ? `${digits}(?:[:.]00)?\\b` : `${digits}[:.]${minute}\\b`;
}
