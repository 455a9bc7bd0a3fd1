const { floor } = Math;

/** Ten thousand four-digit numbers as ASCII, so that a number is written four digits at a time. */
const DIGITS = Uint8Array.from({ length: 40_000 }, (_, i) => 48 + (floor(floor(i / 4) / 10 ** (3 - (i % 4))) % 10));
const CHUNK = 10_000;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COMMA = 44;

const isMissing = Number.isNaN;

/** Bytes that {@link writeNumber} and a comma may take at most. */
export const LONGEST_NUMBER = 26;
/** Fractions are written to four places… */
const SCALE = CHUNK;
/** …but for numbers so small that four places would leave fewer than four digits, such as latencies in seconds… */
const SMALL = 0.1;
const FINE_SCALE = SCALE * CHUNK;
/** …and what is smaller than this is written as 0. */
const SMALLEST = 1e-12;

/**
 * Writes a finite number as JSON without trailing zeros: rounded (half up) to four decimal places, below 0.1 to at least five significant digits.
 * Numbers beyond 2^53 / 10^4 lose their fraction.
 * @returns position after it
 */
export function writeNumber(into: Uint8Array, at: number, value: number): number {
  let position = at;
  let rest = value;
  if (rest < 0) {
    into[position++] = MINUS;
    rest = -rest;
  }
  if (rest < SMALL && rest >= SMALLEST) return writeSmall(into, position, rest);
  let whole = floor(rest);
  let fraction = floor((rest - whole) * SCALE + 0.5);
  if (fraction === SCALE) {
    whole += 1;
    fraction = 0;
  }
  position = writeWhole(into, position, whole, true);
  if (fraction === 0) return position;
  into[position++] = POINT;
  position = writeWhole(into, position, fraction, false);
  while (into[position - 1] === ZERO) position--;
  return position;
}

/** Zeros four at a time, then the eight places that follow. */
function writeSmall(into: Uint8Array, at: number, value: number): number {
  let position = at;
  let rest = value;
  into[position++] = ZERO;
  into[position++] = POINT;
  for (; rest < 1 / SCALE; rest *= SCALE) position = writeWhole(into, position, 0, false);
  position = writeWhole(into, position, Math.min(FINE_SCALE - 1, floor(rest * FINE_SCALE + 0.5)), false);
  while (into[position - 1] === ZERO) position--;
  return position;
}

function writeWhole(into: Uint8Array, at: number, value: number, isLeading: boolean): number {
  let position = at;
  if (value >= CHUNK) {
    const high = floor(value / CHUNK);
    position = writeWhole(into, position, high, isLeading);
    return writeWhole(into, position, value - high * CHUNK, false);
  }
  let digit = value * 4;
  const end = digit + 4;
  if (isLeading) while (digit < end - 1 && DIGITS[digit] === ZERO) digit++;
  while (digit < end) into[position++] = DIGITS[digit++] ?? ZERO;
  return position;
}

/** Writes the numbers that are not NaN, between commas. */
export function writeNumbers(into: Uint8Array, at: number, values: Float64Array, descending: boolean): number {
  let position = at;
  const { length } = values;
  for (let n = 0; n < length; n++) {
    const value = values[descending ? length - 1 - n : n] ?? Number.NaN;
    if (isMissing(value)) continue;
    if (position > at) into[position++] = COMMA;
    position = writeNumber(into, position, value);
  }
  return position;
}

/** What {@link writeNumber} leaves of a number for whoever reads it. */
export function asRead(value: number): number {
  if (value < 0) return -asRead(-value);
  if (value < SMALL && value >= SMALLEST) {
    let scale = 1;
    for (; value * scale < 1 / SCALE; ) scale *= SCALE;
    return Math.min(FINE_SCALE - 1, floor(value * scale * FINE_SCALE + 0.5)) / (scale * FINE_SCALE);
  }
  const whole = floor(value);
  const fraction = floor((value - whole) * SCALE + 0.5);
  // One rounding, as a parser's, where the digits fit into a double; beyond, hardly any of the fraction is left.
  return whole < Number.MAX_SAFE_INTEGER / SCALE - 1 ? (whole * SCALE + fraction) / SCALE : whole + fraction / SCALE;
}
