// How numbers are written for people.

import { clamp } from "../maths/clamp";

/** Three significant digits: 0.00312, −1.25, 14,300, 2.1e−7. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : sign(value, "∞");
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    const [digits, power] = size.toExponential(1).split("e");
    return sign(value, `${digits}e${minus(power.replace("+", ""))}`);
  }
  if (size >= 1000) return sign(value, whole(Math.round(size)));
  return sign(
    value,
    size
      .toPrecision(3)
      .replace(/^(\d+\.\d*?)0+$/, "$1")
      .replace(/\.$/, ""),
  );
}

/** A whole number with thousands marked. */
export function whole(value: number): string {
  return minus(String(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share of 1 in per cent; only what is exactly all is called 100 %. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "unknown";
  if (share === 0 || share === 1) return `${100 * share} %`;
  const tenths = clamp(Math.round(1000 * share), 1, 999);
  return `${tenths / 10} %`;
}

/** A depth or a length, to two places at most. */
export function places(value: number): string {
  return String(Math.round(100 * value) / 100);
}

function sign(value: number, text: string): string {
  return value < 0 ? `−${text}` : text;
}

/** With the sign that is as wide as a plus. */
export function minus(text: string): string {
  return text.replace("-", "−");
}
