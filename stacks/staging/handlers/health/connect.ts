import { connect as open } from "node:net";
import type { Endpoint } from "./check";

/** Opens a TCP connection and closes it. @throws Error where none comes about within the time */
export function connect({ host, port }: Endpoint, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open({ host, port, timeout: timeoutMs });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.once("connect", () => {
      socket.end();
      resolve();
    });
    socket.once("timeout", () => fail(new Error(`no connection to ${host}:${port} within ${timeoutMs} ms`)));
    socket.once("error", fail);
  });
}
