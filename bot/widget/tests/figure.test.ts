import { describe, expect, test } from "vitest";
import { shown, unitOf, valueOf } from "../src/views/figure.js";

const SHARE = { kind: "share", unit: "" };
const SECONDS = { kind: "duration", unit: "秒" };
const RATIO = { kind: "ratio", unit: "" };

describe("a figure in its field", () => {
  test.each([
    ["28", SECONDS, 28],
    [" 28.5 ", SECONDS, 28.5],
    ["２８", SECONDS, 28],
    ["3,000", SECONDS, 3000],
    ["1.5", SHARE, 0.015],
    ["1.5%", SHARE, 0.015],
    ["0", SHARE, 0],
    ["0.8", RATIO, 0.8],
  ])("%j is a value", (typed, format, value) => {
    expect(valueOf(typed, format)).toBe(value);
  });

  test.each(["三千", "1.2万", "二十来秒", "28%", "-3", "", "1e3", "0x10", "Infinity"])("%j is left to the advisor to read", (typed) => {
    expect(valueOf(typed, SECONDS)).toBeNull();
  });

  test.each([0, 0.015, 0.333, 1])("a share of %d is shown and typed back as the same", (share) => {
    expect(valueOf(shown(share, SHARE), SHARE)).toBe(share);
  });

  test("the unit beside it is what one types in", () => {
    expect([unitOf(SHARE), unitOf(SECONDS), unitOf(RATIO)]).toEqual(["%", "秒", ""]);
  });
});
