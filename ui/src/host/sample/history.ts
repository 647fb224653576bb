import type { Automation } from "../../bindings/Automation";
import type { Tally } from "../../bindings/Tally";
import type { World } from "./world";

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const HOUR = 2 * HALF_HOUR;
const DAY = 24 * HOUR;

/** What was counted at a moment on the way from an automation to a destination. */
export interface Counted {
  at: number;
  automation: string;
  destination: string;
  sent: number;
  failed: number;
  failedTries: number;
  leftOut: number;
  /** The time from event to answer of each that was sent. */
  tookMs: number;
}

/** What was sent in the 30 days before, with the rhythm of an office. */
export function fillHistory(world: World, now: number): void {
  const start = Math.floor((now - 30 * DAY) / HALF_HOUR) * HALF_HOUR;
  for (let at = start; at < now - HALF_HOUR; at += HALF_HOUR) {
    world.automations.forEach((automation, index) => {
      const events = eventsAt(automation, index, new Date(at));
      for (const { destination } of events > 0 ? automation.settings.sends : []) {
        world.counted.push(told(automation.id, destination, at, events, index));
      }
    });
  }
}

function told(
  automation: string,
  destination: string,
  at: number,
  events: number,
  index: number,
): Counted {
  const chance = noise(at / HALF_HOUR, index + 40);
  const slow = noise(at / HALF_HOUR, index + 80) > 0.93;
  return {
    at: at + 7 * MINUTE,
    automation,
    destination,
    sent: events,
    failed: 0,
    failedTries: chance > 0.94 ? 1 + Math.floor(events / 3) : 0,
    leftOut: 0,
    tookMs: slow ? 520 + Math.round(chance * 300) : 240 + Math.round(chance * 160),
  };
}

/** How many events an automation has in a half hour. */
function eventsAt(automation: Automation, index: number, when: Date): number {
  const { enabled, trigger } = automation.settings;
  if (!enabled || trigger.type === "manual") return 0;
  const hour = when.getHours() + when.getMinutes() / 60;
  const weekend = when.getDay() % 6 === 0;
  if (trigger.type === "schedule") return scheduled(trigger.schedule, when) ? 1 : 0;
  const busy = hour >= 7 && hour < 19 ? 1 - Math.abs(hour - 11.5) / 12 : 0;
  const most = trigger.type === "inbound" ? 9 : index === 0 ? 5 : 1.4;
  const scale = weekend ? most * 0.2 : most;
  return Math.floor(busy * scale * 2 * noise(when.getTime() / HALF_HOUR, index));
}

function scheduled(schedule: { type: string; at?: string; days?: string[] }, when: Date): boolean {
  const [hour = -1, minute = 0] = (schedule.at ?? "").split(":").map(Number);
  const due = when.getHours() === hour && when.getMinutes() === Math.floor(minute / 30) * 30;
  return due && (schedule.type === "daily" || when.getDay() === 1);
}

/** A number from 0 to 1 that is the same each time. */
function noise(x: number, y: number): number {
  const wave = Math.sin(x * 12.9898 + y * 78.233) * 43_758.5453;
  return wave - Math.floor(wave);
}

/** Sums up over stretches of time: each from its beginning to that of the next. */
export function summed(edges: number[], counted: Counted[]): Tally[] {
  const tallies = edges.map((at) => ({
    at: new Date(at).toISOString(),
    sent: 0,
    failed: 0,
    failed_tries: 0,
    left_out: 0,
  }));
  for (const one of counted) {
    const tally = tallies[edges.findLastIndex((edge) => edge <= one.at)];
    if (!tally) continue;
    tally.sent += one.sent;
    tally.failed += one.failed;
    tally.failed_tries += one.failedTries;
    tally.left_out += one.leftOut;
  }
  return tallies;
}

/** Where the last `count` stretches of a length begin, the last of which holds `now`. */
export function stretches(now: number, length: number, count: number): number[] {
  const end = Math.floor(now / length + 1) * length;
  return Array.from({ length: count }, (_, index) => end - (count - index) * length);
}

/** Where the last `count` days begin, the last of which is today. */
export function days(now: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now);
    day.setHours(0, 0, 0, 0);
    day.setDate(day.getDate() - (count - 1 - index));
    return day.getTime();
  });
}

/** The last 24 hours of an automation. */
export function hoursOf(world: World, automation: string): Tally[] {
  const mine = world.counted.filter((one) => one.automation === automation);
  return summed(stretches(Date.now(), HOUR, 24), mine);
}

/** The last seven days of a destination. */
export function daysOf(world: World, destination: string): Tally[] {
  const mine = world.counted.filter((one) => one.destination === destination);
  return summed(days(Date.now(), 7), mine);
}

/** Of what one entry counts, some take longer than the rest. */
function spread(one: Counted): Counted[] {
  const slow = Math.ceil(one.sent / 8) - (one.sent === 1 ? 1 : 0);
  return [
    { ...one, sent: one.sent - slow },
    { ...one, sent: slow, tookMs: Math.round(one.tookMs * 1.7) },
  ].filter((part) => part.sent > 0);
}

/** The time within which that share of what was sent was answered. */
export function within(counted: Counted[], share: number): number | null {
  const sent = counted.flatMap(spread).sort((a, b) => a.tookMs - b.tookMs);
  const all = sent.reduce((sum, one) => sum + one.sent, 0);
  let seen = 0;
  for (const one of sent) {
    seen += one.sent;
    if (seen >= all * share) return one.tookMs;
  }
  return null;
}
