// Which of the environment files people have a text is: by what is in it, whatever it is called.
import { isExplicitList } from "./explicit-list.ts";

export type EnvironmentFileKind = "environment-yml" | "explicit-list" | "conda-lock-file" | "pixi-lock";

/**
 * pixi's locks have a version and environments from version 4 on; before, they were conda-lock's format with version 2
 * or 3 (rattler_lock, file_format_version.rs), whose own is 1. What is nothing else is read as an environment.yml.
 */
export function kindOfEnvironmentFile(text: string): EnvironmentFileKind {
  if (isExplicitList(text)) return "explicit-list";
  const has = (key: string): boolean => new RegExp(`^["']?${key}["']?\\s*:`, "m").test(text);
  const version = Number(/^["']?version["']?\s*:\s*(\d+)\s*(?:#.*)?$/m.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(version)) return "environment-yml";
  if (has("environments")) return "pixi-lock";
  if (has("package")) return version === 1 ? "conda-lock-file" : "pixi-lock";
  return version > 1 ? "pixi-lock" : "environment-yml";
}
