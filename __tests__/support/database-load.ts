import { GIB } from "../../contract";
import type { Measure, Measures } from "./snapshot";

/** One level for the writer, one for the readers beside it, one for the copies in further regions. */
export const byRole =
  (writer: number, reader: number, secondary = reader): Measure =>
  (_point, { role }) =>
    role === "writer" ? writer : role === "secondary" ? secondary : reader;

/** A global database with little to do: buffers answer what is read, and nobody is connected to its copies. */
export const QUIET_GLOBAL: Measures[string] = {
  cpu: byRole(0.12, 0.08, 0.04),
  connections: byRole(300, 300, 0),
  freeable_memory: 100 * GIB,
  free_local_storage: 200 * GIB,
  buffer_cache_hit_ratio: 0.9995,
  network_in: 1e6,
  network_out: 2e6,
  replica_lag: 20,
  volume_read_iops: 50,
  volume_write_iops: 400,
  volume_bytes: 100 * GIB,
};
