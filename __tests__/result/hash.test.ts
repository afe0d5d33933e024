import { expect, it } from "vitest";
import { hashPackages } from "../../src/result/hash.ts";
import { conda } from "./sound-result.ts";

const numpy = conda("numpy", "2.1.3", "py312h58c1407_0");
const libblas = conda("libblas", "3.11.0", "5_h59b9bed_openblas");

it("does not depend on the order, and on anything else", () => {
  expect(hashPackages([numpy, libblas])).toBe(hashPackages([libblas, numpy]));
  const hashes = [[numpy, libblas], [numpy], [numpy, { ...libblas, build: "5_h_netlib" }], []].map(hashPackages);
  expect(new Set(hashes).size).toBe(4);
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
});
