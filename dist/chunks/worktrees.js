import { UserError } from "./inputs.js";

// src/provision/worktrees.ts
async function addWorktree(git, files, folder, commit) {
	if (await files.kind(folder) !== "absent") throw new UserError([{
		where: folder,
		what: "there is something here already",
		remedy: "remove it, or choose another temporary folder"
	}]);
	const add = [
		"worktree",
		"add",
		"--quiet",
		"--detach"
	];
	const locked = await git.ask([
		...add,
		"--lock",
		"--reason",
		git.owner,
		folder,
		commit
	]);
	if (locked.exitCode === wrongUsage) {
		await git.must(`checking out ${commit}`, [
			...add,
			folder,
			commit
		]);
		await git.must(`locking ${folder}`, [
			"worktree",
			"lock",
			"--reason",
			git.owner,
			folder
		]);
	} else if (locked.exitCode !== 0) await git.must(`checking out ${commit}`, [
		...add,
		"--lock",
		"--reason",
		git.owner,
		folder,
		commit
	]);
	return await files.kind(`${folder}/.gitmodules`) === "file" ? addSubmodules(git, folder, commit) : null;
}
const wrongUsage = 129;
async function addSubmodules(git, folder, commit) {
	const update = [
		"-C",
		folder,
		"submodule",
		"--quiet",
		"update",
		"--init",
		"--recursive"
	];
	const updated = await git.ask(update);
	if (updated.exitCode === 0) return null;
	const { stdout } = await git.ask(["submodule", "status"]);
	if (stdout.split("\n").some((line) => line !== "" && !line.startsWith("-"))) {
		await git.must(`checking out the submodules of ${commit}`, update);
		return null;
	}
	return `Submodules are missing in both arms, as they are in the checkout: git says ${updated.stderr.trim().split("\n").at(-1) ?? ""}`;
}
async function removeWorktree(git, files, folder) {
	const left = await files.removeAtEnd(folder);
	await git.ask([
		"worktree",
		"remove",
		"--force",
		"--force",
		folder
	]);
	return left;
}
async function removeAbandoned(git, files) {
	const { separator, text } = await listed(git);
	for (const entry of text.split(`${separator}${separator}`)) {
		const facts = entry.split(separator);
		const of = (name) => facts.find((fact) => fact.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
		if (git.isGone(of("locked"))) await removeWorktree(git, files, of("worktree"));
	}
}
async function listed(git) {
	const list = [
		"worktree",
		"list",
		"--porcelain"
	];
	const whole = await git.ask([...list, "-z"]);
	if (whole.exitCode === 0) return {
		separator: "\0",
		text: whole.stdout
	};
	return {
		separator: "\n",
		text: await git.must("listing the worktrees", list)
	};
}

export { addWorktree, removeAbandoned, removeWorktree };