import { expect, test } from "vitest";
import { isInstalled } from "./install-packages.mjs";

const wanted = {
  "": { name: "dramatis" },
  "node_modules/express": { version: "5.3.0" },
  "node_modules/for-another-system": { version: "1.0.0", optional: true },
};

test("O1 installs nothing when every wanted package is there", () => {
  expect(isInstalled(wanted, { "node_modules/express": { version: "5.3.0" } })).toBe(true);
});

test("O1 installs when a package is missing or has another version", () => {
  expect(isInstalled(wanted, {})).toBe(false);
  expect(isInstalled(wanted, { "node_modules/express": { version: "5.2.0" } })).toBe(false);
});
