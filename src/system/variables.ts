// Which of our own environment variables children may have. Everything else, tokens first of all, stays here.

// What a program needs to find itself, its language and its temporary files.
const forEveryChild = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM"];

// What pip and conda clients need on machines behind proxies and mirrors.
const forPackageClients = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "all_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "NETRC",
  "RATTLER_AUTH_FILE",
  "XDG_CONFIG_HOME",
  "XDG_CACHE_HOME",
];

// Which compiler, where libraries are, and which macOS is built for. Flags are left out: the build has its own.
const forBuilds = [
  "CC",
  "CXX",
  "FC",
  "PKG_CONFIG_PATH",
  "MKLROOT",
  "SDKROOT",
  "DEVELOPER_DIR",
  "MACOSX_DEPLOYMENT_TARGET",
];

// Where a conda client of the machine is, and what it is configured with: docs/environments.md says why each is here.
// Left out on purpose: an activated environment (CONDA_PREFIX, CONDA_SHLVL and the like), on which conda would stack
// ours, and what changes how a client answers (CONDA_JSON, CONDA_DRY_RUN, CONDA_ALWAYS_YES, CONDA_QUIET, CONDA_SUBDIR).
const forCondaClients = [
  ...["MAMBA_EXE", "CONDA_EXE", "CONDA"],
  ...["CONDARC", "MAMBARC", "MAMBA_ROOT_PREFIX", "CONDA_ROOT", "CONDA_PKGS_DIRS"],
  ...["CONDA_CHANNELS", "CONDA_DEFAULT_CHANNELS", "CONDA_CHANNEL_ALIAS", "MAMBA_CHANNEL_ALIAS"],
  ...["CONDA_CHANNEL_PRIORITY", "MAMBA_CHANNEL_PRIORITY", "CONDA_SOLVER", "CONDA_PLUGINS_AUTO_ACCEPT_TOS"],
  ...["CONDA_OFFLINE", "MAMBA_OFFLINE", "CONDA_SSL_VERIFY", "MAMBA_SSL_VERIFY"],
  ...["CONDA_CLIENT_SSL_CERT", "CONDA_CLIENT_SSL_CERT_KEY", "CONDA_REMOTE_CONNECT_TIMEOUT_SECS"],
  ...["CONDA_REMOTE_READ_TIMEOUT_SECS", "CONDA_REMOTE_MAX_RETRIES", "CONDA_REMOTE_BACKOFF_FACTOR"],
  ...["CONDA_OVERRIDE_ARCHSPEC", "CONDA_OVERRIDE_CUDA", "CONDA_OVERRIDE_GLIBC", "CONDA_OVERRIDE_LINUX"],
  ...["CONDA_OVERRIDE_OSX"],
];

// Where the cache service of GitHub Actions is, and which one. Its token is handed over apart from these.
const forCacheService = [
  "ACTIONS_RESULTS_URL",
  "ACTIONS_CACHE_URL",
  "ACTIONS_CACHE_SERVICE_V2",
  "ACTIONS_CACHE_MODE",
  "GITHUB_SERVER_URL",
];

type Variables = Readonly<Record<string, string>>;

function keep(all: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Variables {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) if (value !== undefined && wanted(name)) kept[name] = value;
  return kept;
}

/** For processes that run benchmark code. LD_*, DYLD_* and PYTHON* are left out on purpose: they change what is loaded. */
export function childVariables(all: NodeJS.ProcessEnv): Variables {
  return keep(all, (name) => forEveryChild.includes(name) || name.startsWith("LC_"));
}

/** For solvers and pip: the same, with the network's and pip's own settings. */
export function networkVariables(all: NodeJS.ProcessEnv): Variables {
  const more = keep(all, (name) => forPackageClients.includes(name) || name.startsWith("PIP_"));
  return { ...childVariables(all), ...more };
}

/** For builds from source, beside the others. */
export function buildVariables(all: NodeJS.ProcessEnv): Variables {
  return keep(all, (name) => forBuilds.includes(name));
}

/** For conda clients of the machine: the network's settings, and where theirs are. */
export function clientVariables(all: NodeJS.ProcessEnv): Variables {
  const names = [...forPackageClients, ...forCondaClients];
  return { ...childVariables(all), ...keep(all, (name) => names.includes(name)) };
}

/** For our own program that speaks to the cache service; none of these but the network's is for any other. */
export function cacheVariables(all: NodeJS.ProcessEnv): Variables {
  const names = [...forPackageClients, ...forCacheService];
  return { ...childVariables(all), ...keep(all, (name) => names.includes(name)) };
}
