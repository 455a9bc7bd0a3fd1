import type { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { isLoopback } from "../../../contract";
import type { Timer } from "./timer";
import { Watchdog } from "./watchdog";

/** How patient calls are. With these an endpoint that never answers is given up on in under 30 s. */
export interface Patience {
  readonly connectMs: number;
  readonly requestMs: number;
  /** Without any answer, over all retries of all calls of one client. */
  readonly silenceMs: number;
  readonly attempts: number;
}

export const DEFAULT_PATIENCE: Patience = { connectMs: 3_000, requestMs: 17_500, silenceMs: 19_000, attempts: 5 };

/** What a client signs with; the SDK asks again before they expire. */
export type Credentials = ReturnType<typeof fromTemporaryCredentials>;

/**
 * What every client is made with: adaptive retries, which slow down when throttled, and timeouts.
 * @param credentials to sign with @default those of the environment
 */
export const clientOptions = (region: string, { connectMs, requestMs, attempts }: Patience, credentials?: Credentials) =>
  ({
    region,
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: attempts,
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
  }) as const;

interface FinalizeArguments {
  readonly input: object;
  readonly request: unknown;
}

/** The part of an SDK client that this needs, whichever service it is of. */
interface Watchable {
  readonly middlewareStack: {
    add(
      middleware: <Output>(next: (args: FinalizeArguments) => Promise<Output>) => (args: FinalizeArguments) => Promise<Output>,
      options: { readonly step: "finalizeRequest"; readonly priority: "low"; readonly name: string },
    ): void;
    remove(name: string): boolean;
  };
}

export interface WatchOptions {
  readonly what: string;
  readonly patience: Patience;
  readonly timer: Timer;
  /** Called before each attempt with where it goes to. */
  readonly beforeAttempt: (input: object, endpoint: { readonly hostname: string; readonly loopback: boolean }) => Promise<void>;
  /** Called with what an attempt failed with, before it is tried again. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Puts every attempt of every call of the client (retries are attempts of their own) under watch.
 * @returns to be called whenever a part of a long answer has come
 */
export function watch(client: Watchable, { what, patience, timer, beforeAttempt, onFailure }: WatchOptions): () => void {
  const watchdog = new Watchdog(what, patience.silenceMs, timer);
  // It copies every answer for a log that nobody reads: a tenth of the time that a large one takes.
  client.middlewareStack.remove("loggerMiddleware");
  client.middlewareStack.add(
    (next) => async (args) => {
      const hostname = hostnameOf(args.request);
      await beforeAttempt(args.input, { hostname, loopback: isLoopback(`http://${hostname}`) });
      try {
        return await watchdog.over(() => next(args));
      } catch (error) {
        onFailure?.(error);
        throw error;
      }
    },
    { step: "finalizeRequest", priority: "low", name: "trimtabWatch" },
  );
  return () => watchdog.heardPart();
}

function hostnameOf(request: unknown): string {
  if (typeof request !== "object" || request === null || !("hostname" in request)) return "";
  return typeof request.hostname === "string" ? request.hostname : "";
}
