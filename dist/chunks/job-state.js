// src/entry/job-state.ts
const workFolder = "blas-bench-work-folder";
async function rememberWorkFolder(folder) {
	const { saveState } = await import("./core2.js");
	saveState(workFolder, folder);
}
function rememberedWorkFolder(variables) {
	return variables[`STATE_${workFolder}`] ?? "";
}

export { rememberWorkFolder, rememberedWorkFolder };