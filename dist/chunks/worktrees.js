import { UserError } from "./inputs.js";

// src/provision/worktrees.ts
async function addWorktree(git, files, folder, commit) {
	if (await files.kind(folder) !== "absent") throw new UserError([{
		where: folder,
		what: "there is something here already",
		remedy: "remove it, or choose another temporary folder"
	}]);
	const lock = [
		"--lock",
		"--reason",
		git.owner
	];
	await git.must(`checking out ${commit}`, [
		"worktree",
		"add",
		"--quiet",
		"--detach",
		...lock,
		folder,
		commit
	]);
	if (await files.kind(`${folder}/.gitmodules`) !== "file") return;
	await git.must(`checking out the submodules of ${commit}`, [
		"-C",
		folder,
		...[
			"submodule",
			"--quiet",
			"update",
			"--init",
			"--recursive"
		]
	]);
}
async function removeWorktree(git, files, folder) {
	await git.ask([
		"worktree",
		"remove",
		"--force",
		"--force",
		folder
	]);
	await files.removeTree(folder);
}
async function removeAbandoned(git, files) {
	const list = await git.must("listing the worktrees", [
		"worktree",
		"list",
		"--porcelain",
		"-z"
	]);
	for (const entry of list.split("\0\0")) {
		const facts = entry.split("\0");
		const of = (name) => facts.find((fact) => fact.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
		if (git.isGone(of("locked"))) await removeWorktree(git, files, of("worktree"));
	}
}

export { addWorktree, removeAbandoned, removeWorktree };