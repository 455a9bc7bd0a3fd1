import type { Session } from "../session";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { CONTROL_PATH, clockRequestSchema, faultsRequestSchema } from "./schema";

const BAD_REQUEST = "BadRequest";

/** Answers `/_simulator/…`. @returns an object for JSON */
export async function control(session: Session, method: string, path: string, body: unknown): Promise<object> {
  switch (`${method} ${path.slice(CONTROL_PATH.length)}`) {
    case "GET /state":
      return session.describe();
    case "POST /clock": {
      const request = parseRequest(clockRequestSchema, body, BAD_REQUEST);
      await session.moveClock("setEpoch" in request ? request.setEpoch : session.nowEpoch + request.advanceSeconds);
      return session.describe();
    }
    case "POST /faults":
      session.addFaults(parseRequest(faultsRequestSchema, body, BAD_REQUEST).add);
      return session.describe();
    case "DELETE /faults":
      session.clearFaults();
      return session.describe();
    case "POST /configuration":
      return { changed: await session.reloadConfiguration() };
    default:
      throw new ServiceError(
        "NotFound",
        `there is no ${method} ${path}; GET state, POST clock, POST faults, DELETE faults, POST configuration are there`,
        404,
      );
  }
}
