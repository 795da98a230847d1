import { expect, test } from "vitest";
import { findTarget } from "./find-target.ts";

const find = (wanted: string) => findTarget(["Thalia", "Théa", "Ida Thorn", "Ida"], (name) => name, wanted);

test("W10 an exact name wins over names that contain it", () => {
  expect(find("ida")).toEqual({ kind: "found", thing: "Ida" });
});

test("W10 a beginning or a part is enough when only one fits, accents or not", () => {
  expect(find("the")).toEqual({ kind: "found", thing: "Théa" });
  expect(find("thorn")).toEqual({ kind: "found", thing: "Ida Thorn" });
});

test("W10 an ambiguous name asks which one is meant, and an unknown one is reported", () => {
  expect(find("th")).toEqual({ kind: "several", names: ["Thalia", "Théa"] });
  expect(find("zz")).toEqual({ kind: "none" });
});
