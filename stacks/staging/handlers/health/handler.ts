import * as z from "zod/mini";
import { read, wholeNumber } from "../input";
import { answer, checkHealth, type Health } from "./check";
import { connect } from "./connect";

const endpoint = z.pipe(
  z.string().check(z.regex(/^[a-z][\w-]*=[\w.-]+:\d{1,5}$/)),
  z.transform((text) => {
    const [name = "", address = ""] = text.split("=");
    const [host = "", port = ""] = address.split(":");
    return { name, host, port: Number(port) };
  }),
);

const environment = read(
  "the environment",
  z.object({
    /** `database=host:5432,cache=host:6379` */
    ENDPOINTS: z.pipe(
      z.string(),
      z.transform((text) => text.split(",")),
    ),
    TIMEOUT_MS: z._default(wholeNumber, 2_000),
  }),
  process.env,
);
const endpoints = read("ENDPOINTS", z.array(endpoint), environment.ENDPOINTS);

/** Says which parts of the environment take a connection. `{ failing? }` */
export const handler = async (event: unknown): Promise<Health> =>
  answer(event, await checkHealth(endpoints, { connect, now: () => performance.now(), timeoutMs: environment.TIMEOUT_MS }));
