/** For tests: an OTLP collector on this machine that records what arrives as JSON over HTTP. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
type Attribute = { key: string; value: Value };
type WireSpan = {
  name: string;
  spanId: string;
  parentSpanId?: string;
  traceId: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code?: number };
};
type Point = { attributes: Attribute[]; asInt?: number; asDouble?: number; count?: number; explicitBounds?: number[] };
type WireMetric = {
  name: string;
  unit: string;
  sum?: { dataPoints: Point[] };
  gauge?: { dataPoints: Point[] };
  histogram?: { dataPoints: Point[] };
};
type Body = {
  resourceSpans?: { resource: { attributes: Attribute[] }; scopeSpans: { spans: WireSpan[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: WireMetric[] }[] }[];
};

export type CollectedSpan = Omit<WireSpan, "attributes"> & { attributes: Record<string, unknown> };
export type CollectedPoint = Omit<Point, "attributes"> & { name: string; attributes: Record<string, unknown> };

export type Collector = {
  url: string;
  spans: CollectedSpan[];
  /** Every point of every export, oldest first. */
  points: CollectedPoint[];
  /** Everything received, unparsed. */
  raw: string[];
  close(): Promise<void>;
};

const read = ({ stringValue, intValue, doubleValue, boolValue }: Value): unknown =>
  stringValue ?? (intValue === undefined ? (doubleValue ?? boolValue) : Number(intValue));
const readAll = (attributes: Attribute[]) => Object.fromEntries(attributes.map(({ key, value }) => [key, read(value)]));

/** @param answers false: it accepts every connection and never answers */
export async function startCollector(answers = true): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const points: CollectedPoint[] = [];
  const raw: string[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    raw.push(`${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString("utf8")}`);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Body;
    for (const span of body.resourceSpans?.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)) ?? [])
      spans.push({ ...span, attributes: readAll(span.attributes) });
    for (const metric of body.resourceMetrics?.flatMap((each) => each.scopeMetrics.flatMap((s) => s.metrics)) ?? [])
      for (const point of (metric.sum ?? metric.gauge ?? metric.histogram)!.dataPoints)
        points.push({ ...point, name: metric.name, attributes: readAll(point.attributes) });
    if (answers) response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    spans,
    points,
    raw,
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}
