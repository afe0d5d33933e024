// Where a process was started, and what of it makes NumPy behave otherwise than below a login shell. Pure.
import * as z from "zod";

type Variables = Readonly<Record<string, string>>;

interface Group {
  readonly names: readonly string[];
  /** What the variables decide. */
  readonly decides: string;
}

const groups: readonly Group[] = [
  {
    names: [
      ...["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"],
      ...["VECLIB_MAXIMUM_THREADS", "MKL_DOMAIN_NUM_THREADS", "OMP_THREAD_LIMIT", "OMP_DYNAMIC", "MKL_DYNAMIC"],
    ],
    decides: "how many threads BLAS uses",
  },
  {
    names: ["OMP_PROC_BIND", "OMP_PLACES", "KMP_AFFINITY", "GOMP_CPU_AFFINITY", "OMP_WAIT_POLICY", "KMP_BLOCKTIME"],
    decides: "where BLAS's threads run and how they wait",
  },
  {
    names: [
      ...["OPENBLAS_CORETYPE", "MKL_ENABLE_INSTRUCTIONS", "MKL_CBWR", "MKL_THREADING_LAYER", "BLIS_ARCH_TYPE"],
      ...["FLEXIBLAS", "NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES"],
    ],
    decides: "which code computes",
  },
  { names: ["PYTHONPATH", "PYTHONHOME"], decides: "which NumPy is imported" },
  {
    names: [
      ...["LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"],
      ...["DYLD_INSERT_LIBRARIES", "DYLD_FRAMEWORK_PATH"],
    ],
    decides: "which libraries are loaded",
  },
];

/** All that is ever compared, asked for or shown: other variables are nobody's business, and may be secrets. */
export const comparedVariables: readonly string[] = groups.flatMap(({ names }) => names);

export const surroundingsSchema = z
  .strictObject({
    /** "PyCharm", "VS Code"; null for none that is known. */
    startedFrom: z.string().nullable(),
    loginShell: z.discriminatedUnion("status", [
      z.strictObject({ status: z.literal("compared"), shell: z.string() }),
      z.strictObject({ status: z.literal("not-compared"), reason: z.string() }),
    ]),
    differences: z
      .array(
        z.strictObject({
          variable: z.string(),
          /** null: not set. */
          here: z.string().nullable(),
          loginShell: z.string().nullable(),
          /** What it decides, and what to do. */
          text: z.string(),
        }),
      )
      .readonly(),
    /** How the system treats what is started here, as far as that is not the usual. A sentence each. */
    standing: z.array(z.string()).readonly(),
  })
  .readonly();

export type Surroundings = z.infer<typeof surroundingsSchema>;

export interface SurroundingFacts {
  /** The caller's environment. */
  readonly here: Variables;
  readonly loginShell:
    | { readonly status: "asked"; readonly shell: string; readonly variables: Variables }
    | { readonly status: "unavailable"; readonly reason: string };
  readonly nice: number;
  /** macOS: the scheduler's priority of this process; null where it is not known. */
  readonly priority: number | null;
  /** Whether this program runs translated under Rosetta. */
  readonly translated: boolean;
}

export function compareSurroundings({ here, loginShell, ...facts }: SurroundingFacts): Surroundings {
  const startedFrom = startedBy(here);
  const isAsked = loginShell.status === "asked";
  return {
    startedFrom: startedFrom?.name ?? null,
    loginShell: isAsked
      ? { status: "compared", shell: loginShell.shell }
      : { status: "not-compared", reason: loginShell.reason },
    differences: isAsked ? differencesOf(here, loginShell.variables, startedFrom) : [],
    standing: standingOf(facts),
  };
}

interface Starter {
  readonly name: string;
  /** Where people set variables in it. */
  readonly place: string;
  /** What it does by itself. */
  readonly habits: Readonly<Record<string, string>>;
}

const pycharm: Starter = {
  name: "PyCharm",
  place: "the environment variables of the run configuration",
  habits: {
    PYTHONPATH:
      "PyCharm adds content roots and source roots to it, unless these boxes of the run configuration are cleared",
  },
};
const jetBrains: Starter = {
  name: "PyCharm or another IDE of JetBrains",
  place: "Settings, Tools, Terminal, Environment variables",
  habits: {},
};
const vsCode: Starter = {
  name: "VS Code",
  place: "terminal.integrated.env of the settings, or env of launch.json",
  habits: {},
};

/**
 * By what they set: PyCharm PYCHARM_HOSTED for what it runs (colorama, ansitowin32.py, goes by it, too), the terminals of
 * JetBrains TERMINAL_EMULATOR, that of VS Code TERM_PROGRAM (code.visualstudio.com/docs/terminal/shell-integration), and
 * VS Code VSCODE_PID for processes of its extensions (tqdm, autonotebook.py, goes by it).
 */
function startedBy(here: Variables): Starter | null {
  if (here.PYCHARM_HOSTED !== undefined) return pycharm;
  if (here.TERM_PROGRAM === "vscode") return vsCode;
  if (here.TERMINAL_EMULATOR === "JetBrains-JediTerm") return jetBrains;
  return here.VSCODE_PID === undefined ? null : vsCode;
}

function differencesOf(here: Variables, there: Variables, starter: Starter | null): Surroundings["differences"] {
  return groups.flatMap(({ names, decides }) =>
    names
      // Set to nothing is as good as not set, for all of them.
      .filter((name) => (here[name] ?? "") !== (there[name] ?? ""))
      .map((variable) => {
        const [own = null, shell = null] = [here[variable] || null, there[variable] || null];
        const text = `it decides ${decides}. ${remedyOf(variable, own, shell, starter)}`;
        return { variable, here: own, loginShell: shell, text };
      }),
  );
}

function remedyOf(variable: string, here: string | null, there: string | null, starter: Starter | null): string {
  const place = starter === null ? "where this was started" : `in ${starter.place}`;
  const habit = here === null ? undefined : starter?.habits[variable];
  if (habit !== undefined) return `${habit}.`;
  if (here === null)
    return `A profile sets it, which is not read here: set it ${place}, or take it out of the profile.`;
  if (there === null) return `No profile sets it: take it away ${place}, or set it in a profile.`;
  return `Set it to the same ${place} and in the profile.`;
}

/**
 * Of macOS's priorities, 31 is usual, 20 that of "utility" and 4 that of background work, which may be kept on the
 * efficiency cores (xnu, osfmk/kern/sched.h: BASEPRI_DEFAULT, BASEPRI_UTILITY, MAXPRI_THROTTLE).
 */
const utilityPriority = 20;

function standingOf({ nice, priority, translated }: Omit<SurroundingFacts, "here" | "loginShell">): string[] {
  return [
    ...(nice > 0 ? [`It runs with nice ${nice}: other work goes first. Start it without nice.`] : []),
    ...(priority !== null && priority <= utilityPriority
      ? [
          `macOS ranks it as background work (priority ${priority}), which may be kept on the efficiency cores. Start it from a terminal.`,
        ]
      : []),
    ...(translated
      ? [
          "This program runs translated by Rosetta, and a universal Python that is started here does, too. Start it from a terminal, or an IDE, that is built for Apple silicon.",
        ]
      : []),
  ];
}
