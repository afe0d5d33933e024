import * as path from "node:path";
import { createReadStream } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import * as fs$1 from "node:fs/promises";

// src/system/files.ts
function isMissing(error) {
	return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
const systemFiles = {
	async readText(file) {
		try {
			return await fs$1.readFile(file, "utf8");
		} catch (error) {
			if (isMissing(error)) return null;
			throw error;
		}
	},
	async sha256(file) {
		try {
			const hash = createHash("sha256");
			for await (const part of createReadStream(file)) hash.update(part);
			return hash.digest("hex");
		} catch (error) {
			if (isMissing(error)) return null;
			throw error;
		}
	},
	async writeWhole(file, text) {
		await fs$1.mkdir(path.dirname(file), { recursive: true });
		const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
		try {
			await fs$1.writeFile(temporary, text, { flag: "wx" });
			await fs$1.rename(temporary, file);
		} catch (error) {
			await fs$1.rm(temporary, { force: true });
			throw error;
		}
	},
	async kind(file) {
		try {
			return (await fs$1.stat(file)).isDirectory() ? "folder" : "file";
		} catch (error) {
			if (isMissing(error)) return "absent";
			throw error;
		}
	},
	async list(folder) {
		try {
			return (await fs$1.readdir(folder)).sort();
		} catch (error) {
			if (isMissing(error)) return [];
			throw error;
		}
	},
	async makeFolder(folder) {
		await fs$1.mkdir(folder, { recursive: true });
	},
	async makeTemporaryFolder(parent, prefix) {
		await fs$1.mkdir(parent, { recursive: true });
		return fs$1.mkdtemp(path.join(parent, prefix));
	},
	async digestTree(target) {
		try {
			const hash = createHash("sha256");
			await digestInto(hash, target, "");
			return hash.digest("hex");
		} catch (error) {
			if (isMissing(error)) return null;
			throw error;
		}
	},
	linkTree,
	async removeTree(target) {
		const remove = () => fs$1.rm(target, {
			recursive: true,
			force: true,
			maxRetries: 3
		});
		try {
			await remove();
		} catch (error) {
			if (!(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM"))) throw error;
			await openFolders(target);
			await remove();
		}
	},
	async removeAtEnd(target) {
		try {
			await systemFiles.removeTree(target);
			return null;
		} catch (error) {
			return `${target} is left behind: ${error instanceof Error ? error.message : error}`;
		}
	},
	async moveFolder(folder, target) {
		try {
			await fs$1.rename(folder, target);
		} catch (error) {
			if (!(error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST"].includes(String(error.code)))) throw error;
		}
	},
	async canWrite(folder) {
		for (let place = path.resolve(folder);; place = path.dirname(place)) try {
			await fs$1.access(place, fs$1.constants.W_OK | fs$1.constants.X_OK);
			return (await fs$1.stat(place)).isDirectory();
		} catch (error) {
			if (!isMissing(error) || place === path.dirname(place)) return false;
		}
	}
};
async function openFolders(place) {
	if (!await kindOf(place).then((kind) => kind.isFolder, () => false)) return;
	await fs$1.chmod(place, 448).catch(() => {});
	for (const child of await fs$1.readdir(place).catch(() => [])) await openFolders(path.join(place, child));
}
async function digestInto(hash, place, name) {
	const { isLink, isFolder, mode } = await kindOf(place);
	const say = (...words) => hash.update(`${JSON.stringify([name, ...words])}\n`);
	if (isLink) say("link", await fs$1.readlink(place));
	else if (isFolder) {
		say("folder");
		for (const child of (await fs$1.readdir(place)).sort()) await digestInto(hash, path.join(place, child), `${name}/${child}`);
	} else {
		const content = createHash("sha256");
		for await (const part of createReadStream(place)) content.update(part);
		say((mode & 64) === 0 ? "file" : "program", content.digest("hex"));
	}
}
async function kindOf(place) {
	const facts = await fs$1.lstat(place);
	return {
		isLink: facts.isSymbolicLink(),
		isFolder: facts.isDirectory(),
		mode: facts.mode
	};
}
async function linkTree(source, target) {
	const { isLink, isFolder } = await kindOf(source);
	if (isLink) await fs$1.symlink(await fs$1.readlink(source), target);
	else if (isFolder) {
		await fs$1.mkdir(target);
		for (const child of await fs$1.readdir(source)) await linkTree(path.join(source, child), path.join(target, child));
	} else try {
		await fs$1.link(source, target);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && [
			"EXDEV",
			"EPERM",
			"EMLINK",
			"ENOTSUP"
		].includes(String(error.code)))) throw error;
		await fs$1.copyFile(source, target, fs$1.constants.COPYFILE_EXCL);
	}
}

export { systemFiles };