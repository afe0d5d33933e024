import * as path from "node:path";
import { createReadStream } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs/promises";

// src/system/files.ts
function isMissing(error) {
	return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
const systemFiles = {
	async readText(file) {
		try {
			return await fs.readFile(file, "utf8");
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
		await fs.mkdir(path.dirname(file), { recursive: true });
		const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
		try {
			await fs.writeFile(temporary, text, { flag: "wx" });
			await fs.rename(temporary, file);
		} catch (error) {
			await fs.rm(temporary, { force: true });
			throw error;
		}
	},
	async kind(file) {
		try {
			return (await fs.stat(file)).isDirectory() ? "folder" : "file";
		} catch (error) {
			if (isMissing(error)) return "absent";
			throw error;
		}
	},
	async list(folder) {
		try {
			return (await fs.readdir(folder)).sort();
		} catch (error) {
			if (isMissing(error)) return [];
			throw error;
		}
	},
	async makeFolder(folder) {
		await fs.mkdir(folder, { recursive: true });
	},
	async makeTemporaryFolder(parent, prefix) {
		await fs.mkdir(parent, { recursive: true });
		return fs.mkdtemp(path.join(parent, prefix));
	},
	async removeTree(target) {
		await fs.rm(target, {
			recursive: true,
			force: true,
			maxRetries: 3
		});
	},
	async moveFolder(folder, target) {
		try {
			await fs.rename(folder, target);
		} catch (error) {
			if (!(error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST"].includes(String(error.code)))) throw error;
		}
	},
	async canWrite(folder) {
		for (let place = path.resolve(folder);; place = path.dirname(place)) try {
			await fs.access(place, fs.constants.W_OK | fs.constants.X_OK);
			return (await fs.stat(place)).isDirectory();
		} catch (error) {
			if (!isMissing(error) || place === path.dirname(place)) return false;
		}
	}
};

export { systemFiles };