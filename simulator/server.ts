import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { TrimtabError } from "../contract";
import { CLOUDWATCH_TARGET, cloudWatch } from "./cloudwatch";
import { control } from "./control/endpoint";
import { CONTROL_PATH } from "./control/schema";
import { COST_EXPLORER_TARGET, costExplorer } from "./cost-explorer";
import { PRICING_TARGET, pricing } from "./pricing";
import type { Session } from "./session";
import { EC2_VERSION, ec2, ec2Error } from "./spot";
import { DYNAMODB_TARGET, dynamodb, rest, restCall } from "./streams";
import { autoScaling, TAGGING_TARGET, tagging } from "./tagging";
import { SAGEMAKER_TARGET, sagemaker } from "./training";
import { ServiceError } from "./wire/errors";
import { mutilated } from "./wire/mutilate";
import { element, escaped } from "./wire/xml";

const LOOPBACK = "127.0.0.1";
const LONGEST_BODY_BYTES = 4 * 1024 * 1024;
const NAME = { "x-trimtab-simulator": "simulated data, not AWS" } as const;
const FORM = "application/x-www-form-urlencoded";
const KEEP_ALIVE_MS = 60_000;

/** Listens on loopback and answers AWS's protocols and the control endpoint. */
export async function serve(session: Session, port: number): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => void answer(session, request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has an address with a port");
  return { server, url: `http://${LOOPBACK}:${address.port}` };
}

async function answer(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname: path, searchParams } = new URL(request.url ?? "/", `http://${LOOPBACK}`);
  try {
    const text = await readBody(request);
    if (request.headers["content-type"]?.startsWith(FORM) === true)
      return answerForm(session, request, response, new URLSearchParams(text));
    const body = parseJson(text);
    if (path.startsWith(`${CONTROL_PATH}/`)) {
      send(response, 200, "application/json", JSON.stringify(await control(session, request.method ?? "GET", path, body)));
      return;
    }
    const inRest = restCall(request.method ?? "GET", path);
    const [service = "", operation = inRest?.operation ?? ""] = String(request.headers["x-amz-target"] ?? "").split(".");
    const fault = session.apiFault(operation);
    if (fault === "hang") return;
    if (fault instanceof ServiceError) throw fault;
    const region = regionOf(request);
    const { contentType, bytes } =
      inRest === undefined
        ? dispatch(session, service, operation, body, region)
        : { contentType: "application/json", bytes: rest(inRest, searchParams, session.streamAccount, region) };
    if (fault === undefined) send(response, 200, contentType, bytes);
    else if (fault === "truncated") cutOff(response, contentType, bytes);
    else send(response, 200, contentType, mutilated(fault, bytes));
  } catch (error) {
    sendError(response, error);
  }
}

function dispatch(
  session: Session,
  service: string,
  operation: string,
  body: unknown,
  region: string,
): { readonly contentType: string; readonly bytes: Buffer } {
  switch (service) {
    case CLOUDWATCH_TARGET:
      return { contentType: "application/x-amz-json-1.0", bytes: cloudWatch(operation, body, session) };
    case PRICING_TARGET:
      return { contentType: "application/x-amz-json-1.1", bytes: pricing(operation, body) };
    case COST_EXPLORER_TARGET:
      return { contentType: "application/x-amz-json-1.1", bytes: costExplorer(operation, body, session.account) };
    case TAGGING_TARGET:
      return { contentType: "application/x-amz-json-1.1", bytes: tagging(operation, body, session.taggedAccount, region) };
    case DYNAMODB_TARGET:
      return { contentType: "application/x-amz-json-1.0", bytes: dynamodb(operation, body, session.streamAccount, region) };
    case SAGEMAKER_TARGET:
      return { contentType: "application/x-amz-json-1.1", bytes: sagemaker(operation, body, session, region) };
    default:
      throw new ServiceError(
        "UnknownOperationException",
        `this stand-in answers CloudWatch, Price List, Cost Explorer, DynamoDB, SageMaker and the tagging API in AWS JSON, not ${service === "" ? "a request without X-Amz-Target" : service}`,
      );
  }
}

/** AWS's query protocol: a form in, XML out. */
function answerForm(session: Session, request: IncomingMessage, response: ServerResponse, form: URLSearchParams): void {
  const isEc2 = form.get("Version") === EC2_VERSION;
  try {
    const fault = session.apiFault(form.get("Action") ?? "");
    if (fault === "hang") return;
    if (fault instanceof ServiceError) throw fault;
    const region = regionOf(request);
    const bytes = isEc2 ? ec2(form, region, session.nowEpoch) : autoScaling(form, session.taggedAccount, region);
    if (fault === "truncated") cutOff(response, "text/xml", bytes);
    else send(response, 200, "text/xml", bytes);
  } catch (error) {
    const known = error instanceof ServiceError ? error : asServiceError(error);
    send(response, known.status, "text/xml", isEc2 ? ec2Error(known) : queryError(known));
  }
}

const queryError = ({ code, message }: ServiceError): string =>
  element("ErrorResponse", element("Error", element("Code", code) + element("Message", escaped(message))));

/** What the request is signed for. */
const regionOf = ({ headers }: IncomingMessage): string => /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > LONGEST_BODY_BYTES) throw new ServiceError("RequestEntityTooLarge", "the request is too long", 413);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new ServiceError("SerializationException", "the body is not JSON");
  }
}

function send(response: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  response.writeHead(status, { ...NAME, "content-type": contentType, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Sends half of an answer and drops the connection. */
function cutOff(response: ServerResponse, contentType: string, body: Buffer): void {
  response.writeHead(200, { ...NAME, "content-type": contentType, "content-length": body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof ServiceError ? error : asServiceError(error);
  send(response, known.status, "application/x-amz-json-1.0", JSON.stringify({ __type: known.code, message: known.message }));
}

/** A failure of the simulator itself must reach a person as what it is. */
function asServiceError(error: unknown): ServiceError {
  if (error instanceof TrimtabError) return new ServiceError("SimulatorError", error.describe());
  return new ServiceError("SimulatorFailure", error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
}
