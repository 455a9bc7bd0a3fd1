import type { Resource, TunableValue } from "../../contract";
import type { ControlPlane } from "./aws-calls";

/** Values by tunable, as far as the control plane knows them. */
export type Applied = Readonly<Record<string, TunableValue | undefined>>;
export type Reader = (plane: ControlPlane, resources: readonly Resource[]) => Promise<Applied>;
