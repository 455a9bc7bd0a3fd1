import { connect } from "node:net";
import { METRICS, SERVICE_NAMESPACE } from "../../../contract";
import { pythonAvailable } from "../../support/python-environment";
import { describeWith } from "../../support/requirement";
import { DefaultService } from "./default-service";
import { emfPoints } from "./emf";

const DEPLOYMENT = { deployment: "trading", service: "order-service", logGroup: "/trimtab/trading/order-service" };
const FROM_CATALOG = METRICS["auto-scaling-group"].filter((metric) => metric.scope === "service");

describeWith([pythonAvailable()], "the default service", () => {
  let service: DefaultService;
  beforeAll(async () => {
    service = await DefaultService.start(DEPLOYMENT);
  }, 30_000);
  afterAll(() => service.stop());

  const valuesOf = (line: string): Readonly<Record<string, number>> =>
    Object.fromEntries(emfPoints(line).map(({ metricName, value }) => [metricName, value]));

  test("answers health checks, which are no requests", async () => {
    expect((await service.request("/health")).status).toBe(200);
    expect((await service.order({ order_id: "1", venue: "XNYS" })).status).toBe(202);
    const [line = ""] = await service.take(1);
    expect(JSON.parse(line)).toMatchObject({ OrderId: "1", Venue: "XNYS" });
  });

  test("emits every service metric of the catalog, under its namespace, name, unit and the alarms' dimensions", async () => {
    await service.order({ order_id: "2", venue: "XNAS" });
    const [line = ""] = await service.take(1);
    const points = emfPoints(line);
    expect(points.map(({ metricName, unit }) => ({ metricName, unit }))).toEqual(
      FROM_CATALOG.map(({ metricName, awsUnit }) => ({ metricName, unit: awsUnit })),
    );
    for (const point of points) {
      expect(point).toMatchObject({
        namespace: SERVICE_NAMESPACE,
        dimensions: { Deployment: DEPLOYMENT.deployment, Service: DEPLOYMENT.service },
        logGroupName: DEPLOYMENT.logGroup,
      });
    }
  });

  test("counts an order once, with the time it took", async () => {
    await service.order({ order_id: "3", venue: "XNYS" });
    const [line = ""] = await service.take(1);
    expect(valuesOf(line)).toEqual({ RequestLatency: expect.any(Number), RequestCount: 1, RequestErrors: 0, ConnectionErrors: 0 });
    expect(valuesOf(line).RequestLatency).toBeGreaterThan(0);
  });

  test("counts a request for what it does not have, as the caller's mistake", async () => {
    expect((await service.request("/tenants")).status).toBe(404);
    const [line = ""] = await service.take(1);
    expect(valuesOf(line)).toMatchObject({ RequestCount: 1, RequestErrors: 0 });
  });

  test.each([
    ["no JSON object", "7"],
    ["no order id", JSON.stringify({ venue: "XNYS" })],
    ["no JSON", "{"],
  ])("answers %s with 400, which is the caller's error and not the service's", async (_name, body) => {
    expect((await service.request("/orders", { method: "POST", body })).status).toBe(400);
    const [line = ""] = await service.take(1);
    expect(valuesOf(line)).toMatchObject({ RequestCount: 1, RequestErrors: 0 });
  });

  test("counts a caller who leaves in the middle as a connection error", async () => {
    const socket = connect(service.port, "127.0.0.1");
    socket.write("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", () => socket.end());
    const [line = ""] = await service.take(1);
    socket.destroy();
    expect(valuesOf(line)).toMatchObject({ RequestCount: 1, RequestErrors: 0, ConnectionErrors: 1 });
  });
});

describeWith([pythonAvailable()], "the default service with more endpoints", () => {
  let service: DefaultService;
  beforeAll(async () => {
    service = await DefaultService.start({ ...DEPLOYMENT, endpoints: "0/admin/health,0/metrics" });
  }, 30_000);
  afterAll(() => service.stop());

  test("answers each port's health check there and nowhere else", async () => {
    const paths = ["/health", "/admin/health", "/metrics"];
    expect(service.ports).toHaveLength(paths.length);
    const statuses = await Promise.all(
      service.ports.map((port) => Promise.all(paths.map(async (path) => (await service.request(path, {}, port)).status))),
    );
    expect(statuses).toEqual([
      [200, 404, 404],
      [404, 200, 404],
      [404, 404, 200],
    ]);
  });
});

describeWith([pythonAvailable()], "the default service while nobody asks", () => {
  let service: DefaultService;
  beforeAll(async () => {
    service = await DefaultService.start({ ...DEPLOYMENT, heartbeatSeconds: 0.1 });
  }, 30_000);
  afterAll(() => service.stop());

  test("says so, and nothing of latency: its silence is that of its agent", async () => {
    for (const line of await service.take(2)) {
      const points = emfPoints(line);
      expect(points.map(({ metricName, value }) => [metricName, value])).toEqual([
        ["RequestCount", 0],
        ["RequestErrors", 0],
        ["ConnectionErrors", 0],
      ]);
      for (const { dimensions } of points) expect(dimensions).toEqual({ Deployment: "trading", Service: "order-service" });
    }
  });
});
