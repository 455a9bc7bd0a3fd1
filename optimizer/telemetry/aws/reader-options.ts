import type { EndpointSource } from "../cloudwatch";
import type { Credentials, Patience } from "./client";
import type { Timer } from "./timer";

/** What a session that reads an account's settings in one region is opened with. */
export interface ReaderOptions {
  readonly region: string;
  readonly patience: Patience;
  readonly timer: Timer;
  readonly signal: AbortSignal;
  /** What the measurements come from. */
  readonly source: EndpointSource;
  /** To sign with. @default those of the environment */
  readonly credentials?: Credentials;
}
