// What children get of a runner's variables: what is named, and nothing else.
import { describe, expect, it } from "vitest";
import { cacheVariables, childVariables, clientVariables, networkVariables } from "../../src/system/variables.ts";

const withheld = [
  "GITHUB_ENV",
  "GITHUB_OUTPUT",
  "GITHUB_PATH",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
  "GITHUB_TOKEN",
  "GITHUB_EVENT_PATH",
  "GITHUB_API_URL",
  "GITHUB_ACTIONS",
  "GH_TOKEN",
  "INPUT_GITHUB-TOKEN",
  "ACTIONS_RUNTIME_TOKEN",
  "ACTIONS_RUNTIME_URL",
  "ACTIONS_RESULTS_URL",
  "ACTIONS_CACHE_URL",
  "ACTIONS_CACHE_SERVICE_V2",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_URL",
  "ACTIONS_STEP_DEBUG",
  "RUNNER_TEMP",
  "RUNNER_TRACKING_ID",
  "NODE_AUTH_TOKEN",
  "NPM_TOKEN",
  "AWS_SECRET_ACCESS_KEY",
  "TWINE_PASSWORD",
  "SSH_AUTH_SOCK",
  "NODE_OPTIONS",
  "BASH_ENV",
  "ENV",
  "LD_PRELOAD",
  "LD_LIBRARY_PATH",
  "DYLD_INSERT_LIBRARIES",
  "PYTHONPATH",
  "PYTHONSTARTUP",
  "github_output",
  "XPATH",
  "PATHS",
];
const all = Object.fromEntries([...withheld, "PATH", "HOME", "LC_ALL"].map((name) => [name, `value of ${name}`]));

describe("of a runner's variables", () => {
  it("code under test gets what it needs to find itself", () => {
    expect(Object.keys(childVariables(all)).sort()).toEqual(["HOME", "LC_ALL", "PATH"]);
  });

  it("package clients get the network's and pip's settings besides", () => {
    const settings = { HTTPS_PROXY: "http://proxy", PIP_INDEX_URL: "https://mirror", NETRC: "/etc/netrc" };
    const given = networkVariables({ ...all, ...settings });
    expect(Object.keys(given).sort()).toEqual(["HOME", "HTTPS_PROXY", "LC_ALL", "NETRC", "PATH", "PIP_INDEX_URL"]);
  });

  it("what speaks to the cache service gets the network's settings and its addresses, and no token in its environment", () => {
    const addresses = ["ACTIONS_CACHE_SERVICE_V2", "ACTIONS_CACHE_URL", "ACTIONS_RESULTS_URL"];
    expect(Object.keys(cacheVariables(all)).sort()).toEqual([...addresses, "HOME", "LC_ALL", "PATH"]);
  });

  it("conda clients get the network's settings and those of conda, without an activated environment or pip's", () => {
    const settings = { HTTPS_PROXY: "http://proxy", CONDARC: "/etc/condarc", MAMBA_EXE: "/bin/micromamba" };
    const others = { PIP_INDEX_URL: "https://mirror", CONDA_PREFIX: "/env", CONDA_SHLVL: "1", CONDA_JSON: "1" };
    const given = clientVariables({ ...all, ...settings, ...others });
    expect(Object.keys(given).sort()).toEqual(["CONDARC", "HOME", "HTTPS_PROXY", "LC_ALL", "MAMBA_EXE", "PATH"]);
  });
});
