// Every recorded answer of a real conda client, replayed through the adapter. A new one is a new file in fixtures/:
// without "expected" its test fails and says what the adapter makes of it.
import * as fs from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Scratch } from "../scratch.ts";
import { makeScratch } from "../scratch.ts";
import { replay } from "./replay.ts";
import { fixtures, readRecording } from "./stand-in.ts";

const files = (await fs.readdir(fixtures)).sort();
const recordings = new Map(await Promise.all(files.map(async (file) => [file, await readRecording(file)] as const)));

let scratch: Scratch;
beforeAll(async () => {
  scratch = await makeScratch();
});
afterAll(() => scratch[Symbol.asyncDispose]());

it("there are recordings of all three clients", () => {
  const clients = [...recordings.values()].map(({ client }) => client);
  expect(new Set(clients)).toEqual(new Set(["conda", "micromamba", "mamba"]));
});

it.concurrent.for([...recordings])("%s", async ([, recording], { expect: here }) => {
  here(await replay(recording, [...recordings.values()], scratch.folder)).toEqual(recording.expected);
});
