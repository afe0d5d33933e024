// What a user has installed for himself (~/.local/lib/python3.12/site-packages).

/** It would make equal environments differ: no Python of an environment sees it, whatever it is started for. */
export const withoutUserSite = { PYTHONNOUSERSITE: "1" } as const;
