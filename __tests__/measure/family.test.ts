// One look after as many blocks as were asked for, and what a budget that is too short leaves of a decision.
import { expect, test } from "vitest";
import type { Part } from "./stand-in.ts";
import { perform, schedule } from "./stand-in.ts";

const parts: Part[] = [
  { variant: "one", arm: "base" },
  { variant: "one", arm: "head" },
];

test("a number of blocks that was given is one look at the whole rate", async () => {
  const { measured } = await perform({ parts, undecided: () => expect.fail("one look was planned") });
  expect(measured?.failures).toEqual([]);
  expect(measured?.schedule).toMatchObject({ plannedBlocks: 2, plannedLooks: 1, looks: [2], shortened: [] });
  expect(measured?.measurements.map((one) => one.blocks.numbers.length)).toEqual([2, 2, 2, 2]);
});

test("a budget that is too short leaves what controls need to object to a decision", async () => {
  const { measured } = await perform({
    parts: parts.map((part) => ({ ...part, offers: "alpha control" })),
    schedule: { ...schedule, turns: 2, blocksByFamily: true, budgetMilliseconds: 1 },
  });
  expect(measured?.schedule).toMatchObject({ plannedLooks: 2, looks: [9] });
});

test("a first block in which all workers are lost tells nothing of the next", async () => {
  const lost = parts.map((part) => ({ ...part, behaviour: "crash-at-first", ailing: "alpha", offers: "alpha beta" }));
  const { measured } = await perform({
    parts: lost,
    schedule: { ...schedule, turns: 2, blocksByFamily: true, budgetMilliseconds: 1 },
    undecided: () => expect.fail("there were not as many blocks as a look takes"),
  });
  expect(measured?.failures.map(({ benchmark }) => benchmark)).toEqual(["alpha", "alpha"]);
  // One decision, of beta; the block that was lost is one of them.
  expect(measured?.schedule).toMatchObject({ plannedBlocks: 20, looks: [9] });
  expect(measured?.measurements.map((one) => one.blocks.numbers.length)).toEqual([8, 8]);
});

test("a worker that is lost at another benchmark is still one of those that decide", async () => {
  const [base = { variant: "one" }, head = { variant: "one" }] = parts.map((part) => ({
    ...part,
    offers: "alpha beta",
  }));
  const { measured } = await perform({
    parts: [base, { ...head, behaviour: "crash-at-first", ailing: "alpha" }],
    schedule: { ...schedule, turns: 2, blocksByFamily: true, budgetMilliseconds: 1 },
  });
  expect(measured?.failures.map(({ benchmark }) => benchmark)).toEqual(["alpha"]);
  expect(measured?.schedule).toMatchObject({ plannedLooks: 2, looks: [8] });
});

test("a budget that is too short leaves what a decision of two cells needs, and no second look", async () => {
  const { measured } = await perform({
    parts,
    schedule: { ...schedule, turns: 2, blocksByFamily: true, budgetMilliseconds: 1 },
    undecided: () => expect.fail("there were not as many blocks as a look takes"),
  });
  expect(measured?.schedule).toMatchObject({ plannedBlocks: 20, plannedLooks: 2, looks: [9] });
  expect(measured?.measurements.map((one) => one.blocks.numbers.length)).toEqual([9, 9, 9, 9]);
});
