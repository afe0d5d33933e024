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
