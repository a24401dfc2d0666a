// A figure as it is typed into a field: in the unit beside it, a share as a percentage.

import type { FigureFormat } from "../server/model.js";

const PLAIN = /^\d+(?:\.\d+)?$/;
const FULL_WIDTH = /[０-９．]/g;

/** The unit written beside a field. */
export function unitOf({ kind, unit }: FigureFormat): string {
  return kind === "share" ? "%" : kind === "ratio" ? "" : unit;
}

/** What stands in the field for a value of the interface. */
export function shown(value: number | null, { kind }: FigureFormat): string {
  if (value === null) return "";
  return String(kind === "share" ? tidy(value * 100) : value);
}

/** The value of the interface for what was typed, or null when it is words: those are for the advisor to read. */
export function valueOf(typed: string, { kind }: FigureFormat): number | null {
  const plain = normal(typed).replace(/%$/, (sign) => (kind === "share" ? "" : sign));
  if (!PLAIN.test(plain)) return null;
  return kind === "share" ? tidy(Number(plain) / 100) : Number(plain);
}

function normal(typed: string): string {
  return typed.trim().replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/，|,/g, "");
}

/** Without the tail that binary fractions leave: 1.5 % is 0.015. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
