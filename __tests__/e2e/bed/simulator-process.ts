import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Project } from "./project";

export interface RunningSimulator {
  readonly url: string;
  close(): Promise<void>;
}

const announcement = z.object({ url: z.string() });

/** `trimtab simulate` in a process of its own, as users have it: within jest it would be several times slower. It ends with this process. */
export async function startSimulator(project: Project, ...args: readonly string[]): Promise<RunningSimulator> {
  const child = project.start("simulate", ...args, "--json");
  const { stdout } = child;
  if (stdout === null) throw new TypeError("stdout is a pipe");
  const ended = once(child, "exit");
  const line = await Promise.race([once(createInterface({ input: stdout }), "line"), ended.then(() => undefined)]);
  if (line === undefined) throw new Error("trimtab simulate ended; its message is above");
  return {
    url: announcement.parse(JSON.parse(String(line[0]))).url,
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
