// Who may import whom: stages only import earlier stages, and only the edges touch the machine.

const stages = ["inputs", "plan", "provision", "verify", "measure", "compare", "gate", "report", "publish"];
const edges = "^src/(system|publish|entry)/";

// The machine and the network, as Node and the toolkit offer them.
const effects = "^(node:)?(fs|fs/promises|child_process|net|http|http2|https|dgram|dns|dns/promises|tls|cluster|os)$";

/** @param {string[]} names */
const folders = (names) => `^src/(${names.join("|")})/`;

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const stageOrder = stages.map((stage, index) => ({
  name: `${stage}-looks-back-only`,
  comment: "Data flows from inputs to publish; a stage knows the stages before it and nothing after it.",
  severity: "error",
  from: { path: folders([stage]) },
  to: {
    path: "^src/",
    pathNot: [folders(stages.slice(0, index + 1)), folders(["result", "system"]), "^src/errors\\.ts$"],
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...stageOrder,
    {
      name: "result-is-the-border",
      comment: "The result file's schema stands on its own; the stages that read or write results import it.",
      severity: "error",
      from: { path: folders(["result"]) },
      to: { path: "^src/", pathNot: [folders(["result"]), "^src/errors\\.ts$"] },
    },
    {
      name: "effects-are-handed-in",
      comment: "A stage knows the effects by their interfaces alone; entry/ makes the real ones.",
      severity: "error",
      from: { path: "^src/", pathNot: edges },
      to: { path: folders(["system"]), dependencyTypesNot: ["type-only"] },
    },
    {
      name: "system-knows-no-stage",
      severity: "error",
      from: { path: folders(["system"]) },
      to: { path: "^src/", pathNot: [folders(["system"]), "^src/errors\\.ts$"] },
    },
    {
      name: "errors-stand-alone",
      severity: "error",
      from: { path: "^src/errors\\.ts$" },
      to: { path: "^src/" },
    },
    {
      name: "effects-at-the-edges",
      comment: "Files, processes and the network are touched in system, publish and entry, and handed in elsewhere.",
      severity: "error",
      from: { path: "^src/", pathNot: edges },
      to: { dependencyTypes: ["core"], path: effects },
    },
    {
      name: "runner-protocol-at-the-edges",
      severity: "error",
      from: { path: "^src/", pathNot: edges },
      to: { path: "(^|node_modules/)@actions/" },
    },
    {
      name: "entry-is-never-imported",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/entry/" },
      to: { path: "^src/entry/" },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-orphans",
      comment: "A file nobody imports is dead.",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: "^src/entry/" },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      // @octokit/types has nothing but types, and names them there.
      mainFields: ["module", "main", "types"],
    },
    skipAnalysisNotInRules: true,
  },
};
