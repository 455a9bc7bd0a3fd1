import type { Statement } from "./policy-document";

/** Who uses which key, and by which service. */
export interface KeyUse {
  /** Name of the statement. */
  readonly sid: string;
  /** The key, or several. */
  readonly keyArn: string | readonly string[];
  /** Service that uses the key on the caller's behalf: `sqs`, `dynamodb`. */
  readonly service: string;
  /** Region of key and service. */
  readonly region: string;
  /** `kms:` actions that the caller may have done. */
  readonly actions: readonly string[];
}

/** Use of a key through one service only: who holds the statement cannot decrypt anything by itself. */
export const useKeyThrough = ({ sid, keyArn, service, region, actions }: KeyUse): Statement => ({
  sid,
  actions,
  resources: typeof keyArn === "string" ? [keyArn] : keyArn,
  conditions: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
});
