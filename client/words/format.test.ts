import { describe, expect, test } from "vitest";
import { formatAgo } from "./format-ago.ts";
import { formatBytes } from "./format-bytes.ts";
import { formatDuration } from "./format-duration.ts";
import { formatExactMoney, formatMoney } from "../../schema/rules/format-money.ts";

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 4, 20, 12);

describe("formatMoney", () => {
  test.each([
    [0, "$0.00"],
    [1, "0.0000001 ¢"],
    [300_000, "0.03 ¢"],
    [9_960_000, "1 ¢"],
    [13_900_000, "1.4 ¢"],
    [100_000_000, "$0.10"],
    [1_240_000_000, "$1.24"],
  ])("L8 shows %d nano-dollars as %s", (nano, shown) => {
    expect(formatMoney(nano, "en")).toBe(shown);
  });

  test("W13 writes tiny sums with a German comma", () => {
    expect(formatMoney(300_000, "de")).toBe("0,03 ¢");
  });
});

test("L8 the exact sum is there to the nano-dollar", () => {
  expect(formatExactMoney(300_001, "en")).toBe("$0.000300001");
  expect(formatExactMoney(1_240_000_000, "en")).toBe("$1.24");
});

test.each([
  [0.2, "1 minute"],
  [11.7, "12 minutes"],
  [89, "89 minutes"],
  [90, "2 hours"],
  [180, "3 hours"],
  [60 * 24 * 3, "3 days"],
])("L8 %d minutes are about %s", (minutes, shown) => {
  expect(formatDuration(minutes, "en")).toBe(shown);
});

describe("formatAgo", () => {
  test.each([
    [0, "now"],
    [59_000, "now"],
    [3 * MINUTE_MS, "3 min. ago"],
    [119 * MINUTE_MS, "1 hr. ago"],
    [25 * 60 * MINUTE_MS, "yesterday"],
    [30 * 24 * 60 * MINUTE_MS, "Apr 20, 2026"],
  ])("C3 a turn %d ms old reads %s", (age, shown) => {
    expect(formatAgo(NOW - age, NOW, "en")).toBe(shown);
  });

  test("C3 a clock that runs behind the server's never shows the future", () => {
    expect(formatAgo(NOW + MINUTE_MS, NOW, "en")).toBe("now");
  });
});

describe("formatBytes", () => {
  test.each([
    [0, "0 byte"],
    [94_400_000, "94 MB"],
    [1_650_000_000, "1.7 GB"],
  ])("L2 a model of %d bytes is %s", (bytes, shown) => {
    expect(formatBytes(bytes, "en")).toBe(shown);
  });
});
