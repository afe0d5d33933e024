// What the action tells its own end, by way of the runner's state file.

const workFolder = "blas-bench-work-folder";

export async function rememberWorkFolder(folder: string): Promise<void> {
  const { saveState } = await import("@actions/core");
  saveState(workFolder, folder);
}

/** As it stands in the state, which any program of the job could have written; empty where nothing was remembered. */
export function rememberedWorkFolder(variables: NodeJS.ProcessEnv): string {
  return variables[`STATE_${workFolder}`] ?? "";
}
