// Results as the legs of a matrix leave them.
import type { Platform, Result } from "../../src/result/schema.ts";
import type { ArmedFacts } from "./armed-result.ts";
import { armedResult } from "./armed-result.ts";

/** The same result, measured on another platform. */
export function measuredOn(platform: Platform, result: Result): Result {
  return {
    ...result,
    host: { ...result.host, platform },
    environments: result.environments.map((one) => ({ ...one, platform })),
    series: result.series.map((one) => ({ ...one, platform })),
  };
}

export function withInputs(configuration: Result["configuration"], result: Result): Result {
  return { ...result, configuration: { ...result.configuration, ...configuration } };
}

/** Linux and macOS on one variant each: a matrix of two legs. */
export function twoPlatforms(linux: ArmedFacts = {}, mac: ArmedFacts = {}): readonly [Result, Result] {
  return [
    withInputs({ leg: "bench 0 of 2" }, armedResult(linux)),
    withInputs({ leg: "bench 1 of 2" }, measuredOn("osx-arm64", armedResult(mac))),
  ];
}

export function named(results: readonly Result[]): { readonly file: string; readonly result: Result }[] {
  return results.map((result, index) => ({ file: `${"abcdefgh"[index]}.json`, result }));
}
