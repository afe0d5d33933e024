// The version that results and --version name: package.json's, put in by the bundler.
import packageFile from "../package.json" with { type: "json" };

export const toolVersion: string = packageFile.version;
