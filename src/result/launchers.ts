// The ways in which a benchmark process is started: a dimension of every cell.
export const launchers = ["direct", "conda-run", "login-shell"] as const;
