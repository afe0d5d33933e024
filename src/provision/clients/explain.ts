// What an adapter heard -> why the environment cannot be had, in the same words whatever the client's were.
import { redactCredentials } from "../../result/credentials.ts";
import type { Fault } from "../fault.ts";
import { fault, lastLinesOf } from "../fault.ts";
import type { Asked } from "./asked.ts";
import { addressOf, channelsOf, placeOf } from "./asked.ts";
import type { Heard, Sign } from "./family.ts";
import { missingFault, systemFault } from "./missing.ts";

const diskFull = /No space left on device|Disk quota exceeded|File too large|NoSpaceLeft|NotEnoughDiskSpace|ENOSPC/;

/** A line of a client's may be a whole document. */
const longestSummary = 300;

/** @param ended How the process ended, for a failure that is like none of the known ones. */
export function explain(heard: Heard, asked: Asked, ended: string): Fault {
  const lastLines = lastLinesOf(heard.words);
  const known =
    (diskFull.test(heard.words) ? fullDisk(asked) : null) ??
    bySign(heard, asked) ??
    (asked.offline ? offline(asked) : null) ??
    byStatus(heard, asked) ??
    missingFault(missingOf(heard, asked), asked) ??
    systemFault(heard.words, asked) ??
    (heard.signs.has("conflict") ? conflict(asked) : null) ??
    (heard.signs.has("unclear") ? unclear(asked) : null);
  if (known !== null) return { ...known, lastLines };
  const said =
    heard.summary === null
      ? ""
      : `: ${heard.summary
          .trim()
          .slice(0, longestSummary)
          .replace(/[.:]+$/, "")}`;
  return fault("other", `${asked.client}: ${ended}${said}.`, lastLines);
}

/** Where it does not say which spec it was, and was asked for one alone, it was that. */
function missingOf({ missing, signs }: Heard, { specs }: Asked): readonly string[] {
  return missing.length === 0 && signs.has("unclear") && specs.length === 1 ? specs : missing;
}

function fullDisk({ prefix }: Asked): Fault {
  const remedy = "Free some space, or choose another disk for the output folder and for the client's packages";
  return fault("disk-full", `installing into ${prefix}: the disk is full. ${remedy}.`);
}

/** The first that fits. */
const bySigns: readonly (readonly [Sign, (heard: Heard, asked: Asked) => Fault])[] = [
  [
    "damaged",
    (_, { prefix }) =>
      fault(
        "hash-mismatch",
        `installing into ${prefix}: the package is not what the channel's index says it is. ` +
          "Try again; if it stays so, the channel or a proxy in between serves damaged files.",
      ),
  ],
  [
    "bad-spec",
    ({ words }, { specs }) => {
      const named = specs.filter((spec) => quotedIn(words).some((text) => spec.includes(text)));
      const other = /(?:Invalid spec|MatchSpec) (['"])(.+?)\1/.exec(words)?.[2];
      const subject = named.length > 0 || other === undefined ? (named.length > 0 ? named : specs).join(", ") : other;
      const remedy = "Write it like numpy, numpy>=1.26,<2 or libblas=*=*_openblas";
      return fault("bad-spec", `${subject}: not a package spec. ${remedy}.`);
    },
  ],
  [
    "prefix-exists",
    (_, { prefix }) =>
      fault("prefix-exists", `${prefix}: this already exists and is no environment. Choose another output folder.`),
  ],
  [
    "asked-too-much",
    (_, { client }) =>
      fault("other", `${client}: does not understand how it was called. Install a newer one, or use conda: auto.`),
  ],
  [
    "configuration",
    ({ words }, { client }) =>
      fault("other", `${client}: ${unreadable(words)}. Correct that file, or use conda: auto.`),
  ],
  ["no-environment", (_, { prefix }) => fault("other", `${prefix}: this is no conda environment. Make it anew.`)],
  ["offline", (_, asked) => offline(asked)],
];

function bySign(heard: Heard, asked: Asked): Fault | null {
  const found = bySigns.find(([sign]) => heard.signs.has(sign));
  return found === undefined ? null : found[1](heard, asked);
}

/** What is wrong with the configuration of the client, which YAML readers say with a line and a column. */
export function unreadable(words: string): string {
  const place = [...words.matchAll(/in "([^"]+)", line (\d+), column (\d+)\s*$/gm)].at(-1);
  const where = place === undefined ? "" : `: ${place[1]}, line ${place[2]}, column ${place[3]}`;
  return `cannot read its configuration${where}`;
}

/** What the client puts between quotes, which is a spec or a part of one. */
function quotedIn(words: string): string[] {
  return [...words.matchAll(/(?<=['"])[^'"\n]+(?=['"])/g)]
    .map(([text]) => text)
    .filter((text) => /[=<>[\]]/.test(text));
}

function offline({ client }: Asked): Fault {
  const what = "is set to be offline, and has not kept everything that is needed";
  return fault("channel-unreachable", `${client}: ${what}. Let it use the network once, or use conda: auto.`);
}

function byStatus({ status, url }: Heard, asked: Asked): Fault | null {
  if (status === null) return null;
  const where = channelOf(url, asked);
  if (status === 404 || status === 410) {
    if (url !== null && /\.(conda|tar\.bz2)$/.test(url)) {
      const remedy = "Check the lock file, or build the channel's index anew if it is yours";
      return fault("package-not-found", `${redactCredentials(url)}: there is no such package. ${remedy}.`);
    }
    const remedy = "Check the address: a channel is a folder that holds noarch/repodata.json";
    return fault("channel-missing", `${where}: there is no conda channel at this address. ${remedy}.`);
  }
  if (status === 401 || status === 403 || status === 407) {
    const remedy = "Check the address, and the credentials in the client's configuration";
    return fault("channel-missing", `${where}: the channel refuses access. ${remedy}.`);
  }
  const why = status === 0 ? "" : `: HTTP status ${status}`;
  const remedy = "Check the network and the proxy settings, or name another channel";
  return fault("channel-unreachable", `${where}: the channel cannot be reached${why}. ${remedy}.`);
}

/** The channel as the user wrote it, where the address is below it; else the address of the channel. */
function channelOf(url: string | null, asked: Asked): string {
  if (url === null) return channelsOf(asked);
  const named = asked.channels.find(
    (channel) => `${url}/`.startsWith(`${addressOf(channel)}/`) || url.includes(`/${channel}/`),
  );
  return named ?? redactCredentials(url.replace(/\/[^/]+\/[^/]*(repodata|current)[^/]*$/, ""));
}

function conflict(asked: Asked): Fault {
  const what = `these cannot be installed together: ${asked.specs.join(", ")}`;
  return fault("unsatisfiable", `${placeOf(asked)}: ${what}. Leave one out or loosen its version.`);
}

function unclear(asked: Asked): Fault {
  const specs = asked.specs.length === 0 ? "" : `: ${asked.specs.join(", ")}`;
  const what = `nothing matches one of the specs, and ${asked.client} does not say which${specs}`;
  return fault("package-not-found", `${placeOf(asked)}: ${what}. Check the spelling, or add the channel that has it.`);
}
