/** Days and pixels: a linear scale of time that zooms and moves, and the ticks below it. Days count from 1970-01-01. */

/** The nearest that one can zoom: days across the whole width. */
export const NEAREST = 7;

const DAY = 86_400_000;

/** Year, month (from 1) and day of a day number. @param {number} day */
export function civil(day) {
  const date = new Date(Math.round(day) * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The number of a day. @param {number} year @param {number} month from 1 @param {number} day */
export function dayNumber(year, month = 1, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes the years 0 to 99 for 1900 to 1999
  return Math.round(date.getTime() / DAY);
}

/** A day as 2012-02-06. @param {number} day */
export function iso(day) {
  const { year, month, day: number } = civil(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(number).padStart(2, "0")}`;
}

/** The first day of 2012, 2012-02 or 2012-02-06, or with `last` the last one; null where it is none. @param {string} text */
export function parse(text, last = false) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  if (month < 1 || month > 12 || day < 1 || civil(dayNumber(year, month, day)).day !== day) return null;
  if (!last || found[3]) return dayNumber(year, month, day);
  return found[2] ? dayNumber(year, month + 1) - 1 : dayNumber(year + 1) - 1;
}

/** A window on time. Immutable: moving and zooming give a new one. */
export class Scale {
  /**
   * @param {number} from first day shown
   * @param {number} to day at the right end
   * @param {number} width in pixels
   * @param {[number, number]} bounds days that the window may not leave
   */
  constructor(from, to, width, bounds) {
    this.bounds = bounds;
    this.width = Math.max(1, width);
    const span = Math.min(Math.max(to - from, NEAREST), bounds[1] - bounds[0]);
    const middle = Number.isFinite(from + to) ? (from + to) / 2 : (bounds[0] + bounds[1]) / 2;
    this.from = Math.min(Math.max(middle - span / 2, bounds[0]), bounds[1] - span);
    this.to = this.from + span;
    this.perDay = this.width / span;
  }

  /** The whole of the bounds. @param {number} width @param {[number, number]} bounds */
  static whole(width, bounds) {
    return new Scale(bounds[0], bounds[1], width, bounds);
  }

  x(day) {
    return (day - this.from) * this.perDay;
  }

  day(x) {
    return this.from + x / this.perDay;
  }

  /** Zoom so that what is at `x` stays there. @param {number} x in pixels @param {number} factor over 1 goes nearer */
  zoomed(x, factor) {
    const day = this.day(x);
    const wanted = (this.to - this.from) / factor;
    const span = Math.min(Math.max(wanted, NEAREST), this.bounds[1] - this.bounds[0]);
    const from = day - (x / this.width) * span;
    return this.between(from, from + span);
  }

  /** Move by pixels; positive ones show later days. @param {number} pixels */
  moved(pixels) {
    const days = pixels / this.perDay;
    return this.between(this.from + days, this.to + days);
  }

  /** Another window of the same width and bounds. @param {number} from @param {number} to */
  between(from, to) {
    return new Scale(from, to, this.width, this.bounds);
  }

  resized(width) {
    return new Scale(this.from, this.to, width, this.bounds);
  }

  /** A window that shows days a to b with some room at both sides. @param {number} a @param {number} b */
  showing(a, b) {
    const room = Math.max((b - a) * 0.15, NEAREST / 2);
    return this.between(a - room, b + room);
  }

  /** Whether days a to b are in view. */
  sees(a, b) {
    return a >= this.from && b <= this.to;
  }
}

const STEPS = [
  [1, "day"], [2, "day"], [7, "day"], [14, "day"], [30.44, "month"], [91.3, "quarter"], [182.6, "half"], [365.25, "year"],
  [730.5, "2year"], [1826.25, "5year"], [3652.5, "10year"], [7305, "20year"], [18262, "50year"], [36525, "100year"],
];
const MONTHS = { month: 1, quarter: 3, half: 6 };

/**
 * Ticks that stand at least so far apart.
 * @param {Scale} scale
 * @param {number} apart in pixels
 * @returns {{day: number, year: number, month: number, date: number, unit: "day"|"month"|"year"}[]}
 */
export function ticks(scale, apart = 80) {
  const [days, name] = STEPS.find(([step]) => step * scale.perDay >= apart) ?? STEPS[STEPS.length - 1];
  const found = [];
  const add = (year, month, date, unit) => {
    const day = dayNumber(year, month, date);
    if (day >= scale.from - 1 && day <= scale.to + 1) found.push({ day, year, month, date, unit });
  };
  const first = civil(scale.from);
  const last = civil(scale.to);
  if (name.endsWith("year")) {
    const step = Number.parseInt(name, 10) || 1;
    for (let year = Math.floor(first.year / step) * step; year <= last.year + 1; year += step) add(year, 1, 1, "year");
  } else if (MONTHS[name]) {
    const step = MONTHS[name];
    const end = last.year * 12 + last.month;
    const begin = Math.floor((first.year * 12 + first.month - 1) / step) * step;
    for (let month = begin; month <= end; month += step) {
      const at = { year: Math.floor(month / 12), month: (month % 12) + 1 };
      add(at.year, at.month, 1, at.month === 1 ? "year" : "month");
    }
  } else {
    for (let month = first.year * 12 + first.month - 1; month <= last.year * 12 + last.month; month++) {
      const at = { year: Math.floor(month / 12), month: (month % 12) + 1 };
      const length = dayNumber(at.year, at.month + 1) - dayNumber(at.year, at.month);
      for (let date = 1; date <= length - (days > 2 ? 4 : 0); date += days) {
        add(at.year, at.month, date, date > 1 ? "day" : at.month === 1 ? "year" : "month");
      }
    }
  }
  return found;
}
