import { expect, test } from "vitest";
import { describeSystemProblem } from "./describe-system-problem.mjs";

test.each([
  [
    "npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write",
    /disk that holds \/home\/ada\/my world is full/,
  ],
  ["npm error code EROFS\nnpm error rofs EROFS: read-only file system, mkdir", /read-only disk/],
  ["npm error code EACCES\nnpm error syscall mkdir", /may not be written by this user/],
  ["npm error code ENOTFOUND\nnpm error errno ENOTFOUND", /registry cannot be reached/],
  ["npm error code E404\nnpm error 404 Not Found", /lacks a package/],
  ["spawn npm ENOENT", /npm was not found/],
])("O1 says in one line what to do about %j", (output, expected) => {
  const said = describeSystemProblem(output, "/home/ada/my world");
  expect(said).toMatch(expected);
  expect(said).not.toContain("\n");
});

test("O1 quotes the first informative line of an unknown cause", () => {
  const output = "npm error code EUSAGE\nnpm error\nnpm error the lock is odd.\nnpm error A complete log of this run …";
  expect(describeSystemProblem(output, "/x")).toBe("the lock is odd.");
});
