// How far measuring is, in one line.
import type { Progress } from "../measure/request.ts";
import { duration } from "./numbers.ts";

export function progressText(progress: Progress): string {
  const what = progress.benchmark === null ? progress.doing : `${progress.doing} ${progress.benchmark}`;
  const left = progress.leftMilliseconds === null ? "" : `, ${duration(progress.leftMilliseconds / 1000)} left`;
  return `block ${progress.block} of ${progress.blocks}: ${what}${left}`;
}
